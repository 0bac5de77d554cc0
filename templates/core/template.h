/* A CloudFormation template in the making. Kinds and events write resources into it; each resource keeps the
 * place of what the user wrote for it. Logical ids come from the user's keys and never move. */
#ifndef TEMPLATES_CORE_TEMPLATE_H
#define TEMPLATES_CORE_TEMPLATE_H
#include "base/diag.h"
#include "base/node.h"
#include "base/surroundings.h"
#include "service/names.h"
#include "templates/schema/schema.h"

struct service;
struct form;
struct text;

/* What CloudFront calls at its edges lives in this region only. */
#define EDGE_REGION "us-east-1"

/* Which of a service's stacks a template is for: one a region, and one of what runs at the edge. */
struct location {
    const char *region; /* NULL: the description names none */
    bool primary;       /* the first region: the others stand by */
    enum { PART_MAIN, PART_EDGE } part;
};

struct template
{
    struct arena *arena;
    struct diags *diags;
    const struct surroundings *surroundings;
    const struct service *service;
    const struct node *document; /* the description as it is written */
    struct node *unhashed; /* a map whose keys are parameters without a value that logical ids depend on */
    const struct node *parameter_values; /* what --param gives, parameter → scalar */
    const struct node
        *stack_outputs; /* outputs of other services' stacks: parameter → {region, stack, output}; or NULL */
    const struct node *hidden; /* values that look secret: parameter → {of, value}; or NULL */
    const char *stage;
    struct location at;
    struct template *before, *next; /* of the same service, in the order in which they are deployed */
    struct import *imports;         /* values that stacks before this one give, templates/core/imports.h */
    const struct catalog_entry *catalog; /* all kinds, templates/catalog.h */
    struct schemas *schemas;
    struct names *names;
    struct artifacts *artifacts;
    struct node *root, *parameters, *conditions, *resources,
        *outputs; /* all but resources are left out when empty */
    /* What modules keep of this template, and of all templates of the service: template_part(). */
    struct index *parts, *shared;
};

struct resource {
    const char *id;
    struct node *node, *properties;
};

/* What a module keeps of a template for itself: zeros at first. The name is that module's only. */
void *template_part(const struct template *, const char *name, size_t size);
/* The same of an index, which is empty at first: of this template, or of all templates of the service. */
struct index *template_index(const struct template *, const char *name);
struct index *service_index(const struct template *, const char *name);

/* `MyTable`, `Table` → `MyTableTable`; `was` is the key that the thing had before it was renamed, or not
 * written. */
const char *template_id(struct template *, const char *name, const struct text *was, const char *suffix);
/* A finding where the id is taken; the resource is then in no template. */
struct resource template_add(struct template *, const char *id, const char *type, struct place);
void template_retain(struct template *, struct resource);  /* it holds data: kept when it leaves the stack */
void template_discard(struct template *, struct resource); /* it holds data that need not be kept */
void template_leave(struct template *, struct resource);   /* it cannot be deleted with the stack */
/* A resource is made when another is there, which it does not refer to. */
void template_after(struct template *, const char *id, const char *other);
/* The rows' properties, each checked against AWS's schema. */
void template_write(struct template *, const struct form *, const void *from, struct node *properties);
void template_output(struct template *, const char *name, const char *description, struct node *value);

/* A word of the language and AWS's word for it: `string` is S. */
struct word_pair {
    const char *word, *aws_word;
};
const char *word_translate(struct template *, const char *key, const struct text *,
                           const struct word_pair *); /* NULL after a finding */
#endif
