#include "cfgen/command.h"
#include "cfgen/help.h"
#include "cfgen/markdown.h"
#include <string.h>

struct explain {
    const char *format;
};

static const char *const formats[] = { "text", "markdown", NULL };

static const struct option options[] = {
    { OPTION(explain, format), .value = "FORM", .choices = formats,
      .about = "Output format; markdown prints the reference of all findings. Default: text." },
    { 0 },
};

static const struct argument arguments[] = {
    { "CODE", .optional = true, .choices = finding_words,
      .about = "The code or name of the finding, such as E101 or unknown_key. Default: all findings." },
    { 0 },
};

static const char *const severities[] = { [ERROR] = "error", [WARNING] = "warning", [NOTE] = "note" };

static enum exit_code run(struct run *run)
{
    const struct explain *explain = run->options;
    const char *wanted = run->arguments[0];
    if (explain->format && !strcmp(explain->format, "markdown")) {
        markdown_findings(run->out);
        return EXIT_DONE;
    }
    for (int i = 0; findings[i]; i++) {
        const struct finding *f = findings[i];
        if (!wanted) fprintf(run->out, "%s %-7s %s\n", f->code, severities[f->severity], f->about);
        if (!wanted || (strcmp(wanted, f->code) && strcmp(wanted, f->name))) continue;
        fprintf(run->out, "%s %s\n\n", f->code, f->name);
        help_wrap(run->out, arena_text(run->arena, "%s: %s.", severities[f->severity], f->about), 0, 0);
        fputc('\n', run->out);
        help_wrap(run->out, f->help, 0, 0);
    }
    return EXIT_DONE;
}

const struct command explain_command = {
    .name = "explain",
    .arguments = arguments,
    .about = "Explain a finding",
    .detail = "Every finding shows its code in brackets. This command explains the finding and how to fix "
              "it. Without a code, it lists all findings.",
    .options = options,
    .size = sizeof(struct explain),
    .examples =
        (const struct example[]){
            { "cfgen explain E101", "Explain why an unknown key is an error" },
            { "cfgen explain", "List all findings" },
            { 0 },
        },
    .run = run,
};
