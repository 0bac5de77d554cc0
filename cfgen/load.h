/* The description that a command works on, by the options that all such commands have. */
#ifndef CFGEN_LOAD_H
#define CFGEN_LOAD_H
#include "cfgen/command.h"
#include "stacks/stack.h"
#include "templates/generate.h"

struct service_options {
    const char *stage, *region;
    const char **param;
    const struct node *over; /* no option of its own: a mapping merged over the description; NULL: none */
};
extern const struct option service_options_options[];
extern const struct argument
    service_argument[]; /* [SERVICE]: a file or folder. Default: service.yml in the current folder */

/* The file that is meant: service.yml where none is named, and in a folder. */
const char *load_file(struct run *, const struct surroundings *, const char *named);
/* The templates of the description that the first argument names, as generate_templates() gives them. */
struct template *load_templates(struct run *, const struct service_options *);
/* The stacks of the description that the first argument names, in the order in which they are deployed;
 * `more` are values of parameters beside those of --param, or NULL. NULL when nothing can be made of it;
 * lesser findings are in run->diags, and over a limit of CloudFormation's is one of severity `limits`. */
struct stack *load_stacks(struct run *, const struct service_options *, enum severity limits,
                          const struct node *more);
/* The same of another description, or of one in other surroundings. */
struct stack *load_description(struct run *, const struct surroundings *, const char *named,
                               const struct service_options *, enum severity limits, const struct node *more);
/* The one of the region that is asked for, else the primary's. NULL after a finding. */
struct stack *load_choose(struct run *, const struct service_options *, struct stack *first);
/* Only the primary, as it may have been deployed in the region that is asked for, if the description names
 * others: a stack at the edge belongs to those. */
struct stack *load_elsewhere(const struct service_options *, struct stack *first);
struct stack *load_stack(struct run *, const struct service_options *, enum severity limits); /* both */
#endif
