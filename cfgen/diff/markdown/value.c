#include "cfgen/diff/markdown/value.h"
#include "cfgen/diff/words/show.h"
#include <string.h>

const char *markdown_value(struct arena *arena, const struct node *node, size_t longest)
{
    const char *text = show_value(arena, node);
    size_t size = strlen(text), keep = longest;
    if (size <= keep) return text;
    while ((text[keep] & 0xc0) == 0x80) keep--; /* not within a character */
    return arena_text(arena, "%.*s…", (int)keep, text);
}
