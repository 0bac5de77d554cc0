/* From a description to a template: the whole way, pure but for what `surroundings` reads. */
#ifndef TEMPLATES_GENERATE_H
#define TEMPLATES_GENERATE_H
#include "templates/service.h"

struct generation {
    struct arena *arena;
    struct diags *diags;
    const struct surroundings *surroundings;
    const char *file, *folder;     /* of the description */
    const char *stage;             /* NULL: `stage:` of the description, or dev */
    const struct node *parameters; /* from --param: name → scalar */
};

/* NULL after a finding that leaves nothing to write; with lesser findings the template is as good as it can
 * be. */
struct template *generate_template(const struct generation *);

enum { MOST_RESOURCES = 500, MOST_OUTPUTS = 200, MOST_PARAMETERS = 200, MOST_BYTES = 1000000 };
/* Count what is over CloudFormation's limits in a whole template; `severity` is what the command sees in it.
 */
void generate_check_limits(struct diags *, const struct node *root, enum severity);
void generate_check_size(struct diags *, const struct node *root, enum severity, size_t bytes);
#endif
