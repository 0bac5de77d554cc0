#include "templates/api/type.h"
#include "base/json.h"
#include "templates/service.h"
#include <string.h>

bool http_api_is_type(const struct service *service)
{
    return service->api.type.value && !strcmp(service->api.type.value, "http");
}

void http_api_lacks(struct template *template, const struct node *from, const char *key)
{
    if (!from || (is_known(from) && from->shape == SCALAR && json_word(from) == JSON_FALSE)) return;
    diag_add(template->diags, FINDING(rest_only), node_place(from), "set api: {type: rest}",
             "HTTP APIs do not support '%s'", key);
}
