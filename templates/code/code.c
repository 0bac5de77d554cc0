#include "templates/code/code.h"
#include "base/file.h"
#include "base/glob.h"
#include "base/index.h"
#include "base/sha256.h"
#include "base/text.h"
#include "service/confine.h"
#include "templates/code/code_secret.h"
#include <stdlib.h>
#include <string.h>

enum {
    MOST_LINKS = 40,     /* on one path, as in the system's own lookup */
    MOST_HELD = 1 << 20, /* bytes of files that are held at a time */
    MOST_ENTRIES =
        100000, /* of one archive, also those that are left out: links can lead to one folder often */
};

struct found { /* a file, before it is read */
    struct found *next;
    const char *path, *from;
    bool executable;
};

struct walk {
    struct artifacts *artifacts;
    const char *boundary; /* links lead no further than this folder */
    const char *without, *description;
    const struct artifact_source *source;
    struct found *files;
    size_t count, entries;
    uint64_t size;
    struct place place; /* of what names the folder */
    bool there, good;
    struct arena *turn; /* the bytes of files, which are not kept */
    size_t turn_size;
};

struct step { /* the folders that lead here, as they are without links: a link to one of them is a circle */
    const struct step *above;
    const char *folder;
    bool left_out; /* but for what is included by name */
};

static void bad(struct walk *walk, const struct finding *finding, const char *from, const char *hint,
                const char *text)
{
    diag_add(walk->artifacts->diags, finding, (struct place){ .file = from }, hint, "%s", text);
    walk->good = false;
}

static void unreadable(struct walk *walk, enum file_state state, struct place place, const char *path)
{
    confine_report(walk->artifacts->diags, state, place, path, NULL);
    walk->good = false;
}

static bool one_of(const char *name, const char *const *names)
{
    while (*names && strcmp(*names, name) != 0) names++;
    return *names;
}

/* Packages for Node.js may keep what they generate in dot folders beside them. */
static bool dot_kept(const char *path, const char *name)
{
    static const char *const leftovers[] = {
        ".bin", ".cache", ".package-lock.json", ".yarn-integrity", ".modules.yaml", NULL
    };
    return strstr(path, "node_modules/") && !one_of(name, leftovers);
}

/* KEY.zip, as cfgen package writes it. */
static bool is_archive_of_ours(const char *name)
{
    enum { KEY_DIGITS = 64 };
    return strspn(name, "0123456789abcdef") == KEY_DIGITS && !strcmp(name + KEY_DIGITS, ".zip");
}

/* As cfgen generate writes it: the tag stands on whatever takes tags. */
static bool is_template_of_ours(const char *path, const struct bytes *bytes)
{
    static const char yaml[] = "AWSTemplateFormatVersion: ", json[] = "{\n  \"AWSTemplateFormatVersion\": ";
    if (!text_ends(path, ".yaml") && !text_ends(path, ".yml") && !text_ends(path, ".json")) return false;
    bool begins = (bytes->size > sizeof yaml && !memcmp(bytes->at, yaml, sizeof yaml - 1)) ||
                  (bytes->size > sizeof json && !memcmp(bytes->at, json, sizeof json - 1));
    return begins && memmem(bytes->at, bytes->size, "cfgen:service", strlen("cfgen:service"));
}

static bool any_covers(const char *const *patterns, const char *path)
{
    while (patterns && *patterns && !glob_covers(*patterns, path)) patterns++;
    return patterns && *patterns;
}

static bool never_code(const char *path, const struct entry *entry)
{
    static const char *const leftovers[] = { "__pycache__", "Thumbs.db", "desktop.ini", NULL };
    const char *name = entry->name;
    if (*name == '.') return !dot_kept(path, name);
    if (one_of(name, leftovers)) return true;
    if (entry->folder) return text_ends(name, ".egg-info");
    return is_archive_of_ours(name) || text_ends(name, ".log") || text_ends(name, ".pyc") ||
           text_ends(name, ".pyo") || text_ends(name, "~") || (*name == '#' && text_ends(name, "#"));
}

/* Folders and files are named by their path below the boundary. */
static const char *place_of(struct walk *walk, const char *path)
{
    return strcmp(path, ".") ? path_join(walk->artifacts->arena, walk->boundary, path) : walk->boundary;
}

/* Where a path leads when every link on it is followed; NULL: out of the boundary, or round in circles.
 * Absolute links are refused: on another machine they lead to something else. */
static const char *resolve(struct walk *walk, const char *path)
{
    const struct surroundings *surroundings = walk->artifacts->surroundings;
    struct arena *arena = walk->artifacts->arena;
    const char *done = ".", *rest = path;
    for (int links = 0; *rest;) {
        size_t size = strcspn(rest, "/");
        const char *next =
            path_tidy(arena, path_join(arena, done, size ? arena_copy(arena, rest, size) : "."));
        rest += size + (rest[size] == '/');
        if (!strcmp(next, "..")) return NULL;
        const char *target = surroundings->target(surroundings->with, arena, place_of(walk, next));
        if (!target) {
            done = next;
            continue;
        }
        if (*target == '/' || ++links > MOST_LINKS) return NULL;
        rest = *rest ? arena_text(arena, "%s/%s", target, rest) : target;
    }
    return done;
}

/* A name alone does not tell that the description is meant: it may lie in a folder below, or be called
 * otherwise. */
static bool is_description(struct walk *walk, const char *from, const char *description)
{
    const char *name = strrchr(description, '/');
    if (!text_ends(from, name ? name + 1 : description)) return false;
    struct arena *arena = walk->artifacts->arena;
    return !strcmp(path_tidy(arena, from), path_tidy(arena, description));
}

static bool left_out(struct walk *walk, const char *from)
{
    if (walk->without && !strcmp(from, walk->without)) return true;
    const char *const *compared = walk->artifacts->compared;
    for (; compared && *compared; compared++)
        if (is_description(walk, from, *compared)) return true;
    return is_description(walk, from, walk->description);
}

static void file_add(struct walk *walk, const char *path, const char *real, bool executable, uint64_t size)
{
    const char *from = place_of(walk, real);
    if (left_out(walk, from)) return;
    if (path[text_bad_utf8(path, strlen(path))])
        bad(walk, FINDING(code_name), from, "rename it", "its name is not UTF-8");
    struct found *found = arena_take(walk->artifacts->arena, sizeof *found);
    *found = (struct found){ walk->files, path, from, executable };
    walk->files = found;
    walk->count++;
    walk->size += size;
}

static void folder_walk(struct walk *, const char *real, const char *prefix, const struct step *above);

/* The entry itself of what a link leads to, from the listing of its folder. */
static struct entry *entry_find(struct walk *walk, const char *real)
{
    const struct surroundings *surroundings = walk->artifacts->surroundings;
    struct arena *arena = walk->artifacts->arena;
    struct entry *entry;
    const char *slash = strrchr(real, '/'), *name = slash ? slash + 1 : real;
    const char *folder = place_of(walk, path_folder(arena, real));
    if (surroundings->list(surroundings->with, arena, folder, &entry) != FILE_FOLDER) return NULL;
    while (entry->name && strcmp(entry->name, name) != 0) entry++;
    return entry->name ? entry : NULL;
}

static void link_follow(struct walk *walk, const char *link, const char *path, const struct step *above)
{
    const char *real = resolve(walk, link);
    const char *hint = "move its target into the service";
    if (!real) {
        bad(walk, FINDING(code_link), place_of(walk, link), hint, "a link to a target outside the service");
        return;
    }
    bool circle = !strcmp(real, ".");
    for (const struct step *step = above; step; step = step->above) circle |= !strcmp(step->folder, real);
    if (circle) {
        bad(walk, FINDING(code_link), place_of(walk, link), "remove it",
            "a link to a folder that contains it");
        return;
    }
    const struct entry *entry = entry_find(walk, real);
    if (!entry)
        bad(walk, FINDING(code_link), place_of(walk, link), hint, "a broken link");
    else if (entry->folder)
        folder_walk(walk, real, arena_text(walk->artifacts->arena, "%s/", path), above);
    else if (!above->left_out || any_covers(walk->source->include, path))
        file_add(walk, path, real, entry->executable, entry->size);
}

/* Entries are counted before they are visited, so that folders full of links to each other end early. */
static bool within_budget(struct walk *walk, const struct entry *entries)
{
    bool was_within = walk->entries <= MOST_ENTRIES;
    for (const struct entry *e = entries; e->name; e++) walk->entries++;
    if (walk->entries <= MOST_ENTRIES) return true;
    if (was_within)
        diag_add(walk->artifacts->diags, FINDING(code_too_large), walk->place,
                 "exclude files with code: {exclude: …}", "the code has more than %d files and folders",
                 MOST_ENTRIES);
    return walk->good = false;
}

static bool names_are_safe(struct walk *walk, const char *real, const struct entry *entries)
{
    bool safe = true;
    for (const struct entry *e = entries; e->name; e++) {
        if (!e->unsafe) continue;
        bad(walk, FINDING(name_unsafe), place_of(walk, real), NULL,
            arena_text(walk->artifacts->arena, "the Git tree has an entry named '%s'", e->name));
        safe = false;
    }
    return safe;
}

static void entry_walk(struct walk *walk, const struct entry *entry, const char *real, const char *path,
                       const struct step *above)
{
    if (entry->link)
        link_follow(walk, real, path, above);
    else if (entry->folder)
        folder_walk(walk, real, arena_text(walk->artifacts->arena, "%s/", path), above);
    else
        file_add(walk, path, real, entry->executable, entry->size);
}

static void folder_walk(struct walk *walk, const char *real, const char *prefix, const struct step *above)
{
    struct arena *arena = walk->artifacts->arena;
    const struct surroundings *surroundings = walk->artifacts->surroundings;
    struct entry *entries;
    enum file_state state = surroundings->list(surroundings->with, arena, place_of(walk, real), &entries);
    if (state != FILE_FOLDER && state != FILE_ABSENT && state != FILE_THERE)
        unreadable(walk, state, above ? (struct place){ .file = place_of(walk, real) } : walk->place,
                   place_of(walk, real));
    walk->there |= state == FILE_FOLDER || !walk->good; /* which has been told */
    if (state != FILE_FOLDER || !within_budget(walk, entries) || !names_are_safe(walk, real, entries)) return;
    for (const struct entry *e = entries; e->name; e++)
        if (!strcmp(e->name, "pyvenv.cfg")) return; /* a virtual environment */
    const struct artifact_source *source = walk->source;
    struct step here = { above, real, false };
    for (const struct entry *e = entries; e->name; e++) {
        const char *path = arena_join(arena, prefix, e->name);
        here.left_out =
            (above && above->left_out) || never_code(path, e) || any_covers(source->exclude, path);
        bool maybe = e->folder || e->link; /* with something within that is included */
        if (here.left_out && !(maybe ? source->include != NULL : any_covers(source->include, path))) continue;
        entry_walk(walk, e, path_join(arena, real, e->name), path, &here);
    }
}

static int compare(const void *left, const void *right)
{
    return strcmp(((const struct artifact_file *)left)->path, ((const struct artifact_file *)right)->path);
}

/* Reads a file for its digest, once however many archives hold it. */
static void file_read(struct walk *walk, struct artifact_file *file)
{
    struct artifacts *artifacts = walk->artifacts;
    const struct artifact_file *known = index_find(artifacts->digests, file->from);
    if (known) {
        file->left_out = known->left_out;
        file->secret = known->secret;
        file->size = known->size;
        memcpy(file->digest, known->digest, sizeof file->digest);
        return;
    }
    if (walk->turn_size > MOST_HELD) {
        arena_free(walk->turn);
        walk->turn = arena_new();
        walk->turn_size = 0;
    }
    struct bytes bytes = { 0 };
    const struct surroundings *surroundings = artifacts->surroundings;
    enum file_state state =
        surroundings->read(surroundings->with, walk->turn, file->from, LARGEST_CODE, &bytes);
    if (state != FILE_THERE)
        unreadable(walk, state, (struct place){ .file = file->from }, file->from);
    else
        sha256(bytes.at, bytes.size, file->digest);
    file->left_out = is_template_of_ours(file->path, &bytes);
    file->secret = state == FILE_THERE ? code_secret(file->path, bytes) : NULL;
    file->size = bytes.size;
    walk->turn_size += bytes.size;
    index_add(artifacts->digests, file->from, file);
}

/* Only what is included by its own name is meant to go up. */
static void check_secret(struct walk *walk, const struct artifact_file *file)
{
    if (!file->secret || walk->source->image || any_covers(walk->source->include, file->path)) return;
    struct arena *arena = walk->artifacts->arena;
    bad(walk, FINDING(code_secret), file->from,
        arena_text(arena, "set code: {exclude: %s}, or include: %s if the function needs it", file->path,
                   file->path),
        arena_text(arena, "the archive would contain %s", file->secret));
}

struct code code_read(struct artifacts *artifacts, const char *folder, const char *prefix,
                      const char *without, const struct artifact_source *source, struct place place)
{
    struct arena *arena = artifacts->arena;
    bool outside = *folder == '/' || text_starts(folder, "..");
    struct walk walk = {
        .artifacts = artifacts, .without = without, .source = source, .place = place, .good = true
    };
    walk.boundary = outside ? path_join(arena, artifacts->root, folder) : artifacts->root;
    walk.description =
        artifacts->description ? artifacts->description : path_join(arena, artifacts->root, "service.yml");
    if (!artifacts->digests) artifacts->digests = index_new(arena);
    const char *real = outside ? "." : resolve(&walk, folder);
    if (real) folder_walk(&walk, real, prefix, NULL);
    if (walk.size > CODE_LARGEST) {
        diag_add(artifacts->diags, FINDING(code_too_large), place,
                 "exclude files with code: {exclude: …}, or use a separate folder with code:",
                 "the unzipped code has %s; the limit is 250 MB", text_size(arena, walk.size));
        walk.good = false;
    }
    struct code code = { .there = walk.there, .good = walk.good, .count = walk.count };
    if (!walk.there || !walk.good) return code;
    code.files = arena_take(arena, walk.count * sizeof *code.files);
    size_t at = 0;
    for (const struct found *f = walk.files; f; f = f->next)
        code.files[at++] =
            (struct artifact_file){ .path = f->path, .from = f->from, .executable = f->executable };
    if (at) qsort(code.files, at, sizeof *code.files, compare);
    walk.turn = arena_new();
    code.count = 0;
    for (size_t i = 0; i < at; i++) {
        file_read(&walk, &code.files[i]);
        if (!code.files[i].left_out) check_secret(&walk, &code.files[i]);
        if (!code.files[i].left_out) code.files[code.count++] = code.files[i];
    }
    arena_free(walk.turn);
    code.good = walk.good;
    return code;
}
