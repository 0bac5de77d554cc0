#include "templates/code/npm_lock.h"
#include "base/json.h"
#include "base/text.h"
#include <ctype.h>

struct checking {
    struct diags *diags;
    bool is_valid;
};

bool npm_url_is_valid(const char *url)
{
    static const char *const begins[] = { "https://",
                                          "http://localhost:", "http://127.0.0.1:", "http://[::1]:" };
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#=&%+,@!()*[]";
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (text_starts(url, begins[i])) return url[strlen(begins[i])] && !url[strspn(url, letters)];
    return false;
}

static void reject(struct checking *checking, const struct node *at, const char *what)
{
    diag_add(checking->diags, FINDING(lock_source), at->place,
             "use a registry, or install it into the function's own folder", "%s", what);
    checking->is_valid = false;
}

/* Nothing in the path leads out of its folder. */
static bool path_is_valid(const char *path)
{
    if (*path == '/' || strchr(path, '\\') || strchr(path, ':')) return false;
    for (const char *at = path; *at; at += strcspn(at, "/"), at += *at == '/')
        if (strcspn(at, "/") == 2 && !memcmp(at, "..", 2)) return false;
    return true;
}

/* A range of versions, a tag, or another package's: what a registry knows. A folder inside is not fetched. */
static bool spec_is_valid(const char *spec)
{
    if (text_starts(spec, "file:")) return path_is_valid(spec + strlen("file:"));
    if (text_starts(spec, "npm:")) {
        spec += strlen("npm:");
        const char *slash = *spec == '@' ? strchr(spec, '/') : NULL;
        if (slash) spec = slash + 1;
    }
    return *spec != '.' && !strpbrk(spec, ":/\\#%");
}

static void specs_check(struct checking *checking, const struct node *specs, int depth)
{
    enum { DEEPEST = 32 };
    for (const struct node *n = specs->shape == SCALAR ? NULL : specs->first; n; n = n->next) {
        if (n->shape == SCALAR && !spec_is_valid(n->text))
            reject(checking, n,
                   arena_text(checking->diags->arena, "%s has the invalid version '%s'",
                              n->key ? n->key : "it", n->text));
        else if (n->shape != SCALAR && depth == DEEPEST)
            reject(checking, n, "nested too deep");
        else
            specs_check(checking, n, depth + 1);
    }
}

static bool is_specs(const char *key)
{
    return !strcmp(key, "dependencies") || !strcmp(key, "devDependencies") ||
           !strcmp(key, "optionalDependencies") || !strcmp(key, "peerDependencies") ||
           !strcmp(key, "overrides");
}

static const char *text_of(const struct node *node)
{
    return node && node->shape == SCALAR ? node->text : "";
}

/* npm fetches NAME@VERSION of an entry without `resolved`, whatever these are: also an address or a folder.
 */
static void identity_check(struct checking *checking, const struct node *entry, const struct node *n)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    bool name = !strcmp(n->key, "name");
    const char *at = text_of(n);
    if (name && *at == '@') {
        at += 1 + strspn(at + 1, letters);
        if (*at == '/') at++;
    }
    while (*at && (strchr(letters, *at) || (!name && *at == '+'))) at++;
    if (n->shape == SCALAR && !*at) return;
    reject(checking, n,
           arena_text(checking->diags->arena, "the %s of '%s' is not the %s of a package", n->key, entry->key,
                      n->key));
}

/* Of keys that stand twice npm takes the last. */
struct entry_parts {
    const struct node *resolved, *integrity, *link, *bundled, *own_lock, *development;
};

static struct entry_parts parts_of(struct checking *checking, const struct node *entry)
{
    struct entry_parts parts = { 0 };
    for (const struct node *n = entry->shape == MAP ? entry->first : NULL; n; n = n->next) {
        if (!strcmp(n->key, "resolved")) parts.resolved = n;
        if (!strcmp(n->key, "integrity")) parts.integrity = n;
        if (!strcmp(n->key, "link")) parts.link = n;
        if (!strcmp(n->key, "inBundle")) parts.bundled = n;
        if (!strcmp(n->key, "hasShrinkwrap")) parts.own_lock = n;
        if (!strcmp(n->key, "dev")) parts.development = n;
        if (is_specs(n->key)) specs_check(checking, n, 0);
        if (!strcmp(n->key, "version") || !strcmp(n->key, "name")) identity_check(checking, entry, n);
    }
    return parts;
}

/* npm leaves out what it does not know, and then checks nothing: https://www.w3.org/TR/SRI/ */
static bool integrity_is_valid(const char *integrity)
{
    static const char *const begins[] = { "sha512-", "sha384-", "sha256-", "sha1-" };
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        if (!text_starts(integrity, begins[i])) continue;
        char first = integrity[strlen(begins[i])]; /* of base64 */
        return isalnum((unsigned char)first) || first == '+' || first == '/';
    }
    return false;
}

static bool is_true(const struct node *flag) { return !strcmp(text_of(flag), "true"); }

static void entry_check(struct checking *checking, const struct node *entry)
{
    struct arena *arena = checking->diags->arena;
    struct entry_parts parts = parts_of(checking, entry);
    const char *resolved = text_of(parts.resolved);
    bool link = is_true(parts.link), installed = strstr(entry->key, "node_modules/");
    if (!path_is_valid(entry->key))
        reject(checking, entry, arena_text(arena, "'%s' is outside the package", entry->key));
    if (link ? !path_is_valid(resolved) : parts.resolved && !npm_url_is_valid(resolved))
        reject(checking, parts.resolved ? parts.resolved : entry,
               link ? arena_text(arena, "%s is a link to a path outside the package", entry->key)
                    : arena_text(arena, "%s is not from an https:// address (got %s)", entry->key, resolved));
    /* npm follows it once the package is there: to addresses that nobody has checked. */
    if (parts.own_lock && strcmp(text_of(parts.own_lock), "false") != 0 && !is_true(parts.development))
        reject(checking, parts.own_lock,
               arena_text(arena, "%s has a lock of its own, npm-shrinkwrap.json", entry->key));
    if (link || !installed || integrity_is_valid(text_of(parts.integrity))) return;
    if (!parts.resolved && is_true(parts.bundled)) return; /* within another's */
    diag_add(checking->diags, FINDING(lock_integrity), entry->place, "remove the entry and run `npm install`",
             "%s has no integrity", entry->key);
    checking->is_valid = false;
}

static struct checking checking_of(struct diags *diags, const char *file, struct bytes text,
                                   const struct node **tree)
{
    diag_source(diags, file, text.at, text.size);
    *tree = json_places(diags->arena, file, text.at, text.size);
    struct checking checking = { diags, *tree && (*tree)->shape == MAP };
    if (!checking.is_valid)
        diag_add(diags, FINDING(npm_failed), (struct place){ .file = file }, NULL, "not a JSON object");
    return checking;
}

bool npm_lock_check(struct diags *diags, const char *file, struct bytes lock)
{
    const struct node *tree, *packages = NULL;
    struct checking checking = checking_of(diags, file, lock, &tree);
    if (!checking.is_valid) return false;
    for (const struct node *n = tree->first; n; n = n->next) {
        if (strcmp(n->key, "packages") != 0) continue;
        packages = n;
        if (n->shape != MAP) reject(&checking, n, "'packages' is not an object"); /* then npm reads others */
        for (const struct node *entry = n->first; entry; entry = entry->next) entry_check(&checking, entry);
    }
    if (!packages)
        reject(&checking, tree,
               "a lock file of version 1 has no sources; update it with `npm install` (npm 7 or later)");
    return checking.is_valid;
}

const char *npm_package_text(struct arena *arena, struct diags *diags, const char *file, struct bytes package)
{
    static const char *const kept[] = {
        "name", "version", "peerDependenciesMeta", "bundleDependencies", "bundledDependencies", "workspaces"
    };
    const struct node *tree;
    struct checking checking = checking_of(diags, file, package, &tree);
    if (!checking.is_valid) return NULL;
    struct node *text = node_map(arena);
    for (const struct node *n = tree->first; n; n = n->next) {
        bool keep = is_specs(n->key);
        if (keep) specs_check(&checking, n, 0);
        for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) keep |= !strcmp(kept[i], n->key);
        for (const struct node *e = !strcmp(n->key, "workspaces") && n->shape == LIST ? n->first : NULL; e;
             e = e->next)
            if (!path_is_valid(text_of(e))) reject(&checking, e, "a workspace outside the package");
        if (keep) node_set(text, n->key, node_copy(arena, n));
    }
    struct buffer *printed = buffer_new(arena);
    json_print(printed, text, JSON_COMPACT);
    return checking.is_valid ? printed->text : NULL;
}
