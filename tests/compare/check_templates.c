/* check-templates FILE...: checks each resource of templates against its schema, for scripts/compare-schemas.
 * A line a finding: FILE, RESOURCE, CODE, LINE and text, tab-separated; with `template` as the code for each
 * file read. */
#include "base/text.h"
#include "service/document.h"
#include "templates/schema/schema.h"
#include <stdio.h>
#include <stdlib.h>

static struct bytes file_bytes(struct arena *arena, const char *path)
{
    enum { LARGEST = 4 << 20 };
    char *text = arena_take(arena, LARGEST + 1);
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(text, 1, LARGEST, file) : 0;
    if (file) fclose(file);
    return (struct bytes){ text, size };
}

static void print(const char *path, const char *id, const struct diags *diags)
{
    for (const struct diag *d = diags->first; d; d = d->next)
        printf("%s\t%s\t%s\t%d\t%s%s%s\n", path, id, d->finding->code, d->place.line, d->text,
               d->hint ? "; " : "", d->hint ? d->hint : "");
}

/* A macro writes these, and what it writes is not in the template. */
static bool is_transformed(const struct node *root)
{
    const struct node *resources = node_find(root, "Resources");
    for (const struct node *n = resources ? resources->first : NULL; n; n = n->next) {
        const char *type = node_word(n, "Type");
        if (type && text_starts(type, "AWS::Serverless::")) return true;
    }
    return node_find(root, "Transform");
}

static void check(const char *path)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena);
    struct schemas *schemas = schemas_new(arena);
    const struct node *root = document_read(arena, diags, path, file_bytes(arena, path));
    const struct node *resources = node_find(root, "Resources");
    if (resources && resources->shape == MAP && !is_transformed(root) && !diags->errors) {
        printf("%s\t\ttemplate\t0\t\n", path);
        for (const struct node *n = resources->first; n; n = n->next) {
            struct diags *found = diags_new(arena);
            schema_check_resource(schemas, n->key, n, found);
            print(path, n->key, found);
        }
    }
    arena_free(arena);
}

int main(int count, char **arguments)
{
    for (int i = 1; i < count; i++) check(arguments[i]);
    return 0;
}
