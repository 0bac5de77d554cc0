#include "lifecycle/package/manifest.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "lifecycle/package/cache.h"
#include <string.h>

static const char *name_of(struct arena *arena, const char *stack)
{
    return arena_text(arena, "manifests/%s", sha256_hex(arena, stack, strlen(stack)));
}

const struct node *manifest_read(struct arena *arena, const struct surroundings *surroundings,
                                 const char *stack)
{
    struct bytes bytes;
    if (!cache_read(arena, surroundings, name_of(arena, stack), &bytes)) return NULL;
    return json_read(arena, arena_copy(arena, bytes.at, bytes.size), bytes.size);
}

static const char *file_text(struct arena *arena, const struct artifact_file *file)
{
    return arena_text(arena, "%s %s", file->executable ? "755" : "644",
                      hex(arena, file->digest, sizeof file->digest));
}

/* The lines of the requirements that say something, as a map for its index. */
static struct node *requirements_node(struct arena *arena, const char *text)
{
    struct node *lines = node_map(arena);
    for (const char *at = text ? text : ""; *at; at += *at == '\n') {
        const char *start = at + strspn(at, " \t"), *end = at + strcspn(at, "\n");
        at = end;
        while (end > start && strchr(" \t\r", end[-1])) end--;
        if (start >= end || *start == '#') continue;
        const char *line = arena_copy(arena, start, (size_t)(end - start));
        if (!node_find(lines, line)) node_add(lines, line, node_text(arena, ""));
    }
    return lines;
}

/* The packages of a lock, as `left-pad 1.3.0`. */
static struct node *lock_node(struct arena *arena, const char *text)
{
    struct node *lines = node_map(arena);
    const struct node *packages = node_find(json_read(arena, text, strlen(text)), "packages");
    for (const struct node *n = packages && packages->shape == MAP ? packages->first : NULL; n; n = n->next) {
        const char *version = node_word(n, "version"), *last = NULL;
        for (const char *at = n->key; (at = strstr(at, "node_modules/")); last = at)
            at += strlen("node_modules/");
        if (!last || !version) continue;
        const char *line = arena_text(arena, "%s %s", last, version);
        if (!node_find(lines, line)) node_add(lines, line, node_text(arena, ""));
    }
    return lines;
}

static struct node *archive_node(struct arena *arena, const struct artifact *artifact)
{
    struct node *archive = node_map(arena), *files = node_map(arena);
    node_add(archive, "key", node_text(arena, artifact->key));
    node_add(archive, "folder", node_text(arena, artifact->folder));
    node_add(archive, "runtime", node_text(arena, artifact->runtime));
    node_add(archive, "architecture", node_text(arena, artifact->architecture));
    bool lock = artifact->requirements && text_starts(artifact->runtime, "nodejs");
    node_add(archive, "requirements",
             lock ? lock_node(arena, artifact->requirements)
                  : requirements_node(arena, artifact->requirements));
    node_add(archive, "files", files);
    for (size_t i = 0; i < artifact->file_count; i++)
        node_add(files, artifact->files[i].path, node_text(arena, file_text(arena, &artifact->files[i])));
    return archive;
}

void manifest_write(struct arena *arena, const struct surroundings *surroundings, const char *stack,
                    const struct artifact *first)
{
    struct node *archives = node_list(arena);
    for (const struct artifact *a = first; a; a = a->next) node_add(archives, NULL, archive_node(arena, a));
    struct buffer *text = buffer_new(arena);
    json_print(text, archives, JSON_COMPACT);
    cache_write(arena, surroundings, name_of(arena, stack), (struct bytes){ text->text, text->size });
}

/* The archive of the same folder, rather the one of the same runtime and architecture too. */
static const struct node *before_find(const struct node *before, const struct artifact *artifact)
{
    const struct node *best = NULL;
    int best_like = -1;
    if (!before || before->shape != LIST) return NULL;
    for (const struct node *n = before->first; n; n = n->next) {
        const char *key = node_word(n, "key"), *folder = node_word(n, "folder"),
                   *runtime = node_word(n, "runtime"), *architecture = node_word(n, "architecture");
        if (!key || !folder || !runtime || !architecture || strcmp(folder, artifact->folder) != 0) continue;
        int like = 4 * !strcmp(key, artifact->key) + 2 * !strcmp(runtime, artifact->runtime) +
                   !strcmp(architecture, artifact->architecture);
        if (like > best_like) best = n, best_like = like;
    }
    return best;
}

struct comparing {
    struct arena *arena;
    struct manifest_change *first, **end;
};

static void add(struct comparing *comparing, char sign, const char *what)
{
    struct manifest_change *change = arena_take(comparing->arena, sizeof *change);
    *change = (struct manifest_change){ NULL, sign, what };
    *comparing->end = change;
    comparing->end = &change->next;
}

static void words_compare(struct comparing *comparing, const char *before, const char *now)
{
    if (strcmp(before, now) != 0) add(comparing, '~', arena_text(comparing->arena, "%s → %s", before, now));
}

static void maps_compare(struct comparing *comparing, const struct node *before, const struct node *now)
{
    for (const struct node *n = before ? before->first : NULL; n; n = n->next)
        if (!node_find(now, n->key)) add(comparing, '-', n->key);
    for (const struct node *n = now->first; n; n = n->next) {
        const struct node *same = node_find(before, n->key);
        if (!same)
            add(comparing, '+', n->key);
        else if (!node_same(same, n))
            add(comparing, '~', n->key);
    }
}

const struct manifest_change *manifest_compare(struct arena *arena, const struct node *before,
                                               const struct artifact *artifact)
{
    const struct node *then = before_find(before, artifact);
    if (!then || !strcmp(node_word(then, "key"), artifact->key)) return NULL;
    struct node *now = archive_node(arena, artifact);
    struct comparing comparing = { .arena = arena, .end = &comparing.first };
    words_compare(&comparing, node_word(then, "runtime"), artifact->runtime);
    words_compare(&comparing, node_word(then, "architecture"), artifact->architecture);
    maps_compare(&comparing, node_find(then, "requirements"), node_find(now, "requirements"));
    maps_compare(&comparing, node_find(then, "files"), node_find(now, "files"));
    return comparing.first;
}
