#include "stacks/git/store.h"
#include "base/module.h"

const struct store *store_open(struct arena *arena, const struct surroundings *around, bool index,
                               struct store_failure *failure)
{
    const struct stores *stores = module_find("revision", "stores_git2");
    const struct store *store = stores->make(arena, around, index, failure);
    return store ? store : store_program(arena, around, index, failure);
}
