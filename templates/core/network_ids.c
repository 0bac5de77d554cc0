#include "templates/core/network_ids.h"
#include "service/intrinsic.h"
#include <string.h>

/* Whether a parameter of that name, which may be NULL, holds a list. */
static bool is_list_parameter(struct template *template, const char *name)
{
    const char *type = name ? node_word(node_find(template->parameters, name), "Type") : NULL;
    return type && (strstr(type, "List<") || !strcmp(type, "CommaDelimitedList"));
}

/* A lone id is a list of one; an intrinsic function may give a list itself. */
struct node *network_ids(struct template *template, const struct node *from)
{
    struct arena *arena = template->arena;
    struct node *copy = node_copy(arena, from);
    bool one = from->shape == SCALAR;
    if (is_intrinsic(from)) {
        const char *function = from->first->key;
        one = !strcmp(function, "Ref")
                  ? !is_list_parameter(template, from->first->text)
                  : !strcmp(function, "Fn::GetAtt") || !strcmp(function, "Fn::Sub") ||
                        !strcmp(function, "Fn::ImportValue") || !strcmp(function, "Fn::Select");
    }
    copy->place = node_place(from);
    if (!one) return copy;
    struct node *list = node_list(arena);
    list->place = node_place(from);
    node_add(list, NULL, copy);
    return list;
}
