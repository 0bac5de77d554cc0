#include "base/text.h"
#include "service/variable.h"
#include <string.h>

enum exposure exposure_of(enum exposure above, const struct node *map, const struct node *value)
{
    if (above == EXPOSED_TAG || above == EXPOSED_OUTPUT || map->shape != MAP) return above;
    if (value->shape != SCALAR) {
        if (text_same(value->key, "tags") || text_same(value->key, "Tags")) return EXPOSED_TAG;
        if (text_same(value->key, "outputs")) return EXPOSED_OUTPUT;
        if (text_same(value->key, "environment") || text_same(value->key, "Environment"))
            return EXPOSED_ENVIRONMENT;
        return above == EXPOSED_ENVIRONMENT ? above : EXPOSED_NOWHERE;
    }
    if (above != EXPOSED_NOWHERE) return above;
    if (text_same(value->key, "name")) return EXPOSED_NAME;
    return text_same(value->key, "description") || text_same(value->key, "Description") ? EXPOSED_DESCRIPTION
                                                                                        : EXPOSED_NOWHERE;
}
