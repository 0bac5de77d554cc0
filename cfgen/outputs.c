#include "cfgen/outputs.h"
#include "base/json.h"
#include "base/text.h"
#include "cfgen/excerpt.h"
#include <stdlib.h>
#include <string.h>

const char *const outputs_formats[] = { "text", "json", "env", NULL };

static int by_name(const void *left, const void *right)
{
    const struct node *const *a = left, *const *b = right;
    return strcmp(node_word(*a, "OutputKey"), node_word(*b, "OutputKey"));
}

static void add_json(struct buffer *text, struct arena *arena, const struct node **all, size_t count)
{
    struct node *map = node_map(arena);
    for (size_t i = 0; i < count; i++)
        node_set(map, node_word(all[i], "OutputKey"), node_text(arena, node_word(all[i], "OutputValue")));
    json_print(text, map, JSON_LINES);
    buffer_byte(text, '\n');
}

/* A copy whose values show no secret that this run knows. */
static struct node *masked(const struct run *run, const struct node *outputs)
{
    struct node *list = node_list(run->arena);
    for (const struct node *n = outputs ? outputs->first : NULL; n; n = n->next) {
        const char *value = node_word(n, "OutputValue");
        struct node *copy = node_add(list, NULL, node_copy(run->arena, n));
        if (value)
            node_set(copy, "OutputValue",
                     node_text(run->arena, diag_mask(run->diags, run->arena, value, (struct place){ 0 })));
    }
    return list;
}

struct buffer *outputs_text(const struct run *run, const struct node *stack, const char *format)
{
    struct arena *arena = run->arena;
    const struct node *outputs = masked(run, node_find(stack, "Outputs"));
    struct buffer *text = buffer_new(arena);
    size_t count = 0;
    int width = 0;
    const struct node **all = arena_take(arena, (size_t)(outputs->count + 1) * sizeof *all);
    for (const struct node *n = outputs->first; n; n = n->next) {
        const char *name = node_word(n, "OutputKey");
        if (!name || !node_word(n, "OutputValue")) continue;
        if ((int)strlen(name) > width) width = (int)strlen(name);
        all[count++] = n;
    }
    qsort(all, count, sizeof *all, by_name);
    if (format && !strcmp(format, "json")) {
        add_json(text, arena, all, count);
        return text;
    }
    for (size_t i = 0; i < count; i++) {
        const char *name = node_word(all[i], "OutputKey"), *value = node_word(all[i], "OutputValue");
        if (!format || !strcmp(format, "text"))
            buffer_print(text, "%-*s  %s\n", width, name, excerpt_clean(arena, value));
        else
            buffer_print(text, "%s=%s\n", text_constant(arena, name), text_quoted(arena, value));
    }
    return text;
}

void outputs_print(struct run *run, const struct node *stack, const char *format)
{
    fputs(outputs_text(run, stack, format)->text, run->out);
}
