#include "cfgen/markdown.h"
#include "cfgen/table.h"
#include "cfgen/usage.h"

static void print_choices(FILE *out, const char *const *choices)
{
    enum { FEW = 8 };
    size_t count = 0;
    while (choices && choices[count]) count++;
    if (count > FEW) return;
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s`%s`%s", i ? ", " : " One of: ", choices[i], i + 1 < count ? "" : ".");
}

static void print_options(FILE *out, struct arena *arena, const struct option *rows)
{
    for (const struct option *o = option_list(arena, rows); o->name; o++) {
        fputs("- `", out);
        if (o->letter) fprintf(out, "-%c`, `", o->letter);
        fprintf(out, "%s%s%s`: %s", option_word(arena, o), o->value ? " " : "", o->value ? o->value : "",
                o->about);
        print_choices(out, o->choices);
        fprintf(out, "%s\n", o->type == OPTION_TEXTS ? " May be repeated." : "");
    }
}

void markdown_command(FILE *out, struct arena *arena, const struct command *command)
{
    fprintf(out, "## cfgen %s\n\n%s.\n\n```\n", command->name, command->about);
    usage_print(out, command);
    fprintf(out, "```\n\n%s\n\n", command->detail);
    for (const struct argument *a = command->arguments; a && a->name; a++) {
        fprintf(out, "- `%s`: %s", a->name, a->about);
        print_choices(out, a->choices);
        fputc('\n', out);
    }
    print_options(out, arena, command->options);
    if (command->arguments || command->options) fputc('\n', out);
    if (command->examples) fputs("Examples:\n\n", out);
    for (const struct example *e = command->examples; e && e->line; e++)
        fprintf(out, "- `%s`: %s\n", e->line, e->about);
    fputc('\n', out);
}

void markdown_commands(FILE *out, struct arena *arena, const struct command *const *commands)
{
    fputs("# Commands\n\nWritten by `cfgen help --format markdown`. Results go to standard output, progress "
          "and "
          "findings to standard error.\n\n",
          out);
    for (int i = 0; commands[i]; i++)
        fprintf(out, "- [%s](#cfgen-%s): %s\n", commands[i]->name, commands[i]->name, commands[i]->about);
    fputs("\n## Options of every command\n\n", out);
    print_options(out, arena, common_options);
    fputs("\n## Exit codes\n\n", out);
    for (const struct exit_about *e = exit_about; e->about; e++)
        fprintf(out, "- `%d`: %s\n", (int)e->code, e->about);
    fputc('\n', out);
    for (int i = 0; commands[i]; i++) markdown_command(out, arena, commands[i]);
}

void markdown_findings(FILE *out)
{
    static const char *const severities[] = { [ERROR] = "error", [WARNING] = "warning", [NOTE] = "note" };
    fputs("# Findings\n\nWritten by `cfgen explain --format markdown`. `cfgen explain CODE` shows one "
          "finding.\n",
          out);
    for (int i = 0; findings[i]; i++) {
        const struct finding *f = findings[i];
        fprintf(out, "\n## %s %s\n\n%s: %s.\n\n%s\n", f->code, f->name, severities[f->severity], f->about,
                f->help);
    }
}
