#include "lifecycle/package/wheels.h"
#include "base/file.h"
#include "base/index.h"
#include "base/text.h"
#include <stdint.h>
#include <string.h>
#include <strings.h>

bool wheels_in_runtime(const char *name)
{
    return !strcmp(name, "boto3") || !strcmp(name, "botocore") || !strcmp(name, "s3transfer");
}

static bool broken(struct wheels *wheels, const char *file, const char *wrong)
{
    diag_add(wheels->diags, FINDING(wheel_broken), (struct place){ 0 }, NULL,
             "the wheel %s cannot be unpacked: %s", file, wrong);
    return false;
}

static const char *field(const char *line, const char *name)
{
    size_t size = strlen(name);
    if (strncasecmp(line, name, size) != 0 || line[size] != ':') return NULL;
    return line + size + 1 + strspn(line + size + 1, " \t");
}

/* The header of METADATA, up to the empty line. Only fields of one line concern us. */
static void metadata_read(struct wheels *wheels, struct wheel *wheel, const char *text)
{
    struct requirement **end = &wheel->requirements;
    while (*text && *text != '\n' && *text != '\r') {
        size_t size = strcspn(text, "\r\n");
        const char *line = arena_copy(wheels->arena, text, size), *value = field(line, "Name");
        struct requirement *requirement = arena_take(wheels->arena, sizeof *requirement);
        if (value && requirement_parse(wheels->arena, value, requirement)) wheel->name = requirement->name;
        value = field(line, "Requires-Dist");
        if (value && requirement_parse(wheels->arena, value, requirement)) {
            *end = requirement;
            end = &requirement->next;
        }
        text += size;
        text += *text == '\r';
        text += *text == '\n';
    }
}

static bool is_metadata(const char *path)
{
    const char *slash = strchr(path, '/');
    return slash && !strcmp(slash, "/METADATA") && text_ends(path, ".dist-info/METADATA");
}

static bool wheel_add(struct wheels *wheels, const char *file, struct bytes bytes)
{
    struct wheel *wheel = arena_take(wheels->arena, sizeof *wheel);
    *wheel = (struct wheel){ .file = file, .extras = "" };
    const char *wrong = zip_read(wheels->arena, bytes, &wheel->entries);
    for (size_t i = 0; !wrong && i < wheel->entries.count; i++) {
        struct bytes metadata;
        if (!is_metadata(wheel->entries.at[i].path)) continue;
        wrong = zip_unpack(wheels->arena, &wheel->entries.at[i], &metadata);
        if (!wrong) metadata_read(wheels, wheel, metadata.at);
    }
    if (!wrong && !wheel->name) wrong = "no package name";
    if (wrong) return broken(wheels, file, wrong);
    struct wheel **at = &wheels->first;
    while (*at && strcmp((*at)->name, wheel->name) < 0) at = &(*at)->next;
    wheel->next = *at;
    *at = wheel;
    return true;
}

bool wheels_read(struct wheels *wheels, const struct surroundings *surroundings, const char *folder)
{
    struct entry *entry;
    if (surroundings->list(surroundings->with, wheels->arena, folder, &entry) != FILE_FOLDER) return true;
    bool good = true;
    for (; entry->name; entry++) {
        struct bytes bytes;
        if (!text_ends(entry->name, ".whl")) continue;
        const char *path = path_join(wheels->arena, folder, entry->name);
        if (surroundings->read(surroundings->with, wheels->arena, path, LARGEST_CODE, &bytes) == FILE_THERE)
            good &= wheel_add(wheels, entry->name, bytes);
        else
            good = broken(wheels, entry->name, "cannot be read");
    }
    return good;
}

static struct wheel *wheel_find(const struct wheels *wheels, const char *name)
{
    struct wheel *wheel = wheels->first;
    while (wheel && strcmp(wheel->name, name) != 0) wheel = wheel->next;
    return wheel;
}

/* Joins the extras that a wheel is needed with; false: none is new. */
static bool extras_add(struct arena *arena, struct wheel *wheel, const char *extras)
{
    bool more = false;
    for (const char *at = extras; *at; at += *at == ',') {
        char *extra = arena_copy(arena, at, strcspn(at, ","));
        at += strlen(extra);
        if (!wheel->known) wheel->known = index_new(arena), wheel->joined = buffer_new(arena);
        if (index_find(wheel->known, extra)) continue;
        index_add(wheel->known, extra, extra);
        buffer_print(wheel->joined, "%s%s", wheel->joined->size ? "," : "", extra);
        wheel->extras = wheel->joined->text;
        more = true;
    }
    return more;
}

/* Wheels whose requirements are to be looked at, each once however often it is asked for meanwhile. */
struct queue {
    struct wheel *first, **end;
};

/* What only the runtime's own packages need is reached, but not needed. */
static void need(struct wheels *wheels, const struct requirement *requirement, bool needed,
                 struct queue *queue, struct requirement **missing)
{
    needed &= !wheels_in_runtime(requirement->name);
    struct wheel *wheel = wheel_find(wheels, requirement->name);
    if (!wheel && needed) {
        struct requirement *copy = arena_take(wheels->arena, sizeof *copy);
        *copy = *requirement;
        copy->next = *missing;
        *missing = copy;
    }
    if (!wheel) return;
    bool known = wheel->reached && (wheel->needed || !needed);
    if (!extras_add(wheels->arena, wheel, requirement->extras) && known) return;
    wheel->reached = true;
    wheel->needed |= needed;
    if (wheel->queued) return;
    wheel->queued = true;
    wheel->after = NULL;
    *queue->end = wheel;
    queue->end = &wheel->after;
}

struct requirement *wheels_resolve(struct wheels *wheels, const struct requirement *requirements)
{
    struct requirement *missing = NULL;
    struct queue queue = { .end = &queue.first };
    for (const struct requirement *r = requirements; r; r = r->next)
        if (python_marker(&wheels->python, wheels->arena, r->marker, ""))
            need(wheels, r, true, &queue, &missing);
    while (queue.first) {
        struct wheel *wheel = queue.first;
        queue.first = wheel->after;
        if (!queue.first) queue.end = &queue.first;
        wheel->queued = false;
        for (const struct requirement *r = wheel->requirements; r; r = r->next)
            if (python_marker(&wheels->python, wheels->arena, r->marker, wheel->extras))
                need(wheels, r, wheel->needed, &queue, &missing);
    }
    return missing;
}

/* Where a file of a wheel goes, or NULL: scripts and headers have no place in an archive, and what an
 * installer notes about itself would not be true. */
static const char *path_within(struct arena *arena, const char *path)
{
    static const char *const notes[] = { "RECORD",    "RECORD.jws", "RECORD.p7s",
                                         "INSTALLER", "REQUESTED",  "direct_url.json" };
    size_t size = strcspn(path, "/");
    const char *top = arena_copy(arena, path, size), *rest = path + size + (path[size] == '/');
    if (strstr(path, "__pycache__/") || text_ends(path, ".pyc")) return NULL;
    if (text_ends(top, ".data")) {
        if (text_starts(rest, "purelib/") || text_starts(rest, "platlib/")) return rest + strlen("purelib/");
        return NULL;
    }
    if (!text_ends(top, ".dist-info")) return path;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if (!strcmp(rest, notes[i])) return NULL;
    return path;
}

static bool wheel_unpack(struct wheels *wheels, const struct wheel *wheel, struct index *paths,
                         struct zip *zip)
{
    for (size_t i = 0; i < wheel->entries.count; i++) {
        const struct zip_entry *entry = &wheel->entries.at[i];
        const char *within = path_within(wheels->arena, entry->path);
        if (!within) continue;
        const char *path = arena_text(wheels->arena, "%s/%s", wheel->name, within);
        if (index_add(paths, path, (void *)(uintptr_t)entry) != entry) continue;
        struct arena *turn = arena_new();
        struct bytes bytes;
        const char *wrong = zip_unpack(turn, entry, &bytes);
        /* Bytes that are packed already stay as they are: no need to pack them again, and no change with our
         * packer. */
        if (!wrong && entry->deflated)
            zip_copy(zip, path, entry);
        else if (!wrong)
            zip_add(zip, path, entry->executable, bytes);
        arena_free(turn);
        if (wrong) return broken(wheels, wheel->file, wrong);
    }
    return true;
}

bool wheels_unpack(struct wheels *wheels, struct zip *zip)
{
    struct index *paths = index_new(wheels->arena);
    for (struct wheel *wheel = wheels->first; wheel; wheel = wheel->next) {
        if (wheel->needed && !wheel_unpack(wheels, wheel, paths, zip)) return false;
        if (!wheel->reached || wheel->needed) continue;
        zip_add(zip, arena_text(wheels->arena, WHEELS_LEFT_OUT "%s", wheel->name), false,
                (struct bytes){ "", 0 });
    }
    return true;
}
