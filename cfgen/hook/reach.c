/* Whether a description that nothing was changed beside may lead to what was changed elsewhere: by the words
 * of its text and of the files that it names, without reading what they mean. To say yes costs time; no must
 * be true. */
#include "cfgen/hook/reach.h"
#include "base/file.h"
#include "base/index.h"
#include "base/text.h"
#include <string.h>

struct reach {
    struct hook *hook;
    const char *folder; /* of the description; "" is the top */
    struct index *seen;
};

static const char ends[] = " \t\r\n\"',{}[]()#$:=|<>*";

static bool is_document(const char *path)
{
    return text_ends(path, ".yml") || text_ends(path, ".yaml") || text_ends(path, ".json");
}

static bool may_lead(struct reach *, const char *file);

/* What begins like this has changed. */
static bool begun(const struct hook *hook, const char *start)
{
    for (size_t i = 0; i < hook->changes.count; i++)
        if (text_starts(hook->changes.paths[i], start)) return true;
    return false;
}

/* A word that is a path from the folder; `open`: a variable or a star goes on with it. */
static bool word_leads(struct reach *reach, const char *folder, const char *word, bool open)
{
    struct arena *arena = reach->hook->run->arena;
    const char *path = path_tidy(arena, *folder ? path_join(arena, folder, word) : word);
    if (*path == '/' || text_starts(path, "..")) return false; /* not in the repository */
    if (!strcmp(path, ".")) return true;
    if (open && begun(reach->hook, path)) return true;
    return hook_reached(reach->hook, path) || (is_document(path) && may_lead(reach, path));
}

static bool text_leads(struct reach *reach, const char *folder, const char *text)
{
    struct arena *arena = reach->hook->run->arena;
    if (strstr(text, "file:$")) return true;
    for (const char *at = text; *(at += strspn(at, ends));) {
        size_t size = strcspn(at, ends), dots = strcspn(at, "./");
        const char *start = at;
        at += size;
        if (dots >= size) continue;
        const char *word = arena_copy(arena, start, size);
        bool broken = start > text && start[-1] == '}', up = strstr(word, "..");
        bool goes_on = *at && !strchr("\r\n\"'}],#", *at); /* with a variable, a blank, a bracket */
        if ((broken && (up || is_document(word))) || (up && goes_on)) return true;
        if (word_leads(reach, folder, word, *at == '$' || *at == '*')) return true;
        if (strcmp(folder, reach->folder) != 0 && word_leads(reach, reach->folder, word, *at == '$'))
            return true;
    }
    return false;
}

static bool may_lead(struct reach *reach, const char *file)
{
    static char there[] = "there";
    struct arena *arena = reach->hook->run->arena;
    if (index_find(reach->seen, file)) return false;
    index_add(reach->seen, file, there);
    struct bytes text;
    const struct surroundings *now = &reach->hook->now->surroundings;
    if (now->read(now->with, arena, file, LARGEST_LOCK, &text) != FILE_THERE) return false;
    const char *folder = path_folder(arena, file);
    return text_leads(reach, strcmp(folder, ".") ? folder : "", text.at);
}

bool hook_may_reach(struct hook *hook, const char *service)
{
    const char *folder = path_folder(hook->run->arena, service);
    struct reach reach = { hook, strcmp(folder, ".") ? folder : "", index_new(hook->run->arena) };
    return may_lead(&reach, service);
}
