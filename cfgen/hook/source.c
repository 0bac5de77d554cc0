#include "cfgen/hook/source.h"
#include "base/text.h"
#include "cfgen/operand.h"
#include <stdlib.h>
#include <string.h>

static const char *environment(const struct hook *hook, const char *name)
{
    const struct surroundings *surroundings = hook->run->surroundings;
    const char *value = surroundings->environment(surroundings->with, name);
    return value && *value ? value : NULL;
}

static bool unreadable(struct hook *hook, const char *failure)
{
    diag_add(hook->run->diags, FINDING(repository_unreadable), (struct place){ 0 }, NULL,
             "repository cannot be read: %s", failure);
    return false;
}

static bool not_opened(struct hook *hook, const struct store_failure *failure)
{
    struct arena *arena = hook->run->arena;
    if (failure->fault != STORE_FOREIGN) return unreadable(hook, failure->text);
    diag_add(hook->run->diags, FINDING(repository_foreign), (struct place){ 0 },
             arena_text(arena, "if you trust its owner: git config --global --add safe.directory %s",
                        text_quoted(arena, failure->folder)),
             "git rejects the repository: %s", failure->text);
    return false;
}

static bool unknown(struct hook *hook, const char *option, const char *name, const char *failure)
{
    diag_add(hook->run->diags, FINDING(unknown_revision), (struct place){ 0 }, NULL, "%s %s: %s", option,
             name, failure ? failure : "unknown revision");
    return false;
}

static struct revision *revision_of(struct hook *hook, const char *name, bool local, const char **failure)
{
    struct run *run = hook->run;
    const struct snapshot *snapshot = hook->store->snapshot(hook->store, run->arena, name, failure);
    return snapshot ? revision_new(run->arena, run->surroundings, hook->store, snapshot, local) : NULL;
}

static bool compare(struct hook *hook)
{
    const char *failure = NULL;
    const struct snapshot *before = hook->before ? hook->before->snapshot : NULL;
    if (!hook->store->changed(hook->store, hook->run->arena, before, hook->now->snapshot, &hook->changes,
                              &failure))
        return unreadable(hook, failure);
    return true;
}

static bool index_source(struct hook *hook)
{
    const char *failure = NULL, *head = hook->store->commit(hook->store, hook->run->arena, "HEAD");
    hook->label = "the index";
    if (!hook->store->root) {
        diag_add(hook->run->diags, FINDING(repository_unreadable), (struct place){ 0 },
                 "check commits: --range OLD..NEW or --tree REVISION",
                 "a bare repository has no staged changes");
        return false;
    }
    bool local = !hook->run->common->untrusted;
    hook->now = revision_of(hook, STORE_INDEX, local, &failure);
    if (hook->now && head) hook->before = revision_of(hook, head, local, &failure);
    if (!hook->now || (head && !hook->before)) return unreadable(hook, failure);
    hook->since = head ? "HEAD" : NULL;
    return compare(hook);
}

static bool tree_source(struct hook *hook)
{
    const char *failure = NULL, *name = operand_revision(hook->run, "--tree", hook->given->tree);
    if (!name) return false;
    hook->all = true;
    hook->label = name;
    hook->now = revision_of(hook, name, false, &failure);
    return hook->now || unknown(hook, "--tree", name, failure);
}

static bool is_nothing(const char *hash) { return strlen(hash) >= 40 && strspn(hash, "0") == strlen(hash); }

static bool is_hash(const char *name)
{
    size_t size = strspn(name, "0123456789abcdef");
    return !name[size] && (size == 40 || size == 64);
}

static const char *brief(struct arena *arena, const char *hash) { return arena_copy(arena, hash, 10); }

/* A branch that is new says so by a hash of zeros; one of a remote may stand where we have not been yet. */
static bool range_source(struct hook *hook, const char *range)
{
    struct arena *arena = hook->run->arena;
    const struct store *store = hook->store;
    const char *dots = strstr(range, ".."), *failure = NULL;
    if (!dots) return unknown(hook, "--range", range, "a range must be FROM..TO");
    const char *from = dots == range ? "HEAD" : arena_copy(arena, range, (size_t)(dots - range));
    const char *to = dots + 2 + (dots[2] == '.');
    if (!*to) to = "HEAD";
    from = operand_revision(hook->run, "--range", from);
    to = operand_revision(hook->run, "--range", to);
    if (!from || !to) return false;
    hook->label = range;
    if (is_nothing(to)) return hook->label = "a deleted branch", true;
    const char *end = store->commit(store, arena, to), *begin = NULL;
    if (!end) return unknown(hook, "--range", to, NULL);
    if (!is_nothing(from) && !(begin = store->commit(store, arena, from)) && !is_hash(from))
        return unknown(hook, "--range", from, NULL);
    const char *parted = store->parted(store, arena, begin, end);
    if (!parted) parted = begin;
    hook->now = revision_of(hook, end, false, &failure);
    if (hook->now && parted) hook->before = revision_of(hook, parted, false, &failure);
    if (!hook->now || (parted && !hook->before)) return unreadable(hook, failure);
    hook->label = arena_text(arena, "%s%s%s", brief(arena, end), parted ? " since " : "",
                             parted ? brief(arena, parted) : "");
    hook->since = parted ? brief(arena, parted) : NULL;
    return compare(hook);
}

static bool destructive_read(struct hook *hook)
{
    static const char *const words[] = { [IGNORE] = "ignore", [WARN] = "warn", [FAIL] = "fail" };
    const char *word = hook->given->destructive;
    if (!word) word = hook->store->setting(hook->store, hook->run->arena, "cfgen.destructive");
    hook->destructive = WARN;
    for (int i = IGNORE; word && i <= FAIL; i++) {
        if (strcmp(word, words[i]) != 0) continue;
        hook->destructive = i;
        return true;
    }
    if (word)
        diag_add(hook->run->diags, FINDING(out_of_range), (struct place){ 0 }, "use ignore, warn or fail",
                 "git config cfgen.destructive is '%s'", word);
    return true;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool hook_source(struct hook *hook)
{
    const struct hook_options *given = hook->given;
    struct store_failure failure = { 0 };
    const char *range = given->range;
    const char *from = environment(hook, "PRE_COMMIT_FROM_REF"), *to = environment(hook, "PRE_COMMIT_TO_REF");
    if (!range && !given->tree && !given->all && from && to)
        range = arena_text(hook->run->arena, "%s..%s", from, to);
    hook->all = given->all;
    hook->store = store_open(hook->run->arena, hook->run->surroundings, !range && !given->tree, &failure);
    if (!hook->store) return not_opened(hook, &failure);
    bool found = destructive_read(hook) && (given->tree ? tree_source(hook)
                                            : range     ? range_source(hook, range)
                                                        : index_source(hook));
    if (found && hook->changes.count)
        qsort(hook->changes.paths, hook->changes.count, sizeof *hook->changes.paths, by_text);
    return found;
}
