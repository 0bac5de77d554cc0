/* Templates as a test writes them, JSON with ' for ", and a diff of two of them as lines of its typed fields.
 */
#ifndef TESTS_TEMPLATES_H
#define TESTS_TEMPLATES_H
#include "base/json.h"
#include "stacks/diff/diff.h"
#include "tests/unit.h"

static inline struct node *json(const char *text)
{
    char *copy = (char *)arena_copy(arena, text, strlen(text));
    for (char *at = copy; (at = strchr(at, '\'')) != NULL;) *at = '"';
    struct node *node = json_read(arena, copy, strlen(copy));
    if (!node) fail_msg("not JSON: %s", text);
    return node;
}

/* The text of a scalar, else its JSON; `-` for nothing. */
static inline const char *shown(const struct node *node)
{
    if (!node) return "-";
    if (node->shape == SCALAR) return node->text;
    struct buffer *text = buffer_new(arena);
    json_print(text, node, JSON_COMPACT);
    return text->text;
}

static inline struct node *resources(const char *text)
{
    struct node *template = node_map(arena);
    node_add(template, "Resources", json(text));
    return template;
}

static inline struct diff *diff_resources(const char *before, const char *after)
{
    return diff_templates(arena, schemas_new(arena), resources(before), resources(after));
}

/* What is uncertain has a question mark. */
static inline void row_print(struct buffer *out, const struct difference *row)
{
    static const char *const replacements[] = { "", " may be replaced", " replaced" };
    buffer_print(out, "  %s: %s > %s %s%s%s%s\n", *row->path ? row->path : "all",
                 *row->path    ? shown(row->before)
                 : row->before ? "all"
                               : "-",
                 *row->path   ? shown(row->after)
                 : row->after ? "all"
                              : "-",
                 impact_words[row->impact], row->possible ? "?" : "", replacements[row->replacement],
                 row->refused ? " refused" : "");
}

static inline const char *diff_lines(const struct diff *diff)
{
    struct buffer *out = buffer_new(arena);
    for (const struct changed *c = diff->first; c; c = c->next) {
        buffer_print(out, "%s %s %s%s", action_words[c->action], c->id, impact_words[c->impact],
                     c->possible ? "?" : "");
        if (c->fate != FATE_NONE) buffer_print(out, " %s", fate_words[c->fate]);
        if (c->under) buffer_print(out, " under %s", c->under);
        for (const char **d = c->dependents; d && *d; d++)
            buffer_print(out, "%s %s", d == c->dependents ? " of" : "", *d);
        buffer_text(out, "\n");
        for (const struct difference *row = c->first; row; row = row->next) row_print(out, row);
    }
    return out->text;
}

#define assert_diff(before, after, lines)                                                                    \
    assert_string_equal(diff_lines(diff_resources(before, after)), lines)
#endif
