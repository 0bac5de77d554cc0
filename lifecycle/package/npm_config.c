#include "lifecycle/package/npm_config.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/text.h"
#include "templates/code/npm_lock.h"
#include <stdlib.h>

struct setting { /* a line of a .npmrc */
    const char *key, *value;
    struct place place;
};

static const char *variable(struct packaging *packaging, const char *name)
{
    return packaging->surroundings->environment(packaging->surroundings->with, name);
}

static const char *text_read(struct packaging *packaging, const struct surroundings *files, const char *path)
{
    struct bytes bytes;
    enum file_state state = files->read(files->with, packaging->arena, path, LARGEST_SETTINGS, &bytes);
    return state == FILE_THERE ? bytes.at : "";
}

static bool is_within(const char *path, const char *folder)
{
    char *file = realpath(path, NULL), *above = realpath(folder, NULL);
    size_t size = above ? strlen(above) : 0;
    bool within = file && above && !strncmp(file, above, size) && (file[size] == '/' || size == 1);
    free(file), free(above);
    return within;
}

/* The user's .npmrc; "" where it is one of the repository's own files. */
static const char *user_text(struct packaging *packaging, const char *folder)
{
    const char *path = variable(packaging, "NPM_CONFIG_USERCONFIG"), *home = variable(packaging, "HOME");
    if (!path) path = variable(packaging, "npm_config_userconfig");
    if (!path && home) path = arena_text(packaging->arena, "%s/.npmrc", home);
    return path && *path == '/' && !is_within(path, folder)
               ? text_read(packaging, packaging->surroundings, path)
               : "";
}

/* The next line that sets something; false: there is none. `*at` and `*number` go behind it. */
static bool setting_next(struct arena *arena, const char **at, int *number, struct setting *setting)
{
    while (**at) {
        const char *line = *at + strspn(*at, " \t"), *end = *at + strcspn(*at, "\r\n");
        *at = end + (*end == '\r' && end[1] == '\n') + (*end != 0);
        int here = (*number)++;
        size_t key = strcspn(line, "=\r\n");
        if (line + key >= end || strchr("#;[", *line)) continue;
        const char *value = line + key + 1;
        value += strspn(value, " \t");
        while (end > value && strchr(" \t", end[-1])) end--;
        while (key && strchr(" \t", line[key - 1])) key--;
        setting->key = arena_copy(arena, line, key);
        setting->value = arena_copy(arena, value, (size_t)(end - value));
        setting->place = (struct place){ NULL, here, 1, (int)(end - line) };
        return true;
    }
    return false;
}

/* Adds what ${NAME} and ${NAME?} in the text name. */
static size_t names_add(struct arena *arena, const char *text, const char **names, size_t count)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    while ((text = strstr(text, "${"))) {
        text += strlen("${");
        size_t size = strspn(text, letters);
        if (size && (text[size] == '}' || text_starts(text + size, "?}")))
            names[count++] = arena_copy(arena, text, size);
    }
    return count;
}

const char *const *npm_config_names(struct packaging *packaging, const char *folder)
{
    static const char *const own[] = { "NPM_CONFIG_*", "npm_config_*", "NODE_EXTRA_CA_CERTS" };
    enum { OWN = sizeof own / sizeof *own };
    const char *text = user_text(packaging, folder);
    size_t count = OWN;
    for (const char *at = text; (at = strstr(at, "${")); at++) count++;
    const char **names = arena_take(packaging->arena, (count + 1) * sizeof *names);
    for (count = 0; count < OWN; count++) names[count] = own[count];
    struct setting setting;
    for (int number = 1; setting_next(packaging->arena, &text, &number, &setting);) {
        count = names_add(packaging->arena, setting.key, names, count);
        count = names_add(packaging->arena, setting.value, names, count);
    }
    return names;
}

/* //HOST/PATH/ of a URL, as npm names it for credentials; NULL: no URL for packages. */
static const char *registry_of(struct arena *arena, const char *url)
{
    if (!npm_url_is_valid(url) || strpbrk(url, "?#@")) return NULL;
    const char *after = strstr(url, "//");
    return arena_text(arena, "%s%s", after, text_ends(after, "/") ? "" : "/");
}

static bool is_covered(struct arena *arena, const char *registry, const char *url)
{
    const char *known = text_starts(url, "//") ? url : registry_of(arena, url);
    return known && text_ends(known, "/") && text_starts(registry, known);
}

/* Whether the user's own configuration names the registry: as one to ask, or with credentials for it. */
static bool is_known(struct packaging *packaging, const char *user, const char *registry)
{
    struct setting setting;
    int number = 1;
    const char *own = variable(packaging, "NPM_CONFIG_REGISTRY");
    if (is_covered(packaging->arena, registry, own ? own : "https://registry.npmjs.org/")) return true;
    while (setting_next(packaging->arena, &user, &number, &setting)) {
        const char *colon = strrchr(setting.key, ':');
        bool named = !strcmp(setting.key, "registry") || text_ends(setting.key, ":registry");
        const char *host = text_starts(setting.key, "//") && colon
                               ? arena_copy(packaging->arena, setting.key, (size_t)(colon - setting.key))
                               : NULL;
        if (named && is_covered(packaging->arena, registry, setting.value)) return true;
        if (host && is_covered(packaging->arena, registry, host)) return true;
    }
    return false;
}

/* The scope of `@SCOPE:registry`; NULL: another setting. */
static const char *scope_of(struct arena *arena, const char *key)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    size_t size = *key == '@' ? 1 + strspn(key + 1, letters) : 0;
    return size > 1 && !strcmp(key + size, ":registry") ? arena_copy(arena, key, size) : NULL;
}

const char *npm_config_text(struct packaging *packaging, const char *folder)
{
    struct arena *arena = packaging->arena;
    const char *path = path_join(arena, folder, ".npmrc"), *at = text_read(packaging, packaging->files, path),
               *user = NULL;
    struct buffer *text = buffer_new(arena);
    struct setting setting;
    int number = 1;
    while (setting_next(arena, &at, &number, &setting)) {
        const char *scope = scope_of(arena, setting.key), *registry = registry_of(arena, setting.value);
        if (!scope) continue;
        if (!user) user = user_text(packaging, folder);
        setting.place.file = arena_copy(packaging->diags->arena, path, strlen(path));
        if (registry && is_known(packaging, user, registry))
            buffer_print(text, "%s:registry=%s\n", scope, setting.value);
        else
            diag_add(
                packaging->diags, FINDING(registry_ignored), setting.place,
                arena_text(packaging->diags->arena, "to allow it: npm config set %s:registry URL", scope),
                "registry of %s ignored: it is not in your own npm configuration", scope);
    }
    return text->text;
}
