#include "base/pair.h"
#include "base/secret.h"
#include <string.h>

const char *pair_name(const struct node *map)
{
    static const char *const keys[] = { "Name", "name", "Key", "key", "OptionName", "ParameterKey" };
    const char *first = NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *name = map->shape == MAP ? node_word(map, keys[i]) : NULL;
        if (name && secret_name(name, strlen(name))) return name;
        if (!first) first = name;
    }
    return first;
}

bool pair_is_value(const char *key)
{
    return !strcmp(key, "Value") || !strcmp(key, "value") || !strcmp(key, "ParameterValue");
}
