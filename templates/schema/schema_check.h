/* Inside templates/schema/: one value against one rule. A rule is a schema or a part of one; each of its
 * keywords checks what it says. A choice between rules is tried without a word, and the nearest is then
 * reported. */
#ifndef TEMPLATES_SCHEMA_SCHEMA_CHECK_H
#define TEMPLATES_SCHEMA_SCHEMA_CHECK_H
#include "templates/schema/schema_lookup.h"

/* The way down to a value, for messages only. */
struct trail {
    const struct trail *above;
    const char *name;
};

struct checking {
    struct schemas *schemas;
    struct schema *schema;
    struct diags *diags;     /* NULL: only counted */
    const struct form *form; /* whose units the checked value itself is told in; NULL: AWS's numbers */
    int failures;            /* a value of the wrong kind weighs more */
    bool vague;              /* something was met that only AWS can judge */
    int depth, values;       /* how deep and how many so far */
};

/* `says` is the keyword's own value, a child of the rule. */
typedef void keyword_check(struct checking *, const struct node *rule, const struct node *says,
                           const struct node *value, const struct trail *);

void check_value(struct checking *, const struct node *rule, const struct node *value, const struct trail *);
/* Whether a rule holds for certain, without a word. */
bool check_holds(struct checking *, const struct node *rule, const struct node *value, const struct trail *);
bool check_fails(struct checking *, int weight); /* true: say so with diag_add() */
const char *check_name(struct checking *, const struct trail *);
const char *check_shown(struct checking *, const char *text); /* quoted, and not too long */
bool check_present(const struct node *map, const char *key);  /* and not AWS::NoValue */
struct place check_place(const struct node *value);
struct place check_holder(const struct node *value); /* its key, for what it lacks or has too much of */

/* Whether `count` is within the limit `says`; a message names both limits of the rule. */
void check_count(struct checking *, const struct node *rule, const struct node *says,
                 const struct node *value, const struct trail *, int count);

/* The keywords, by what they look at. */
bool check_type(struct checking *, const struct node *rule, const struct node *value, const struct trail *);
keyword_check check_const, check_enum, check_length, check_multiple, check_pattern, check_range;
keyword_check check_items, check_items_count, check_prefix_items, check_unique_count, check_unique_items,
    check_unique_keys;
keyword_check check_dependencies, check_excluded, check_properties, check_properties_count,
    check_property_names, check_required, check_required_one, check_required_some;
keyword_check check_all, check_any, check_if, check_not, check_one;
#endif
