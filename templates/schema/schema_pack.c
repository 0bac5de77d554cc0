#include "templates/schema/schema_pack.h"
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VERSION = 1, HEAD = 48, ROW = 16 };

/* templates/schema/schemas.S */
extern const unsigned char schemas[], schemas_end[];

struct schema_pack {
    uint32_t count;
    const unsigned char *rows, *blobs;
    const char *names;
    struct libdeflate_decompressor *inflate;
};

static uint32_t number(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static void must(bool right)
{
    if (right) return;
    fputs("cfgen: its resource schemas are damaged; build it again\n", stderr);
    abort();
}

static void inflate_free(void *inflate) { libdeflate_free_decompressor(inflate); }

struct schema_pack *schema_pack_new(struct arena *arena)
{
    size_t size = (size_t)(schemas_end - schemas);
    must(size > HEAD && !memcmp(schemas, "cfgenSCH", 8) && number(schemas + 8) == VERSION);
    uint32_t count = number(schemas + 12), names = number(schemas + 16), blobs = number(schemas + 20);
    must(size == HEAD + (size_t)count * ROW + names + blobs);
    struct schema_pack *pack = arena_take(arena, sizeof *pack);
    pack->count = count;
    pack->rows = schemas + HEAD;
    pack->names = (const char *)pack->rows + (size_t)count * ROW;
    pack->blobs = (const unsigned char *)pack->names + names;
    pack->inflate = libdeflate_alloc_decompressor();
    must(pack->inflate);
    arena_defer(arena, inflate_free, pack->inflate);
    return pack;
}

uint32_t schema_pack_count(const struct schema_pack *pack) { return pack->count; }

const char *schema_pack_type(const struct schema_pack *pack, uint32_t row)
{
    return pack->names + number(pack->rows + (size_t)row * ROW);
}

static const unsigned char *row_find(const struct schema_pack *pack, const char *type)
{
    uint32_t low = 0, high = pack->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(schema_pack_type(pack, middle), type);
        if (!order) return pack->rows + (size_t)middle * ROW;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const char *word_read(const unsigned char **at)
{
    const char *word = (const char *)*at;
    *at += strlen(word) + 1;
    return word;
}

/* Texts stay where they were unpacked. */
static struct node *value_read(struct arena *arena, const unsigned char **at, unsigned char letter)
{
    if (letter == '"') return node_text(arena, word_read(at));
    if (letter == '#') return node_plain(arena, word_read(at));
    struct node *node = letter == '{' ? node_map(arena) : node_list(arena);
    unsigned char end = letter == '{' ? '}' : ']';
    while ((letter = *(*at)++) != end) {
        const char *key = end == '}' ? word_read(at) : NULL;
        node_add(node, key, value_read(arena, at, letter));
    }
    return node;
}

struct schema *schema_unpack(struct schema_pack *pack, struct arena *arena, const char *type)
{
    const unsigned char *row = row_find(pack, type);
    if (!row) return NULL;
    size_t size = number(row + 12);
    unsigned char *blob = arena_take(arena, size);
    must(!libdeflate_deflate_decompress(pack->inflate, pack->blobs + number(row + 4), number(row + 8), blob,
                                        size, NULL));
    struct schema *schema = arena_take(arena, sizeof *schema);
    schema->type = pack->names + number(row);
    schema->definition_count = number(blob);
    schema->definitions = arena_take(arena, schema->definition_count * sizeof *schema->definitions);
    for (uint32_t i = 0; i < schema->definition_count; i++) {
        const unsigned char *at = blob + number(blob + 4 + 4 * (size_t)i);
        schema->definitions[i].name = word_read(&at);
        schema->definitions[i].at = at;
    }
    const unsigned char *at = blob + 4 + 4 * (size_t)schema->definition_count;
    unsigned char letter = *at++;
    schema->root = value_read(arena, &at, letter);
    return schema;
}

static int by_name(const void *name, const void *definition)
{
    return strcmp(name, ((const struct definition *)definition)->name);
}

const struct node *schema_definition(struct schema *schema, struct arena *arena, const char *name)
{
    struct definition *found =
        bsearch(name, schema->definitions, schema->definition_count, sizeof *schema->definitions, by_name);
    if (!found) return NULL;
    const unsigned char *at = found->at + 1;
    if (!found->node) found->node = value_read(arena, &at, *found->at);
    return found->node;
}
