/* random-services [-o FOLDER] [-k] FIRST COUNT SOURCE...: of the rows, and of what the descriptions in the
 * sources say in them, makes a service for each seed, takes out what has errors, and looks whether what is
 * left is as each valid service must be: generated twice it is the same bytes and has no diff, and its
 * templates read back as they are. Most rows must be in some service. With -o each service and its templates
 * are written, for cfn-lint. With -k each key of each service is taken out for a moment, and those that never
 * did anything are listed. */
#include "base/file.h"
#include "base/json.h"
#include "cfgen/surroundings.h"
#include "service/document.h"
#include "service/yaml.h"
#include "stacks/diff/diff.h"
#include "templates/catalog.h"
#include "templates/generate.h"
#include "tests/properties/invent.h"
#include "tests/properties/keys.h"
#include "tests/properties/made.h"
#include "tests/properties/pile.h"
#include "tests/properties/repair.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    MOST_SOURCES = 1000,
    MOST_ROUNDS = 60,
    MANY_SERVICES = 60,
    ROWS_REACHED_PERCENT = 75,
    ABANDONED_PERCENT = 5
};

struct world {
    struct arena *arena;
    struct pile pile;
    struct stock *stock, *reached;
    struct keys *keys;  /* NULL: they are not tried */
    const char *folder; /* of what is written; NULL: nothing is */
    int valid, failed, abandoned, resources;
};

static const char *sources[MOST_SOURCES];
static int source_count;

static int collect(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    const char *name = path + where->base;
    bool description = !strcmp(name, DESCRIPTION_FILE) || !strcmp(name, "example.yml");
    if (kind == FTW_F && description && source_count < MOST_SOURCES) sources[source_count++] = strdup(path);
    return 0;
}

static int order(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static char *folder_of(struct arena *arena, const char *path)
{
    return arena_copy(arena, path, (size_t)(strrchr(path, '/') - path));
}

/* What is valid lends its values: with its own files first, and what it lacks from the others. */
static void source_read(struct world *world, const char *path)
{
    struct bytes text;
    if (system_surroundings.read(NULL, world->arena, path, LARGEST_DOCUMENT, &text) != FILE_THERE) return;
    world->pile.folders[0] = folder_of(world->arena, path);
    world->pile.description = text;
    struct diags *diags = diags_new(world->arena);
    made_generate(world->arena, diags, &world->pile);
    const struct node *document = diags->errors ? NULL : document_read(world->arena, diags, path, text);
    if (document) stock_read(world->stock, &service_form, document);
}

static void sources_read(struct world *world)
{
    qsort(sources, (size_t)source_count, sizeof *sources, order);
    world->pile.arena = world->arena;
    world->pile.folders = arena_take(world->arena, ((size_t)source_count + 2) * sizeof(char *));
    for (int i = 0; i < source_count; i++) world->pile.folders[i + 1] = folder_of(world->arena, sources[i]);
    for (int i = 0; i < source_count; i++) source_read(world, sources[i]);
    world->pile.folders++; /* from now on none comes first */
}

static bool same(struct bytes a, struct bytes b) { return a.size == b.size && !memcmp(a.at, b.at, a.size); }

static bool reads_back(struct arena *arena, const struct node *root, struct bytes text)
{
    const struct node *read = document_read(arena, diags_new(arena), "written", text);
    return read && same(made_canonical(arena, read), made_canonical(arena, root));
}

/* NULL: nothing; otherwise what is wrong. */
static const char *wrong_with(struct arena *arena, struct pile *pile, struct template *first)
{
    struct diags *diags = diags_new(arena);
    struct template *again = made_generate(arena, diags, pile);
    if (diags->errors) return "what was valid is not, the second time";
    for (; first && again; first = first->next, again = again->next) {
        struct bytes text = made_printed(arena, first->root, false);
        if (!same(text, made_printed(arena, again->root, false)))
            return "the second time it is another template";
        if (!reads_back(arena, first->root, text)) return "the template does not read back";
        if (!reads_back(arena, first->root, made_printed(arena, first->root, true)))
            return "the template does not read back, as JSON";
        const struct diff *diff = diff_templates(arena, first->schemas, first->root, again->root);
        if (diff->first || diff->permits) return "the template differs from itself";
    }
    return first || again ? "there are more templates one time than the other" : NULL;
}

static void write_all(struct world *world, struct arena *arena, int seed, struct template *first)
{
    if (!world->folder) return;
    const char *folder = path_join(arena, world->folder, arena_text(arena, "%d", seed));
    mkdir(folder, 0777);
    struct bytes text = world->pile.description;
    file_write(arena, path_join(arena, folder, DESCRIPTION_FILE), text.at, text.size);
    for (int i = 1; first; first = first->next, i++) {
        text = made_printed(arena, first->root, false);
        file_write(arena, path_join(arena, folder, arena_text(arena, "stack-%d.yaml", i)), text.at,
                   text.size);
    }
}

static void report(struct world *world, int seed, const char *what, const struct diags *diags)
{
    printf("seed %d: %s\n", seed, what);
    for (const struct diag *d = diags->first; d; d = d->next)
        if (d->severity == ERROR)
            printf("  %s:%d:%d: %s: %s\n", d->place.file ? d->place.file : "", d->place.line, d->place.column,
                   d->finding->code, d->text);
    printf("%.*s\n", (int)world->pile.description.size, world->pile.description.at);
}

static void count_resources(struct world *world, struct template *first)
{
    for (; first; first = first->next) world->resources += first->resources->count;
}

static void try(struct world *world, int seed)
{
    struct arena *arena = arena_new();
    struct chance chance = { (uint64_t)seed };
    struct node *document = invent(arena, world->stock, &chance);
    struct diags *diags = NULL;
    struct template *first = NULL;
    bool repaired = true;
    world->pile.arena = arena;
    for (int round = 0; repaired && round < MOST_ROUNDS; round++) {
        world->pile.description = made_printed(arena, document, false);
        diags = diags_new(arena);
        document = document_read(arena, diags, DESCRIPTION_FILE, world->pile.description);
        first = made_generate(arena, diags, &world->pile);
        repaired = diags->errors && document && repair(document, DESCRIPTION_FILE, diags);
    }
    const char *wrong = diags->errors ? NULL : first ? wrong_with(arena, &world->pile, first) : "no template";
    if (diags->errors && ++world->abandoned) report(world, seed, "the errors cannot be taken out", diags);
    if (wrong && ++world->failed) report(world, seed, wrong, diags);
    if (!diags->errors && !wrong) {
        world->valid++;
        count_resources(world, first);
        write_all(world, arena, seed, first);
        stock_read(world->reached, &service_form, document);
        if (world->keys) keys_try(world->keys, document, &world->pile);
    }
    arena_free(arena); /* of the stock that was reached only the rows are asked for */
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct world world = { .arena = arena, .stock = stock_new(arena), .reached = stock_new(arena) };
    if (argc > 2 && !strcmp(argv[1], "-o")) {
        world.folder = argv[2];
        argv += 2;
        argc -= 2;
    }
    if (argc > 1 && !strcmp(argv[1], "-k")) {
        world.keys = keys_new(arena);
        argv++;
        argc--;
    }
    if (argc < 4) return fputs("usage: random-services [-o FOLDER] [-k] FIRST COUNT SOURCE...\n", stderr), 2;
    for (int i = 3; i < argc; i++) nftw(argv[i], collect, 16, FTW_PHYS);
    sources_read(&world);
    int first = atoi(argv[1]), count = atoi(argv[2]);
    for (int i = 0; i < count; i++) try(&world, first + i);
    if (world.keys) {
        printf("%d keys never did anything\n", keys_idle(world.keys));
        printf("%d keys are in no source\n", keys_unwritten(arena, world.stock));
    }
    int rows = stock_rows(world.stock), reached = stock_rows(world.reached);
    printf("%d services of %d resources have %d of %d rows; %d failed, %d abandoned\n", world.valid,
           world.resources, reached, rows, world.failed, world.abandoned);
    bool many = world.abandoned * 100 > count * ABANDONED_PERCENT,
         few = count >= MANY_SERVICES && reached * 100 < rows * ROWS_REACHED_PERCENT;
    arena_free(arena);
    return world.failed || many || few;
}
