#include "cfgen/inputs.h"
#include "base/index.h"
#include "base/text.h"
#include <string.h>

struct input {
    struct input *next;
    const char *path;
    bool read, listed; /* its content, its entries */
};

static struct input *input_add(struct inputs *inputs, const char *path)
{
    struct input *input = index_find(inputs->known, path);
    if (input) return input;
    input = arena_take(inputs->arena, sizeof *input);
    *input = (struct input){ .path = arena_copy(inputs->arena, path, strlen(path)) };
    index_add(inputs->known, input->path, input);
    *inputs->end = input;
    inputs->end = &input->next;
    return input;
}

static enum file_state inputs_state(void *with, const char *path)
{
    struct inputs *inputs = with;
    input_add(inputs, path);
    return inputs->surroundings.around->state(inputs->surroundings.around->with, path);
}

static enum file_state inputs_read(void *with, struct arena *arena, const char *path, size_t most,
                                   struct bytes *bytes)
{
    struct inputs *inputs = with;
    input_add(inputs, path)->read = true;
    return inputs->surroundings.around->read(inputs->surroundings.around->with, arena, path, most, bytes);
}

static enum file_state inputs_list(void *with, struct arena *arena, const char *path, struct entry **entries)
{
    struct inputs *inputs = with;
    input_add(inputs, path)->listed = true;
    return inputs->surroundings.around->list(inputs->surroundings.around->with, arena, path, entries);
}

static const char *inputs_target(void *with, struct arena *arena, const char *path)
{
    struct inputs *inputs = with;
    return inputs->surroundings.around->target(inputs->surroundings.around->with, arena, path);
}

struct inputs *inputs_new(struct arena *arena, const struct surroundings *around)
{
    struct inputs *inputs = arena_take(arena, sizeof *inputs);
    *inputs = (struct inputs){ .surroundings = surroundings_with_files(inputs, around),
                               .arena = arena,
                               .known = index_new(arena) };
    inputs->end = &inputs->first;
    inputs->surroundings.state = inputs_state;
    inputs->surroundings.read = inputs_read;
    inputs->surroundings.list = inputs_list;
    inputs->surroundings.target = inputs_target;
    return inputs;
}

static bool content_same(struct arena *turn, const struct surroundings *a, const struct surroundings *b,
                         const char *path)
{
    struct bytes x, y;
    enum file_state here = a->read(a->with, turn, path, LARGEST_OBJECT, &x);
    if (here != b->read(b->with, turn, path, LARGEST_OBJECT, &y)) return false;
    return here != FILE_THERE || (x.size == y.size && !memcmp(x.at, y.at, x.size));
}

/* A repository's own folder is none of its files: only where it is checked out is it listed. */
static struct entry *skip_git(struct entry *entry)
{
    return entry->name && !strcmp(entry->name, ".git") ? entry + 1 : entry;
}

static bool entries_same(struct arena *turn, const struct surroundings *a, const struct surroundings *b,
                         const char *path)
{
    struct entry *x, *y;
    enum file_state here = a->list(a->with, turn, path, &x);
    if (here != b->list(b->with, turn, path, &y)) return false;
    if (here != FILE_FOLDER) return true;
    for (x = skip_git(x), y = skip_git(y); x->name && y->name; x = skip_git(x + 1), y = skip_git(y + 1))
        if (strcmp(x->name, y->name) != 0 || x->folder != y->folder || x->executable != y->executable)
            return false;
    return x->name == y->name;
}

/* A .env is everybody's own and never in Git, which so cannot tell whether it has changed. */
static bool counts(const char *path) { return strcmp(path, ".env") != 0 && !text_ends(path, "/.env"); }

const char *inputs_changed(const struct inputs *inputs, const struct surroundings *there)
{
    const struct surroundings *here = inputs->surroundings.around;
    for (const struct input *i = inputs->first; i; i = i->next) {
        if (!counts(i->path)) continue;
        struct arena *turn = arena_new();
        bool same = here->state(here->with, i->path) == there->state(there->with, i->path) &&
                    (!i->read || content_same(turn, here, there, i->path)) &&
                    (!i->listed || entries_same(turn, here, there, i->path));
        arena_free(turn);
        if (!same) return i->path;
    }
    return NULL;
}
