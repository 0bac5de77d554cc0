#include "cfgen/diff/html/write.h"

void html_escaped(struct page *page, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            buffer_text(page->out, "&amp;");
            break;
        case '<':
            buffer_text(page->out, "&lt;");
            break;
        case '>':
            buffer_text(page->out, "&gt;");
            break;
        case '"':
            buffer_text(page->out, "&quot;");
            break;
        default:
            buffer_byte(page->out, *text);
        }
    }
}

void html_raw(struct page *page, const char *text) { buffer_text(page->out, text); }

/* <tag class="kind">text</tag> */
void html_element(struct page *page, const char *tag, const char *kind, const char *text)
{
    buffer_print(page->out, *kind ? "<%s class=\"%s\">" : "<%s>", tag, kind);
    html_escaped(page, text);
    buffer_print(page->out, "</%s>", tag);
}
