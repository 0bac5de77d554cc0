#include "cfgen/markdown_text.h"
#include "base/text.h"

const char *markdown_cell(struct arena *arena, const char *text)
{
    static const char *const signs[][2] = { { "&", "&amp;" }, { "<", "&lt;" }, { ">", "&gt;" },
                                            { "|", "\\|" },   { "[", "\\[" },  { "`", "\\`" } };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        text = text_replace(arena, text, signs[i][0], signs[i][1]);
    return text;
}

const char *markdown_code(struct arena *arena, const char *text)
{
    return arena_text(arena, "`%s`", text_replace(arena, text_replace(arena, text, "`", "'"), "|", "\\|"));
}

/* Nothing but > ends it. */
void markdown_marker(struct buffer *out, const char *what, const char *stack)
{
    buffer_print(out, "<!-- cfgen:%s ", what);
    for (; *stack; stack++)
        if (*stack != '>') buffer_byte(out, *stack);
    buffer_text(out, " -->\n");
}
