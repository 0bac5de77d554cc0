/* Which API http events are routes of. */
#ifndef TEMPLATES_API_TYPE_H
#define TEMPLATES_API_TYPE_H
#include "templates/core/template.h"

bool http_api_is_type(const struct service *); /* whether http events are its routes: api: {type: http} */
void http_api_lacks(struct template *, const struct node *from, const char *key); /* a finding if written */
#endif
