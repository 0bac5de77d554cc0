/* What a renderer writes, whatever stands in what it shows: no control character that a terminal would act
 * on, no markup but its own, JSON that is JSON. */
#ifndef TESTS_FUZZ_WELL_FORMED_H
#define TESTS_FUZZ_WELL_FORMED_H
#include "base/json.h"
#include "base/text.h"
#include <stdlib.h>

/* Lines of text without color. */
static inline void must_be_plain(const char *text, size_t size)
{
    if (text_bad_utf8(text, size) != size) abort();
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool high = byte == 0xC2 && (unsigned char)text[i + 1] < 0xA0; /* U+0080 to U+009F */
        if ((byte < ' ' && byte != '\n') || byte == 0x7F || high) abort();
    }
}

/* Values keep what they are: JSON writes only what is below a blank as an escape. */
static inline void must_be_json(struct arena *arena, const char *text, size_t size)
{
    if (text_bad_utf8(text, size) != size || !json_read(arena, text, size)) abort();
}

static inline void must_be_json_lines(struct arena *arena, const char *text, size_t size)
{
    for (const char *at = text, *end; at < text + size; at = end + 1) {
        end = memchr(at, '\n', (size_t)(text + size - at));
        if (!end) abort();
        if (*at != '{') continue; /* what a command has to say beside its findings */
        must_be_json(arena, arena_copy(arena, at, (size_t)(end - at)), (size_t)(end - at));
    }
}

/* Every < begins one of the page's own elements, and script and style are there as often as the page has
 * them. */
static inline void must_be_html(const char *text, size_t size)
{
    static const char own[] =
        " a article body button details div fieldset footer form h1 h2 h3 head header html "
        "input label legend li main mark meta nav ol option output p script section select "
        "span strong style summary table tbody td th thead title tr ul code pre ins del small "
        "!DOCTYPE !doctype br b i em dl dt dd svg path abbr time ";
    const char *script = NULL, *end = text + size;
    must_be_plain(text, size);
    for (const char *at = text; (at = memchr(at, '<', (size_t)(end - at))); at++) {
        const char *name = at + 1 + (at[1] == '/');
        size_t length = strcspn(name, " >\n");
        char tag[16];
        if (length == 0 || length + 3 > sizeof tag) abort();
        snprintf(tag, sizeof tag, " %.*s ", (int)length, name);
        if (!strstr(own, tag)) abort();
        if (strcmp(tag, " script ") != 0 || at[1] == '/') continue;
        if (script) abort();
        script = at;
        at = strstr(at, "</script>"); /* what stands in it is not markup */
        if (!at) abort();
    }
}
#endif
