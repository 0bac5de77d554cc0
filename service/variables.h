/* ${…} in a description: what cfgen knows is put in, what only CloudFormation knows becomes Ref or Fn::Sub.
 * An unknown variable is a finding at its own column, never an empty text. What a file or `variables:` gives
 * keeps the places where it was written. */
#ifndef SERVICE_VARIABLES_H
#define SERVICE_VARIABLES_H
#include "base/diag.h"
#include "base/index.h"
#include "base/node.h"
#include "base/surroundings.h"

struct variables {
    struct arena *arena;
    struct diags *diags;
    const struct surroundings *surroundings;
    const char *file;                    /* the description */
    const struct repository *repository; /* that it lies in */
    const char *service, *stage;
    const struct node *parameters; /* the section: its keys are the names that ${param:…} may use; or NULL */
    const struct node *values;     /* the section `variables:`, or NULL */
    const struct node *secrets;    /* the section, or NULL */
    /* The ARN of a secret of that section in Fn::Sub's notation; NULL: it has none of that name. */
    const char *(*secret)(void *with, const char *name);
    void *with;
    bool untrusted; /* the environment and .env files are not read: what they give is one unknown value */
    const struct node *resources; /* the section, or NULL: their ids are no names for parameters */
    struct node *stack_outputs;   /* outputs of other stacks: parameter → {region, stack, output} */
    struct node *hidden;          /* secret values: parameter → {of, value} */

    struct index *files; /* path → the document or text that was read */
    struct node *dotenv; /* what .env files say, once they are read */
    struct index *trust; /* variable of the environment that was read → how far its value may go */
    size_t expanded;     /* bytes, by variables */
    int unknown;         /* variables that were unknown values */
};

/* What may stand between ${ and }; ends with no name. */
struct variable_about {
    const char *name, *argument, *about;
};
extern const struct variable_about variable_list[];

void variables_resolve(struct variables *, struct node *); /* in place, in every value below */
/* Only values that are wholly a file or a part of `variables:` and turn out to be mappings or lists, so that
 * a stage can be merged over what they hold. A value that is not found is left unchanged. */
void variables_include(struct variables *, struct node *);
#endif
