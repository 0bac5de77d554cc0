#include "stacks/diff/canonical_scalar.h"
#include "base/json.h"
#include "templates/schema/schema_kind.h"
#include <string.h>
#include <strings.h>

static bool is_flag(enum json_word word) { return word == JSON_TRUE || word == JSON_FALSE; }

static const char *flag_text(enum json_word word) { return word == JSON_TRUE ? "true" : "false"; }

static void text_make(struct node *value)
{
    enum json_word word = json_word(value);
    if (word == JSON_NULL) return;
    if (is_flag(word)) value->text = flag_text(word);
    value->quoted = true;
}

/* A text that reads as a number or a flag is one. */
static void plain_make(struct node *value, enum json_word first, enum json_word second)
{
    struct node plain = { .shape = SCALAR, .text = value->text };
    enum json_word word = json_word(&plain);
    bool written = word != JSON_TRUE && word != JSON_FALSE ? true : !strcasecmp(value->text, flag_text(word));
    if ((word == first || word == second) && written) value->quoted = false;
}

struct node *canonical_scalar(struct arena *arena, const struct node *value, unsigned kinds)
{
    struct node *made = node_copy(arena, value);
    unsigned single = kinds & KIND_SCALAR;
    if (single == KIND_TEXT) text_make(made);
    if (single == KIND_NUMBER) plain_make(made, JSON_NUMBER, JSON_NUMBER);
    if (single == KIND_FLAG) plain_make(made, JSON_TRUE, JSON_FALSE);
    enum json_word word = json_word(made);
    if (word == JSON_NUMBER) made->text = json_number(arena, made->text);
    if (is_flag(word)) made->text = flag_text(word);
    return made;
}

void canonical_texts(struct node *tree)
{
    if (tree->shape == SCALAR) text_make(tree);
    for (struct node *n = tree->first; n; n = n->next) canonical_texts(n);
}

bool canonical_differs_in_type(const struct node *a, const struct node *b)
{
    enum json_word one = json_word(a), other = json_word(b);
    return a->quoted != b->quoted && one != JSON_NULL && other != JSON_NULL && !strcmp(a->text, b->text);
}
