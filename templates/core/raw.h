/* Raw CloudFormation in a description: resources:, overrides:, outputs: and the sections that are copied into
 * the template unchanged. They keep all of CloudFormation within reach. */
#ifndef TEMPLATES_CORE_RAW_H
#define TEMPLATES_CORE_RAW_H
#include "templates/core/template.h"

void raw_resources_write(struct template *);
void raw_overrides_write(struct template *);
void raw_overrides_check(struct template *last); /* a finding for what no template of the service has */
void raw_outputs_write(struct template *);
bool raw_check_id(struct template *,
                  const struct node *); /* whether its key can be a logical id; else a finding */
/* Whether a section is there; a finding where it is no mapping. */
bool raw_is_map(struct template *, const struct node *section, const char *what);
/* Mappings key by key; null removes; all else is replaced. */
void raw_patch(struct node *into, const struct node *over);
#endif
