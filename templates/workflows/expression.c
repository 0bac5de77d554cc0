#include "templates/workflows/expression.h"
#include "base/text.h"
#include "templates/workflows/machine.h"
#include <ctype.h>

static bool is_written_out(const char *text) { return text_starts(text, "{%") && text_ends(text, "%}"); }

/* A $ that no name follows is the input: `$.a`, `$[0]`, `$ = 1`. */
static bool is_input(const char *at)
{
    return *at == '$' && at[1] != '$' && at[1] != '_' && !isalnum((unsigned char)at[1]);
}

const char *expression(struct arena *arena, const char *text)
{
    if (is_written_out(text)) return text;
    struct buffer *made = buffer_new(arena);
    char quote = 0;
    buffer_text(made, "{% ");
    for (const char *at = text; *at; at++) {
        if (quote)
            quote = *at == quote ? 0 : quote;
        else if (*at == '\'' || *at == '"' || *at == '`')
            quote = *at;
        else if (is_input(at) && (at == text || at[-1] != '$')) {
            buffer_text(made, "$states.input");
            continue;
        }
        buffer_byte(made, *at);
    }
    buffer_text(made, " %}");
    return made->text;
}

/* `$`, `$.wards`, `$now()`; a price such as $10 is a text. */
static bool is_expression(const char *text)
{
    return *text == '$' && (!text[1] || strchr(".[$_ ", text[1]) || isalpha((unsigned char)text[1]));
}

struct node *expressions(struct arena *arena, const struct node *value)
{
    if (value->shape == SCALAR) {
        if (!is_expression(value->text)) return node_copy(arena, value);
        struct node *made = node_text(arena, expression(arena, value->text));
        made->place = value->place;
        return made;
    }
    struct node *made = value->shape == LIST ? node_list(arena) : node_map(arena);
    made->place = value->place;
    for (const struct node *n = value->first; n; n = n->next) {
        struct node *child = node_add(made, value->shape == LIST ? NULL : n->key, expressions(arena, n));
        child->key_place = n->key_place;
    }
    return made;
}

/* `$.a.b` of `result:` as {'a': {'b': RESULT}}, to be laid over the input. */
static const char *nested(struct arena *arena, const char *path, const char *result)
{
    size_t size = strcspn(path, ".");
    const char *rest = path[size] ? nested(arena, path + size + 1, result) : result;
    return arena_text(arena, "{'%.*s': %s}", (int)size, path, rest);
}

void result_write(struct machine *machine, const struct step *step, const char *result, struct node *state)
{
    struct arena *arena = machine->template->arena;
    const char *said = step->result.value;
    if (step->output.from) {
        node_add(state, "Output", expressions(arena, step->output.from));
        return;
    }
    if (said && (!strcmp(said, "off") || !strcmp(said, "false")))
        result = "$states.input";
    else if (said && text_starts(said, "$."))
        result = arena_text(arena, "$merge([$states.input, %s])", nested(arena, said + 2, result));
    else if (said)
        diag_add(machine->template->diags, FINDING(out_of_range), node_place(step->result.from),
                 "$.NAME, or off to keep the input as it is", "result: there is no '%s' in the input", said);
    if (strcmp(result, "$states.result") != 0)
        node_add(state, "Output", node_text(arena, arena_text(arena, "{%% %s %%}", result)));
}
