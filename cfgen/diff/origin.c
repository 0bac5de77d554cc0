#include "cfgen/diff/origin.h"
#include "cfgen/diff/beside.h"
#include "stacks/store.h"
#include <string.h>

static bool is_revision(const struct run *run, const char *word)
{
    if (!word || beside_is(word) || *word == '/') return false;
    enum file_state state = run->surroundings->state(run->surroundings->with, word);
    return state != FILE_THERE && state != FILE_FOLDER;
}

static const char *commit_of(const struct run *run, const struct store *store, const char *word)
{
    bool named = is_revision(run, word) && strcmp(word, STORE_INDEX) != 0;
    return named ? store->commit(store, run->arena, word) : NULL;
}

void origin_tell(struct run *run, struct diff *first, const char *before, const char *after, bool live)
{
    const char *failure;
    if (!live && !is_revision(run, before) && !is_revision(run, after)) return;
    const struct store *store = store_open(run->arena, run->surroundings, false, &failure);
    if (!store) return;
    first->before_commit = commit_of(run, store, before);
    first->after_commit = commit_of(run, store, after);
    if (!first->after_commit) first->on_commit = store->commit(store, run->arena, "HEAD");
    for (struct diff *d = first->next; d; d = d->next) {
        d->before_commit = first->before_commit;
        d->after_commit = first->after_commit;
        d->on_commit = first->on_commit;
    }
}
