#include "cfgen/terminal.h"
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

const char *const terminal_choices[] = { "auto", "always", "never", NULL };

static bool is_set(const struct surroundings *surroundings, const char *name)
{
    const char *value = surroundings->environment(surroundings->with, name);
    return value && *value;
}

bool terminal_live(FILE *stream, const struct surroundings *surroundings)
{
    const char *term = surroundings->environment(surroundings->with, "TERM");
    return isatty(fileno(stream)) && term && *term && strcmp(term, "dumb") && !is_set(surroundings, "CI");
}

/* https://no-color.org: set and not empty means no colour, unless the user says otherwise for this command.
 */
bool terminal_color(FILE *stream, const char *choice, const struct surroundings *surroundings)
{
    if (choice && !strcmp(choice, "always")) return true;
    if (choice && !strcmp(choice, "never")) return false;
    return terminal_live(stream, surroundings) && !is_set(surroundings, "NO_COLOR");
}

int terminal_width(FILE *stream)
{
    enum { USUAL = 80 };
    struct winsize size = { 0 };
    if (!isatty(fileno(stream))) return 0;
    if (!ioctl(fileno(stream), TIOCGWINSZ, &size) && size.ws_col) return size.ws_col;
    return USUAL; /* some pseudo-terminals say 0 */
}

int terminal_height(FILE *stream)
{
    enum { USUAL = 24 };
    struct winsize size = { 0 };
    if (!isatty(fileno(stream))) return 0;
    if (!ioctl(fileno(stream), TIOCGWINSZ, &size) && size.ws_row) return size.ws_row;
    return USUAL;
}
