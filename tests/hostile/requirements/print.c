/* print: for each file on standard input (a line with its size, then its bytes) what pip would be given: a
 * line with the size, or -1 where there are findings, then the text. */
#include "templates/code/requirements.h"
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    size_t size;
    while (scanf("%zu", &size) == 1 && getchar() == '\n') {
        struct arena *arena = arena_new();
        struct diags *diags = diags_new(arena);
        char *text = arena_take(arena, size + 1);
        if (fread(text, 1, size, stdin) != size) return EXIT_FAILURE;
        struct requirements *read = requirements_read(diags, "requirements.txt", text, size);
        struct buffer *printed = buffer_new(arena);
        requirements_print(printed, read);
        bool refused = false;
        for (const struct diag *d = diags->first; d; d = d->next)
            refused |= d->finding != FINDING(requirement_unpinned);
        printf("%ld\n", refused ? -1L : (long)printed->size);
        if (!refused) fwrite(printed->text, 1, printed->size, stdout);
        arena_free(arena);
    }
    return EXIT_SUCCESS;
}
