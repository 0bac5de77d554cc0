#include "cfgen/manual.h"
#include "base/buffer.h"
#include "cfgen/table.h"
#include <ctype.h>
#include <string.h>

/* Text as roff reads it: `code` is bold, a blank line begins a paragraph, and no line starts with a request.
 */
static const char *roff(struct arena *arena, const char *text)
{
    struct buffer *out = buffer_new(arena);
    bool code = false, start = true;
    for (; *text; text++) {
        if (start && strchr(".'", *text)) buffer_text(out, "\\&");
        start = *text == '\n';
        if (*text == '`')
            buffer_text(out, (code = !code) ? "\\fB" : "\\fR");
        else if (*text == '\\')
            buffer_text(out, "\\e");
        else if (*text == '-')
            buffer_text(out, "\\-");
        else if (*text == '\n' && text[1] == '\n')
            buffer_text(out, "\n.PP");
        else
            buffer_byte(out, *text);
    }
    return out->text;
}

static void print_title(FILE *out, struct arena *arena, const char *name, const char *about)
{
    char *upper = arena_copy(arena, name, strlen(name));
    for (char *at = upper; *at; at++) *at = (char)toupper((unsigned char)*at);
    fprintf(out, ".TH %s 1 \"\" \"cfgen %s\" \"cfgen manual\"\n", roff(arena, upper), CFGEN_VERSION);
    fprintf(out, ".SH NAME\n%s \\- %c%s\n", roff(arena, name), tolower((unsigned char)*about),
            roff(arena, about + 1));
}

static void print_choices(FILE *out, struct arena *arena, const char *const *choices)
{
    enum { FEW = 8 };
    size_t count = 0;
    while (choices && choices[count]) count++;
    if (count > FEW) return;
    for (size_t i = 0; i < count; i++) {
        const char *between = i ? ", " : " One of: ";
        fprintf(out, "%s\\fB%s\\fR%s", between, roff(arena, choices[i]), i + 1 < count ? "" : ".");
    }
}

static void print_about(FILE *out, struct arena *arena, const char *about, const char *const *choices)
{
    fputs(roff(arena, about), out);
    print_choices(out, arena, choices);
    fputc('\n', out);
}

static void print_options(FILE *out, struct arena *arena, const struct option *rows)
{
    for (const struct option *o = option_list(arena, rows); o->name; o++) {
        fputs(".TP\n", out);
        if (o->letter) fprintf(out, "\\fB\\-%c\\fR, ", o->letter);
        fprintf(out, "\\fB%s\\fR", roff(arena, option_word(arena, o)));
        if (o->value) fprintf(out, " \\fI%s\\fR", roff(arena, o->value));
        fputc('\n', out);
        print_about(out, arena, o->about, o->choices);
        if (o->type == OPTION_TEXTS) fputs("May be repeated.\n", out);
    }
}

static void print_exits(FILE *out, struct arena *arena)
{
    fputs(".SH EXIT STATUS\n", out);
    for (const struct exit_about *e = exit_about; e->about; e++) {
        fprintf(out, ".TP\n.B %d\n", (int)e->code);
        print_about(out, arena, e->about, NULL);
    }
}

void manual_overview(FILE *out, struct arena *arena, const struct command *const *commands)
{
    print_title(out, arena, "cfgen",
                "Generate CloudFormation from a short service description, and deploy it");
    fputs(".SH SYNOPSIS\n.B cfgen\n\\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n", out);
    fputs(".SH COMMANDS\n", out);
    for (int i = 0; commands[i]; i++) {
        fprintf(out, ".TP\n.BR cfgen\\-%s (1)\n", roff(arena, commands[i]->name));
        print_about(out, arena, commands[i]->about, NULL);
    }
    print_exits(out, arena);
    fputs(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nIf set and not empty, output has no color unless "
          "\\fB\\-\\-color\\fR is given.\n",
          out);
}

static void print_arguments(FILE *out, struct arena *arena, const struct argument *arguments)
{
    if (arguments) fputs(".SH ARGUMENTS\n", out);
    for (const struct argument *a = arguments; a && a->name; a++) {
        fprintf(out, ".TP\n.I %s\n", roff(arena, a->name));
        print_about(out, arena, a->about, a->choices);
    }
}

void manual_print(FILE *out, struct arena *arena, const struct command *command)
{
    print_title(out, arena, arena_text(arena, "cfgen-%s", command->name), command->about);
    fprintf(out, ".SH SYNOPSIS\n.B cfgen %s\n[\\fIOPTION\\fR...]", roff(arena, command->name));
    for (const struct argument *a = command->arguments; a && a->name; a++)
        fprintf(out, a->optional ? " [\\fI%s\\fR]" : " \\fI%s\\fR", roff(arena, a->name));
    fprintf(out, "\n.SH DESCRIPTION\n%s\n", roff(arena, command->detail));
    print_arguments(out, arena, command->arguments);
    fputs(".SH OPTIONS\n", out);
    print_options(out, arena, command->options);
    print_options(out, arena, common_options);
    if (command->examples) fputs(".SH EXAMPLES\n", out);
    for (const struct example *e = command->examples; e && e->line; e++)
        fprintf(out, ".TP\n.B %s\n%s\n", roff(arena, e->line), roff(arena, e->about));
    fputs(".SH SEE ALSO\n.BR cfgen (1)\n", out);
}
