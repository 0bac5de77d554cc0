#include "cfgen/operand.h"
#include "base/text.h"
#include "stacks/git/revision.h"
#include <string.h>

static const struct {
    const char *text;
    enum operand_kind kind;
} prefixes[] = { { "rev:", OPERAND_REVISION },
                 { "file:", OPERAND_FILE },
                 { "stage:", OPERAND_STAGE },
                 { "region:", OPERAND_REGION } };

/* By its prefix; a word without one may be either and is OPERAND_NOTHING. */
static struct operand split(const char *word)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (text_starts(word, prefixes[i].text))
            return (struct operand){ .kind = prefixes[i].kind, .text = word + strlen(prefixes[i].text) };
    return (struct operand){ .kind = OPERAND_NOTHING, .text = word };
}

static bool is_file(const struct run *run, const char *word)
{
    enum file_state state = run->surroundings->state(run->surroundings->with, word);
    return state == FILE_THERE || state == FILE_FOLDER;
}

/* No revision is written like this, so that Git need not be asked. */
static bool is_path(const char *word)
{
    return *word == '/' || text_starts(word, "./") || text_starts(word, "../") || !strcmp(word, ".") ||
           !strcmp(word, "..");
}

/* Git would take it for an option. */
static const struct surroundings *revision_there(struct run *run, const char *name, const char **failure)
{
    *failure = "a revision cannot start with '-'";
    return *name == '-' ? NULL : revision_open(run->arena, run->surroundings, name, failure);
}

bool operand_read(struct run *run, const char *word, struct operand *operand)
{
    *operand = word ? split(word) : (struct operand){ .kind = OPERAND_NOTHING };
    bool plain = word && operand->kind == OPERAND_NOTHING;
    if (plain && is_path(word)) operand->kind = OPERAND_FILE;
    if (!word || (operand->kind != OPERAND_NOTHING && operand->kind != OPERAND_REVISION)) return true;
    const char *failure = NULL;
    bool file = plain && is_file(run, word);
    operand->there = revision_there(run, operand->text, &failure);
    operand->kind = operand->there || !file ? OPERAND_REVISION : OPERAND_FILE;
    if (operand->there && file)
        diag_add(run->diags, FINDING(name_ambiguous), (struct place){ 0 },
                 arena_text(run->arena, "write file:%s for the file, or rev:%s for the revision", word, word),
                 "'%s' is both a revision and a file; using the revision", word);
    if (operand->there || file) return true;
    diag_add(run->diags, FINDING(unknown_revision), (struct place){ 0 }, NULL, "%s'%s'%s: %s",
             plain ? "file not found: " : "unknown revision: ", operand->text,
             plain ? ", and no revision has this name" : "", failure);
    return false;
}

const char *operand_revision(struct run *run, const char *option, const char *word)
{
    struct operand operand = split(word);
    bool other = operand.kind != OPERAND_NOTHING && operand.kind != OPERAND_REVISION;
    if (!other && *operand.text != '-') return operand.text;
    diag_add(run->diags, FINDING(unknown_revision), (struct place){ 0 }, NULL, "%s %s: %s", option, word,
             other ? "only a revision is allowed here" : "a revision cannot start with '-'");
    return NULL;
}
