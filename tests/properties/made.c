#include "tests/properties/made.h"
#include "base/json.h"
#include "service/yaml.h"

struct template *made_generate(struct arena *arena, struct diags *diags, struct pile *pile)
{
    struct surroundings surroundings = pile_surroundings(pile);
    struct generation generation = { .arena = arena,
                                     .diags = diags,
                                     .surroundings = &surroundings,
                                     .file = DESCRIPTION_FILE,
                                     .folder = ".",
                                     .parameters = node_map(arena) };
    struct template *first = generate_templates(&generation);
    for (struct template *t = first; t; t = t->next) generate_check_limits(diags, t->root, ERROR);
    return first;
}

struct bytes made_printed(struct arena *arena, const struct node *node, bool json)
{
    struct buffer *text = buffer_new(arena);
    if (json)
        json_print(text, node, JSON_LINES);
    else
        yaml_print(text, node);
    return (struct bytes){ text->text, text->size };
}

struct bytes made_canonical(struct arena *arena, const struct node *node)
{
    struct buffer *text = buffer_new(arena);
    json_print(text, node, JSON_CANONICAL);
    return (struct bytes){ text->text, text->size };
}
