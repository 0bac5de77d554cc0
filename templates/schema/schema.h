/* AWS's own resource schemas: what a property may be, which is required, which one replaces the resource.
 * They are published, so nothing of it is typed by hand. A schema is a node tree of JSON Schema's keywords
 * and of AWS's
 * (`createOnlyProperties` …), where a path reads `A.B.*.C` and `$ref` names a definition of the same type. */
#ifndef TEMPLATES_SCHEMA_SCHEMA_H
#define TEMPLATES_SCHEMA_SCHEMA_H
#include "base/diag.h"
#include "base/node.h"
#include "service/field.h"

struct schemas;

struct schemas *schemas_new(struct arena *); /* one a command: it keeps what it unpacked */

const struct node *schema_find(struct schemas *,
                               const char *type); /* NULL: unknown, or a type that nobody publishes */
const char *schema_nearest(struct schemas *, const char *type); /* NULL: none is near */
const char *schema_type(struct schemas *, int row); /* every type there is, sorted; NULL behind the last */

/* The schema of a property, `$ref` followed. A step through a list is `*`, and may be left out. NULL: no such
 * property. */
const struct node *schema_property(struct schemas *, const char *type, const char *path);
const struct node *schema_required(struct schemas *, const char *type,
                                   const char *path); /* list of names; NULL: none */
const char *schema_nearest_property(struct schemas *, const char *type,
                                    const char *path); /* of the last step */

bool schema_attribute(struct schemas *, const char *type,
                      const char *attribute); /* may Fn::GetAtt name it? */

const char *schema_nearest_attribute(struct schemas *, const char *type, const char *attribute); /* or NULL */

/* Whether the pattern is found anywhere in the text; one that does not compile, or gives up, is. */
bool schema_matches(struct schemas *, const char *pattern, const char *text);

enum replacement { UPDATED, MAY_BE_REPLACED, REPLACED };
/* What a change of this property does to the resource: create-only, also when a property above or below it
 * is. */
enum replacement schema_replacement(struct schemas *, const char *type, const char *path);

enum tag_shape { TAGS_NONE, TAGS_LIST /* of {Key, Value} */, TAGS_MAP };
enum tag_shape schema_tags(struct schemas *, const char *type, const char **path); /* path: where they go */

/* Checks one value, or with `path` NULL all Properties, and adds what is wrong at the place of the part that
 * is wrong. `what` is how the user calls it: `memory must be between 128 and 10240`. NULL: the property's own
 * path. */
void schema_check(struct schemas *, const char *type, const char *path, const char *what,
                  const struct node *value, struct diags *);
/* The property of a row: its key names the value, and its form's units tell it. */
void schema_check_row(struct schemas *, const char *type, const struct field *, const struct node *value,
                      struct diags *);
/* Checks a resource of a template: its Type, and its Properties. */
void schema_check_resource(struct schemas *, const char *id, const struct node *resource, struct diags *);
#endif
