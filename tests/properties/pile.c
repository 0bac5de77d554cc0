#include "tests/properties/pile.h"
#include "base/file.h"
#include "base/text.h"
#include "cfgen/surroundings.h"
#include <string.h>

/* Where the file is; NULL: in none of the folders. */
static const char *place_of(struct pile *pile, const char *path)
{
    for (const char **folder = pile->folders; *folder; folder++) {
        const char *there = path_join(pile->arena, *folder, path);
        if (system_surroundings.state(NULL, there) != FILE_ABSENT) return there;
    }
    return NULL;
}

static enum file_state state(void *with, const char *path)
{
    const char *there = place_of(with, path);
    return there ? system_surroundings.state(NULL, there) : FILE_ABSENT;
}

static enum file_state read_file(void *with, struct arena *arena, const char *path, size_t most,
                                 struct bytes *bytes)
{
    struct pile *pile = with;
    if (pile->description.at && !strcmp(path, DESCRIPTION_FILE)) {
        *bytes = pile->description;
        return FILE_THERE;
    }
    const char *there = place_of(pile, path);
    if (there && text_ends(path, "requirements.txt")) { /* the packages of one folder are not another's */
        *bytes = (struct bytes){ "", 0 };
        return FILE_THERE;
    }
    return there ? system_surroundings.read(NULL, arena, there, most, bytes) : FILE_ABSENT;
}

static enum file_state list(void *with, struct arena *arena, const char *path, struct entry **entries)
{
    const char *there = place_of(with, path);
    return there ? system_surroundings.list(NULL, arena, there, entries) : FILE_ABSENT;
}

static const char *target(void *with, struct arena *arena, const char *path)
{
    const char *there = place_of(with, path);
    return there ? system_surroundings.target(NULL, arena, there) : NULL;
}

static const char *environment(void *with, const char *name)
{
    (void)with;
    return strcmp(name, "SET") != 0 ? NULL : "value";
}

static int64_t now(void *with)
{
    (void)with;
    return 0;
}

static void no_chance(void *with, unsigned char *bytes, size_t size)
{
    (void)with;
    memset(bytes, 0, size);
}

struct surroundings pile_surroundings(struct pile *pile)
{
    return (struct surroundings){ .with = pile,
                                  .state = state,
                                  .read = read_file,
                                  .list = list,
                                  .target = target,
                                  .environment = environment,
                                  .now = now,
                                  .random = no_chance,
                                  .stop = -1 };
}
