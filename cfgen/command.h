/* A command says everything about itself once, in its own file under commands/: the command line is read, and
 * help, manual pages and completions are written, from that alone. commands.def lists the commands, and
 * main() hands the list down. */
#ifndef CFGEN_COMMAND_H
#define CFGEN_COMMAND_H
#include "base/diag.h"
#include "base/node.h"
#include "base/surroundings.h"
#include "cfgen/exit.h"
#include <stdio.h>

enum option_type { OPTION_FLAG, OPTION_TEXT, OPTION_TEXTS, OPTION_ROWS };
enum takes { TAKES_WORD, TAKES_FILE, TAKES_FOLDER };

struct option {
    const char *name; /* the member's; its _ is - on the command line */
    enum option_type type;
    size_t offset;
    const struct option *rows; /* of OPTION_ROWS */
    char letter;               /* -o, or none */
    const char *value;         /* what it takes, as help shows it: STAGE; NULL for a flag */
    enum takes takes;          /* what a shell completes, where there are no choices */
    const char *const *choices;
    const char *about; /* lower case, no full stop */
};

/* An option that fills a member of `struct owner`: a bool is a flag, a const char * takes a value (NULL when
 * it is not given), a const char ** may be repeated and ends with NULL. */
#define OPTION(owner, member)                                                                                \
    .name = #member, .offset = offsetof(struct owner, member),                                               \
    .type = _Generic(((struct owner *)0)->member, bool: OPTION_FLAG, const char *: OPTION_TEXT,              \
                     const char **: OPTION_TEXTS)
/* The options of a member that is a `struct tag`: the rows of tag_options[], which end with an empty row. */
#define OPTION_GROUP(owner, member, tag)                                                                     \
    .name = #member, .offset = offsetof(struct owner, member), .type = OPTION_ROWS,                          \
    .rows = _Generic(((struct owner *)0)->member, struct tag                                                 \
                     : tag##_options)

struct argument {
    const char *name; /* as help shows it: SERVICE */
    bool optional;
    enum takes takes;
    const char *const *choices;
    const char *about;
};

struct example {
    const char *line; /* what to type, with the leading `cfgen ` */
    const char *about;
};

struct run;

struct command {
    const char *name;
    const struct argument *arguments; /* each table ends with an empty row; NULL: none */
    const char *about;                /* one line, upper case, no full stop */
    const char *detail;               /* paragraphs, a blank line between them */
    const struct option *options;
    size_t size;              /* of the struct that the options fill */
    bool findings_are_result; /* they go to stdout */
    bool trusts; /* it runs code of the repository or needs credentials, which --untrusted rules out */
    const struct example *examples;
    enum exit_code (*run)(
        struct run *); /* EXIT_DONE becomes EXIT_FINDINGS or EXIT_AWS by the errors collected */
};

/* The options that every command has. */
struct common {
    bool help, untrusted;
    const char *findings, *color;
};

/* One run of a command. */
struct render;
struct run {
    const struct command *const *commands; /* all there are; ends with NULL */
    const struct command *command;
    struct arena *arena;
    struct diags *diags;
    const struct surroundings *surroundings;
    const struct surroundings *system; /* what the command was begun in, for what its words name */
    const char **compared;             /* the descriptions of a comparison; ends with NULL; or NULL */
    struct node *parameters;           /* of --param, once they are read; NULL before */
    const void *options;               /* the command's struct */
    const char **arguments;            /* ends with NULL */
    const struct common *common;
    FILE *out, *err; /* results; progress and findings */
    struct render *render;
    const struct progress *progress; /* of what changes AWS; NULL: as it is usual */
    bool remote_failed;              /* one of the errors is the network's or AWS's */
};

enum exit_code command_main(const struct command *const *commands, const struct surroundings *, char **words,
                            FILE *out, FILE *err);
/* The command's result into the file, or to `out` where `path` is NULL; a finding where it cannot be written.
 */
void command_result(struct run *, const char *path, const void *bytes, size_t size);
void command_findings(struct run *); /* prints what was found up to now; the rest comes at the end */
#endif
