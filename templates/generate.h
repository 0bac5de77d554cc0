/* From a description to its templates. The result depends only on the arguments and on files and variables
 * that are read through `surroundings`. */
#ifndef TEMPLATES_GENERATE_H
#define TEMPLATES_GENERATE_H
#include "templates/service.h"

struct generation {
    struct arena *arena;
    struct diags *diags;
    const struct surroundings *surroundings;
    const char *file, *folder;           /* of the description */
    const struct repository *repository; /* that it lies in; generate_templates() finds it */
    bool untrusted;                      /* the environment is not read */
    const char *stage;                   /* NULL: `stage:` of the description, or dev */
    const struct node *parameters;       /* from --param: name → scalar */
    const char *const *compared; /* descriptions that it is compared with, as struct artifacts has them */
    const struct node *over;     /* overrides the description and its stage; NULL: nothing */
};

/* The templates of the service's stacks in the order in which they are deployed, linked by `next`: what runs
 * at the edge, the primary's, then one for each further region. NULL after a finding that leaves nothing to
 * write; with lesser findings they are as good as they can be. */
struct template *generate_templates(const struct generation *);
struct template *generate_primary(struct template *first);

enum {
    MOST_RESOURCES = 500,
    MOST_OUTPUTS = 200,
    MOST_PARAMETERS = 200,
    MOST_BYTES = 1000000,
    NEAR_PERCENT = 80
};
/* Count what is over CloudFormation's limits in a whole template, or near them; `severity` is what the
 * command sees in what is over. */
void generate_check_limits(struct diags *, const struct node *root, enum severity);
void generate_check_size(struct diags *, const struct node *root, enum severity, size_t bytes);
#endif
