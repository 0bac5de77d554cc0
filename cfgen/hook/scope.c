#include "cfgen/hook/scope.h"
#include "base/file.h"
#include "base/glob.h"
#include "base/text.h"
#include "cfgen/hook/reach.h"
#include <string.h>

struct seeker {
    struct hook *hook;
    struct hook_service *first, **end;
    struct hook_service *links, **links_end; /* symbolic links: their paths */
};

static bool is_wanted(const struct hook_options *given, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    bool is_default = !strcmp(name, "service.yml") || text_ends(name, ".service.yml"), wanted = false,
         chosen = false;
    for (const char **glob = given->files; *glob; glob++) {
        if (**glob == '!' && glob_covers(*glob + 1, path)) return false;
        chosen = chosen || **glob != '!';
        wanted = wanted || (**glob != '!' && glob_covers(*glob, path));
    }
    return chosen ? wanted : is_default;
}

static void seek(void *to, struct stored stored)
{
    struct seeker *seeker = to;
    struct arena *arena = seeker->hook->run->arena;
    bool link = stored.type == STORED_LINK;
    if (!link && !is_wanted(seeker->hook->given, stored.name)) return;
    if (stored.type == STORED_REPOSITORY) return;
    struct hook_service *found = arena_take(arena, sizeof *found);
    found->path = arena_copy(arena, stored.name, strlen(stored.name));
    found->conflict = stored.type == STORED_CONFLICT;
    struct hook_service ***end = link ? &seeker->links_end : &seeker->end;
    **end = found;
    *end = &found->next;
}

static bool has_line(const char *text, const char *start)
{
    for (const char *at = text; at; at = strchr(at, '\n'), at += at != NULL)
        if (text_starts(at, start)) return true;
    return false;
}

/* Kubernetes has files of this name too. */
static bool is_foreign(const char *text)
{
    return has_line(text, "apiVersion:") && !has_line(text, "service:");
}

static bool has_link(const struct seeker *seeker, const char *folder)
{
    size_t size = strlen(folder);
    for (const struct hook_service *l = seeker->links; l; l = l->next)
        if (!size || (text_starts(l->path, folder) && l->path[size] == '/')) return true;
    return false;
}

static bool may_be_reached(const struct seeker *seeker, struct hook_service *service)
{
    struct hook *hook = seeker->hook;
    const char *folder = path_folder(hook->run->arena, service->path);
    bool within = hook_reached(hook, strcmp(folder, ".") ? folder : "");
    if (!within && !hook->changes.count && !hook->all) return false;
    struct bytes text;
    const struct surroundings *now = &hook->now->surroundings;
    if (now->read(now->with, hook->run->arena, service->path, LARGEST_DOCUMENT, &text) != FILE_THERE)
        return within || hook->all;
    if (is_foreign(text.at)) return service->path = NULL, false;
    return within || hook->all || has_link(seeker, strcmp(folder, ".") ? folder : "") ||
           hook_may_reach(hook, service->path);
}

struct hook_scope hook_scope(struct hook *hook)
{
    struct hook_scope scope = { 0 };
    struct seeker seeker = { .hook = hook };
    seeker.end = &seeker.first;
    seeker.links_end = &seeker.links;
    if (!hook->now) return scope;
    if (!hook->now->snapshot->walk(hook->now->snapshot, seek, &seeker))
        diag_add(hook->run->diags, FINDING(repository_unreadable), (struct place){ 0 }, NULL,
                 "%s cannot be read, or has more than %d files", hook->label, MOST_STORED);
    struct hook_service **end = &scope.first;
    for (struct hook_service *s = seeker.first, *next; s; s = next) {
        next = s->next;
        bool may = may_be_reached(&seeker, s);
        scope.all += s->path != NULL;
        if (!may) continue;
        *end = s;
        end = &s->next;
        scope.count++;
    }
    *end = NULL;
    return scope;
}
