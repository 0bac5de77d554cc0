/* What CloudFormation makes of a template's intrinsic functions, as far as that is known before a deployment:
 * values of parameters, conditions, mappings and pseudo parameters. What is not known (attributes of
 * resources, SSM parameters, secrets, parameters without a value) stays the function that it is, with the
 * rest of it evaluated. Results share nodes with the template: neither may be changed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
#ifndef TEMPLATES_EVALUATE_EVALUATE_H
#define TEMPLATES_EVALUATE_EVALUATE_H
#include "base/node.h"

/* What is known of the stack that a template is for. */
struct known {
    const struct node *parameters;        /* parameter → its value, a scalar; or NULL */
    const struct node *imported;          /* keys: parameters that have an output of another stack; or NULL */
    const char *region, *account, *stack; /* NULL: unknown */
};

enum truth { IS_FALSE, IS_TRUE, IS_UNKNOWN };

/* Why a value is another one than before: what has changed, and where. */
struct cause {
    struct cause *next;
    struct place place;
    const char *text; /* parameter env changes from dev to prod */
};

struct evaluation;

struct evaluation *evaluation_new(struct arena *, const struct node *template, const struct known *);
/* Both are of one stack, before and after. Then values that a change causes have the place of the change, and
 * pseudo parameters that stay stay in their place, unless the whole is asked for. */
void evaluation_pair(struct evaluation *before, struct evaluation *after);

/* The value itself where nothing in it can be evaluated. NULL: AWS::NoValue. */
const struct node *evaluate(struct evaluation *, const struct node *value);
/* With pseudo parameters and in base64, also where values are paired. */
const struct node *evaluate_whole(struct evaluation *, const struct node *value);
/* The text of a value of which all is known; NULL: it is none. */
const char *evaluate_text(struct evaluation *, const struct node *value);
/* Resources or Outputs: those that exist or may exist, with their values. NULL: the template has none. */
const struct node *evaluate_section(struct evaluation *, const char *section);
enum truth evaluate_condition(struct evaluation *, const char *name); /* IS_UNKNOWN also of none */
bool evaluate_is_open(const struct node *value); /* something in it is only known to AWS */
/* A parameter whose value may be any: an output of another stack is that of its resource. */
bool evaluate_is_parameter(const struct evaluation *, const char *name);

/* Something that was evaluated depends on a value that AWS has: of an SSM parameter or a secret. */
bool evaluation_depends_on_aws(const struct evaluation *);
/* The value at which the functions had produced too much, after which all stays as it is written; NULL: none.
 */
const struct node *evaluation_exceeded(const struct evaluation *);
const struct cause *evaluation_causes(const struct evaluation *); /* of the later one of a pair */
#endif
