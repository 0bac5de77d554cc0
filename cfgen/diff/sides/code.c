#include "cfgen/diff/sides/code.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/zip.h"
#include "lifecycle/package/package.h"
#include "lifecycle/upload.h"
#include "service/document.h"
#include "templates/code/requirements.h"
#include <stdlib.h>
#include <string.h>

static const struct node *python_packages(struct arena *arena, const struct artifact *artifact)
{
    struct node *packages = node_map(arena);
    struct diags *aside = diags_new(arena); /* who generates has been told */
    const struct requirements *read = requirements_read(aside, artifact->requirements_path,
                                                        artifact->requirements, artifact->requirements_size);
    for (const struct requirement *r = read->first; r; r = r->next) {
        const char *equals = strrchr(r->specifier, '=');
        node_set(packages, r->name, node_text(arena, requirement_pinned(r) ? equals + 1 : ""));
    }
    return packages;
}

/* https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
static const struct node *node_packages(struct arena *arena, const struct artifact *artifact)
{
    static const char modules[] = "node_modules/";
    struct node *packages = node_map(arena);
    struct bytes text = { artifact->requirements, strlen(artifact->requirements) };
    const struct node *lock = document_read(arena, diags_new(arena), artifact->requirements_path, text);
    const struct node *all = node_find(lock, "packages");
    for (const struct node *n = all && all->shape == MAP ? all->first : NULL; n; n = n->next) {
        const char *version = node_word(n, "version");
        if (text_starts(n->key, modules))
            node_set(packages, n->key + strlen(modules), node_text(arena, version ? version : ""));
    }
    return packages;
}

static const struct node *packages_of(struct arena *arena, const struct artifact *artifact)
{
    if (!artifact->requirements) return node_map(arena);
    return text_starts(artifact->runtime, "nodejs") ? node_packages(arena, artifact)
                                                    : python_packages(arena, artifact);
}

static const char *checksum_mark(struct arena *arena, uint32_t checksum)
{
    return arena_text(arena, "%08x", (unsigned)checksum);
}

static struct code *code_new(struct arena *arena, const char *key, size_t most)
{
    struct code *code = arena_take(arena, sizeof *code);
    *code = (struct code){ .key = key, .files = arena_take(arena, (most + 1) * sizeof *code->files) };
    return code;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct code_file *)a)->path, ((const struct code_file *)b)->path);
}

/* requests-2.32.3.dist-info/ is what pip leaves of a package.
 * https://packaging.python.org/en/latest/specifications/recording-installed-packages/ */
static void installed_add(struct arena *arena, struct node *packages, const char *path)
{
    static const char mark[] = ".dist-info/METADATA";
    if (!text_ends(path, mark)) return;
    const char *start = path, *end = path + strlen(path) - strlen(mark);
    for (const char *slash = strchr(path, '/'); slash && slash < end; slash = strchr(slash + 1, '/'))
        start = slash + 1;
    const char *dash = end;
    while (dash > start && *dash != '-') dash--;
    if (dash == start) return;
    node_set(packages, requirement_name(arena, start, (size_t)(dash - start)),
             node_text(arena, arena_copy(arena, dash + 1, (size_t)(end - dash - 1))));
}

static struct code *code_of_entries(struct arena *arena, const char *key, const struct zip_entries *entries)
{
    struct code *code = code_new(arena, key, entries->count);
    struct node *packages = node_map(arena);
    for (size_t i = 0; i < entries->count; i++) {
        const struct zip_entry *entry = &entries->at[i];
        if (!strcmp(entry->path, PACKAGE_KEY_FILE)) continue;
        code->files[code->count++] =
            (struct code_file){ entry->path, entry->size, checksum_mark(arena, entry->checksum) };
        installed_add(arena, packages, entry->path);
    }
    qsort(code->files, code->count, sizeof *code->files, by_path);
    code->installed = packages->first || strstr(key, "node_modules");
    code->packages = packages->first ? packages : NULL;
    return code;
}

struct code_side {
    struct arena *arena;
    const struct surroundings *there; /* where its files are read */
    const struct stack *stack;
    bool checksums; /* files are marked as archives mark them, else by what keys are made of */
};

static const char *mark_of(const struct code_side *side, const struct artifact_file *file)
{
    struct bytes content;
    if (!side->checksums) return hex(side->arena, file->digest, sizeof file->digest);
    struct arena *turn = arena_new();
    bool read = side->there->read(side->there->with, turn, file->from, LARGEST_CODE, &content) == FILE_THERE;
    const char *mark = read ? checksum_mark(side->arena, zip_checksum(content)) : "";
    arena_free(turn);
    return mark;
}

/* An archive that is there already is what it lists. */
static struct code *code_of_file(const struct code_side *side, const char *key, const char *path)
{
    struct bytes content;
    struct zip_entries entries;
    size_t missing;
    bool read =
        side->there->read(side->there->with, side->arena, path, LARGEST_CODE, &content) == FILE_THERE &&
        !zip_list(side->arena, content, &entries, &missing);
    return read ? code_of_entries(side->arena, key, &entries) : NULL;
}

static struct code *code_of_artifact(const struct code_side *side, const struct artifact *artifact,
                                     const char *key)
{
    if (artifact->archive) return code_of_file(side, key, artifact->archive);
    struct code *code = code_new(side->arena, key, artifact->file_count);
    for (size_t i = 0; i < artifact->file_count; i++) {
        const struct artifact_file *file = &artifact->files[i];
        if (!file->left_out)
            code->files[code->count++] = (struct code_file){ file->path, file->size, mark_of(side, file) };
    }
    code->packages = packages_of(side->arena, artifact);
    return code;
}

/* Keys are SERVICE/HASH.zip, and artifacts know their hash. */
static struct code *code_read(const struct code_side *side, const char *key)
{
    const char *slash = strrchr(key, '/');
    for (const struct artifact *a = side->stack->artifacts; a && slash; a = a->next)
        if (text_starts(slash + 1, a->key) && !strcmp(slash + 1 + strlen(a->key), ".zip"))
            return code_of_artifact(side, a, key);
    return NULL;
}

static struct code *code_fetch(struct arena *arena, struct operation *operation, const char *key)
{
    struct bytes end = upload_end(operation, key);
    struct zip_entries entries;
    size_t missing;
    bool listed = end.at && !zip_list(arena, end, &entries, &missing) && !missing;
    return listed ? code_of_entries(arena, key, &entries) : NULL;
}

static bool is_among(const struct code *first, const char *key)
{
    while (first && strcmp(first->key, key) != 0) first = first->next;
    return first;
}

void code_tell(struct run *run, struct diff *diff, const struct code_sides *sides)
{
    struct code *then = NULL, *now = NULL;
    struct code_side old = { run->arena, sides->old->files, sides->old, false };
    struct code_side here = { run->arena, sides->now->files, sides->now, sides->live };
    for (const struct changed *c = diff->first; c; c = c->next) {
        const char *was = code_key(c->old), *is = code_key(c->now);
        if (!was || !is || !strcmp(was, is)) continue;
        struct code *found = is_among(then, was) ? NULL
                             : sides->live       ? code_fetch(run->arena, sides->live, was)
                                                 : code_read(&old, was);
        if (found) found->next = then, then = found;
        found = is_among(now, is) ? NULL : code_read(&here, is);
        if (found) found->next = now, now = found;
    }
    code_explain(run->arena, diff, then, now);
}
