#include "cfgen/shells.h"
#include "base/buffer.h"
#include "cfgen/table.h"
#include <string.h>

const char *const shell_names[] = { "bash", "zsh", "fish", NULL };

static const struct option *options_of(struct arena *arena, const struct command *command)
{
    const struct option both[] = {
        { .name = "own", .rows = command->options ? command->options : &(struct option){ 0 } },
        { .name = "common", .rows = common_options },
        { 0 },
    };
    return option_list(arena, both);
}

static const char *joined(struct arena *arena, const char *const *words)
{
    struct buffer *out = buffer_new(arena);
    for (int i = 0; words[i]; i++) buffer_print(out, "%s%s", i ? " " : "", words[i]);
    return out->text;
}

static const char *names(struct arena *arena, const struct command *const *commands)
{
    struct buffer *out = buffer_new(arena);
    for (int i = 0; commands[i]; i++) buffer_print(out, "%s%s", i ? " " : "", commands[i]->name);
    return out->text;
}

/* Text within single quotes; `special` are characters that want a backslash in that place. */
static const char *quoted(struct arena *arena, const char *text, const char *special)
{
    struct buffer *out = buffer_new(arena);
    for (; *text; text++) {
        if (strchr(special, *text)) buffer_byte(out, '\\');
        if (*text == '\'') buffer_text(out, "'\\'");
        buffer_byte(out, *text);
    }
    return out->text;
}

static void bash_values(FILE *out, enum takes takes, const char *const *choices, struct arena *arena)
{
    if (choices)
        fprintf(out, "words '%s'", joined(arena, choices));
    else
        fputs(takes == TAKES_WORD ? ":" : takes == TAKES_FILE ? "files -f" : "files -d", out);
}

static void bash_command(FILE *out, struct arena *arena, const struct command *command)
{
    fprintf(out, "    %s)\n        case $before in\n", command->name);
    struct buffer *words = buffer_new(arena);
    for (const struct option *o = options_of(arena, command); o->name; o++) {
        buffer_print(words, "%s%s", words->size ? " " : "", option_word(arena, o));
        if (!o->value) continue;
        fputs("        ", out);
        if (o->letter) fprintf(out, "-%c | ", o->letter);
        fprintf(out, "%s) ", option_word(arena, o));
        bash_values(out, o->takes, o->choices, arena);
        fputs("; return ;;\n", out);
    }
    fprintf(out, "        esac\n        case $word in\n        -*) words '%s' ;;\n        *) ", words->text);
    const struct argument *first = command->arguments;
    bash_values(out, first ? first->takes : TAKES_WORD, first ? first->choices : NULL, arena);
    fputs(" ;;\n        esac ;;\n", out);
}

/* bash gives `--name=value` as three words. */
static void bash(FILE *out, struct arena *arena, const struct command *const *commands)
{
    fputs("# bash completion of cfgen, written by `cfgen completion bash`\n"
          "_cfgen() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} IFS=$'\\n'\n"
          "    words() { COMPREPLY=($(IFS=' '; compgen -W \"$1\" -- \"$word\")); }\n"
          "    files() { COMPREPLY=($(compgen \"$1\" -- \"$word\")); compopt -o filenames 2>/dev/null; }\n"
          "    COMPREPLY=()\n"
          "    if [[ $word == '=' ]]; then word=''; elif [[ $before == '=' ]]; then "
          "before=${COMP_WORDS[COMP_CWORD - 2]}; fi\n",
          out);
    fprintf(out, "    if ((COMP_CWORD == 1)); then words '%s --help --version'; return; fi\n",
            names(arena, commands));
    fputs("    case ${COMP_WORDS[1]} in\n", out);
    for (int i = 0; commands[i]; i++) bash_command(out, arena, commands[i]);
    fputs("    esac\n}\ncomplete -F _cfgen cfgen\n", out);
}

static const char *zsh_values(struct arena *arena, enum takes takes, const char *const *choices)
{
    if (choices) return arena_text(arena, "(%s)", joined(arena, choices));
    return takes == TAKES_WORD ? " " : takes == TAKES_FILE ? "_files" : "_files -/";
}

static void zsh_command(FILE *out, struct arena *arena, const struct command *command)
{
    fprintf(out, "    %s) _arguments", command->name);
    for (const struct option *o = options_of(arena, command); o->name; o++) {
        const char *word = option_word(arena, o), *about = quoted(arena, o->about, "[]:");
        const char *repeated = o->type == OPTION_TEXTS ? "'*'" : "";
        const char *value = o->value ? arena_text(arena, ":%s:%s", quoted(arena, o->value, ":"),
                                                  zsh_values(arena, o->takes, o->choices))
                                     : "";
        fprintf(out, " \\\n        %s'%s%s[%s]%s'", repeated, word, o->value ? "=" : "", about, value);
        if (o->letter) fprintf(out, " \\\n        %s'-%c[%s]%s'", repeated, o->letter, about, value);
    }
    for (const struct argument *a = command->arguments; a && a->name; a++)
        fprintf(out, " \\\n        ':%s%s:%s'", a->optional ? ":" : "", a->name,
                zsh_values(arena, a->takes, a->choices));
    fputs(" ;;\n", out);
}

static void zsh(FILE *out, struct arena *arena, const struct command *const *commands)
{
    fputs("#compdef cfgen\n# zsh completion of cfgen, written by `cfgen completion zsh`\n_cfgen() {\n"
          "    local curcontext=$curcontext state line\n    _arguments -C '1:command:((",
          out);
    for (int i = 0; commands[i]; i++)
        fprintf(out, "%s%s\\:\"%s\"", i ? " " : "", commands[i]->name,
                quoted(arena, commands[i]->about, ":\""));
    fputs("))' '*::argument:->rest'\n    [[ $state == rest ]] && case $words[1] in\n", out);
    for (int i = 0; commands[i]; i++) zsh_command(out, arena, commands[i]);
    fputs(
        "    esac\n}\nif [[ $funcstack[1] == _cfgen ]]; then _cfgen \"$@\"; else compdef _cfgen cfgen; fi\n",
        out);
}

static void fish_values(FILE *out, struct arena *arena, enum takes takes, const char *const *choices)
{
    if (choices)
        fprintf(out, " -x -a '%s'", joined(arena, choices));
    else
        fputs(takes == TAKES_WORD   ? " -x"
              : takes == TAKES_FILE ? " -r -F"
                                    : " -x -a '(__fish_complete_directories)'",
              out);
}

static void fish_command(FILE *out, struct arena *arena, const struct command *command)
{
    const char *when =
        arena_text(arena, "complete -c cfgen -n '__fish_seen_subcommand_from %s'", command->name);
    for (const struct option *o = options_of(arena, command); o->name; o++) {
        fprintf(out, "%s -l %s", when, option_word(arena, o) + 2);
        if (o->letter) fprintf(out, " -s %c", o->letter);
        if (o->value) fish_values(out, arena, o->takes, o->choices);
        fprintf(out, " -d '%s'\n", quoted(arena, o->about, ""));
    }
    const struct argument *first = command->arguments;
    if (!first) return;
    if (first->choices)
        fprintf(out, "%s -a '%s'\n", when, joined(arena, first->choices));
    else if (first->takes != TAKES_WORD)
        fprintf(out, "%s -F\n", when);
}

static void fish(FILE *out, struct arena *arena, const struct command *const *commands)
{
    fputs("# fish completion of cfgen, written by `cfgen completion fish`\ncomplete -c cfgen -f\n", out);
    for (int i = 0; commands[i]; i++)
        fprintf(out, "complete -c cfgen -n __fish_use_subcommand -a %s -d '%s'\n", commands[i]->name,
                quoted(arena, commands[i]->about, ""));
    for (int i = 0; commands[i]; i++) fish_command(out, arena, commands[i]);
}

void shells_print(FILE *out, struct arena *arena, const struct command *const *commands, const char *shell)
{
    if (!strcmp(shell, "bash")) bash(out, arena, commands);
    if (!strcmp(shell, "zsh")) zsh(out, arena, commands);
    if (!strcmp(shell, "fish")) fish(out, arena, commands);
}
