/* Values from files and from the section `variables:`. */
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "service/confine.h"
#include "service/document.h"
#include "service/literals.h"
#include "service/variable.h"
#include <stdlib.h>
#include <string.h>

/* What is read of a file: a document, or a text. */
struct included {
    const struct node *document;
    const char *text;
    struct index *parts; /* what has been used of it, by their names; NULL: nothing */
};

/* Looked at once, however often it is used. */
struct part {
    bool secret;
};

static bool is_document(const char *path)
{
    return text_ends(path, ".yml") || text_ends(path, ".yaml") || text_ends(path, ".json");
}

static bool is_program(const char *path)
{
    return text_ends(path, ".js") || text_ends(path, ".cjs") || text_ends(path, ".mjs") ||
           text_ends(path, ".ts") || text_ends(path, ".py");
}

static struct included *text_included(const struct lookup *a, struct bytes bytes)
{
    struct arena *arena = a->variables->arena;
    const char *text = text_of_file(arena, bytes.at, bytes.size);
    if (!text) {
        diag_add(a->variables->diags, FINDING(encoding), lookup_place(a), "use a text file",
                 "the file is not UTF-8 text");
        return NULL;
    }
    struct included *included = arena_take(arena, sizeof *included);
    included->text = text;
    return included;
}

static struct included *file_read(const struct lookup *a, const char *path)
{
    struct variables *v = a->variables;
    if (!v->files) v->files = index_new(v->arena);
    struct included *included = index_find(v->files, path);
    if (included) return included;
    if (is_program(path)) {
        diag_add(v->diags, FINDING(file_failed), lookup_place(a), "generate a YAML or JSON file first",
                 "cfgen does not run programs to read a description");
        return NULL;
    }
    struct bytes bytes;
    enum file_state state =
        v->surroundings->read(v->surroundings->with, v->arena, path, LARGEST_DOCUMENT, &bytes);
    if (state == FILE_ABSENT && a->lenient) return NULL;
    if (state != FILE_THERE) {
        confine_report(v->diags, state, lookup_place(a), path,
                       "paths are relative to the file that contains them");
        return NULL;
    }
    if (!is_document(path)) {
        included = text_included(a, bytes);
        if (included) literals_check_text(v->diags, lookup_place(a), included->text, strlen(included->text));
    } else {
        const struct node *document = document_read(v->arena, v->diags, path, bytes);
        if (!document) return NULL;
        literals_check(v->diags, document, NAMES_EVERYWHERE);
        included = arena_take(v->arena, sizeof *included);
        included->document = document;
    }
    return included ? index_add(v->files, path, included) : NULL;
}

/* The child that one step of a path names; of a list by its number from 0. */
static const struct node *step(const struct node *node, const char *name)
{
    if (node->shape == MAP) return node_find(node, name);
    if (node->shape != LIST || !*name || strspn(name, "0123456789") != strlen(name)) return NULL;
    const struct node *n = node->first;
    for (long number = strlen(name) < 7 ? strtol(name, NULL, 10) : node->count; n && number--;) n = n->next;
    return n;
}

static struct resolved part_of(const struct lookup *a, const struct node *node, const char *path,
                               const char *whole)
{
    struct arena *arena = a->variables->arena;
    for (const char *at = path; *at;) {
        size_t size = strcspn(at, ".");
        const char *name = arena_copy(arena, at, size);
        const struct node *next = step(node, name);
        if (!next) {
            struct nearest nearest = { .word = name };
            for (const struct node *n = node->shape == MAP ? node->first : NULL; n; n = n->next)
                nearest_try(&nearest, n->key);
            return lookup_absent(a, FINDING(unknown_part), diag_meant(arena, nearest.name), "%s has no '%s'",
                                 whole, arena_copy(arena, path, (size_t)(at + size - path)));
        }
        node = next;
        at += size + (at[size] == '.');
    }
    return (struct resolved){ .kind = RESOLVED_NODE, .node = node };
}

static bool looks_secret(const struct resolved *resolved, const char *path, const char *part)
{
    const struct node *node = resolved->node;
    if (resolved->kind == RESOLVED_NODE && (node->shape != SCALAR || strstr(node->text, "${"))) return false;
    const char *text = node ? node->text : resolved->text, *slash = strrchr(path, '/');
    const char *file = slash ? slash + 1 : path, *dot = strrchr(part, '.'), *last = dot ? dot + 1 : part;
    bool number = node && !node->quoted && json_word(node) != JSON_TEXT;
    if (secret_name(last, strlen(last)) || secret_value(text, strlen(text))) return true;
    return !number && secret_name(file, strcspn(file, "."));
}

/* A text or a word that looks secret, by what the file or the part of it is called, or by itself. Numbers and
 * the like are not. */
static bool is_secret(const struct lookup *a, struct included *included, const struct resolved *resolved,
                      const char *path, const char *part)
{
    struct arena *arena = a->variables->arena;
    if (!included->parts) included->parts = index_new(arena);
    struct part *known = index_find(included->parts, part);
    if (known) return known->secret;
    known = arena_take(arena, sizeof *known);
    known->secret = looks_secret(resolved, path, part);
    index_add(included->parts, part, known);
    return known->secret;
}

struct resolved variable_file(const struct lookup *a)
{
    struct arena *arena = a->variables->arena;
    size_t size = strcspn(a->argument, "#");
    const char *part = a->argument[size] ? a->argument + size + 1 : "",
               *named = arena_copy(arena, a->argument, size);
    if (!*named)
        return lookup_failed(a, FINDING(file_absent), "${file:config.yml}, or ${file:config.yml#a.b}",
                             "the file name is missing");
    const char *path = path_tidy(arena, path_join(arena, path_folder(arena, a->file), named));
    const struct diags *diags = a->variables->diags;
    int before = diags->errors;
    struct included *included = file_read(a, path);
    if (!included)
        return (struct resolved){ .kind = a->lenient && diags->errors == before ? RESOLVED_ABSENT
                                                                                : RESOLVED_NOTHING };
    struct resolved resolved = { .kind = RESOLVED_TEXT, .text = included->text, .quoted = true };
    struct lookup of_file = *a;
    of_file.subject = path;
    if (included->document)
        resolved = part_of(&of_file, included->document, part, path);
    else if (*part)
        return lookup_failed(&of_file, FINDING(unknown_part),
                             "parts can be read from YAML and JSON files only", "%s is a text file", path);
    if (resolved.kind != RESOLVED_TEXT && resolved.kind != RESOLVED_NODE) return resolved;
    if (is_secret(a, included, &resolved, path, part))
        return lookup_secret(a, "File", a->argument, resolved.node ? resolved.node->text : resolved.text);
    resolved.inclusion = arena_text(arena, "%s#%s", path, part);
    return resolved;
}

struct resolved variable_value(const struct lookup *a)
{
    const struct node *values = a->variables->values;
    if (!values || values->shape != MAP)
        return lookup_absent(a, FINDING(unknown_variable),
                             "define it under variables:", "the description has no variables:");
    struct resolved resolved = part_of(a, values, a->argument, "variables:");
    resolved.inclusion = arena_join(a->variables->arena, "variables:", a->argument);
    return resolved;
}
