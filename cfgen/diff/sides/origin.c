#include "cfgen/diff/sides/origin.h"
#include "stacks/git/revision.h"
#include <string.h>

static const char *commit_of(const struct run *run, const struct operand *operand)
{
    return operand->kind == OPERAND_REVISION ? revision_commit(run->arena, operand->there, operand->text)
                                             : NULL;
}

void origin_tell(struct run *run, struct diff *first, const struct operand *before,
                 const struct operand *after, bool live)
{
    struct store_failure failure = { 0 };
    if (!live && before->kind != OPERAND_REVISION && after->kind != OPERAND_REVISION) return;
    const struct store *store = store_open(run->arena, run->surroundings, false, &failure);
    if (!store) return;
    first->before_commit = commit_of(run, before);
    first->after_commit = commit_of(run, after);
    if (!first->after_commit) first->on_commit = store->commit(store, run->arena, "HEAD");
    for (struct diff *d = first->next; d; d = d->next) {
        d->before_commit = first->before_commit;
        d->after_commit = first->after_commit;
        d->on_commit = first->on_commit;
    }
}
