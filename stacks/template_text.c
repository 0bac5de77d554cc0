#include "stacks/template_text.h"
#include "base/json.h"
#include "base/text.h"
#include "service/document.h"
#include <ctype.h>

struct node *template_read(struct arena *arena, struct diags *diags, const char *name, struct bytes text)
{
    size_t at = 0;
    while (at < text.size && isspace((unsigned char)text.at[at])) at++;
    bool braced = at < text.size && text.at[at] == '{' && text_bad_utf8(text.at, text.size) == text.size;
    struct node *root = braced ? json_places(arena, name, text.at, text.size) : NULL;
    return root ? root : document_read(arena, diags, name, text); /* which tells what is wrong */
}
