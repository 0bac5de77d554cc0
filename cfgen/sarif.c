#include "cfgen/sarif.h"
#include "base/index.h"
#include "base/json.h"
#include "cfgen/excerpt.h"
#include <ctype.h>
#include <string.h>

struct sarif {
    struct arena *arena;
    struct node *results;
    struct index *used; /* the findings that results have, by code */
};

struct sarif *sarif_new(struct arena *arena)
{
    struct sarif *sarif = arena_take(arena, sizeof *sarif);
    sarif->arena = arena;
    sarif->results = node_list(arena);
    sarif->used = index_new(arena);
    return sarif;
}

static const char *level(enum severity severity)
{
    return severity == ERROR ? "error" : severity == WARNING ? "warning" : "note";
}

static struct node *message(struct sarif *sarif, const char *text)
{
    struct node *message = node_map(sarif->arena);
    node_add(message, "text", node_text(sarif->arena, excerpt_clean(sarif->arena, text)));
    return message;
}

/* A relative reference (RFC 3986): relative to where cfgen was started, usually the repository. */
static const char *uri(struct arena *arena, const char *path)
{
    struct buffer *out = buffer_new(arena);
    if (*path == '/') buffer_text(out, "file://");
    for (; *path; path++)
        if (isalnum((unsigned char)*path) || strchr("/-._~", *path))
            buffer_byte(out, *path);
        else
            buffer_print(out, "%%%02X", (unsigned char)*path);
    return out->text;
}

static void add_location(struct sarif *sarif, struct node *list, struct place place, const char *text)
{
    if (!place.file) return;
    struct node *location = node_add(list, NULL, node_map(sarif->arena));
    struct node *physical = node_at(location, "physicalLocation");
    node_add(node_at(physical, "artifactLocation"), "uri",
             node_text(sarif->arena, uri(sarif->arena, place.file)));
    if (place.line) {
        struct node *region = node_at(physical, "region");
        node_add(region, "startLine", node_number(sarif->arena, place.line));
        node_add(region, "startColumn", node_number(sarif->arena, place.column));
        node_add(region, "endColumn", node_number(sarif->arena, place.column + place.length));
    }
    if (text) node_add(location, "message", message(sarif, text));
}

void sarif_add(struct sarif *sarif, const struct diag *diag)
{
    struct arena *arena = sarif->arena;
    index_add(sarif->used, diag->finding->code, sarif);
    struct node *result = node_add(sarif->results, NULL, node_map(arena));
    node_add(result, "ruleId", node_text(arena, diag->finding->code));
    node_add(result, "level", node_text(arena, level(diag->severity)));
    const char *text = diag->hint ? arena_text(arena, "%s; %s", diag->text, diag->hint) : diag->text;
    node_add(result, "message", message(sarif, text));
    add_location(sarif, node_add(result, "locations", node_list(arena)), diag->place, NULL);
    if (!diag->notes) return;
    struct node *related = node_add(result, "relatedLocations", node_list(arena));
    for (const struct note *n = diag->notes; n; n = n->next) add_location(sarif, related, n->place, n->text);
}

static void add_rules(struct sarif *sarif, struct node *driver)
{
    struct node *rules = node_add(driver, "rules", node_list(sarif->arena));
    for (int i = 0; findings[i]; i++) {
        const struct finding *about = findings[i];
        if (!index_find(sarif->used, about->code)) continue;
        struct node *rule = node_add(rules, NULL, node_map(sarif->arena));
        node_add(rule, "id", node_text(sarif->arena, about->code));
        node_add(rule, "name", node_text(sarif->arena, about->name));
        node_add(rule, "shortDescription", message(sarif, about->about));
        node_add(rule, "help", message(sarif, about->help));
        node_add(node_at(rule, "defaultConfiguration"), "level",
                 node_text(sarif->arena, level(about->severity)));
    }
}

void sarif_print(struct sarif *sarif, FILE *out)
{
    struct arena *arena = sarif->arena;
    struct node *log = node_map(arena);
    node_add(log, "$schema", node_text(arena, "https://json.schemastore.org/sarif-2.1.0.json"));
    node_add(log, "version", node_text(arena, "2.1.0"));
    struct node *run = node_add(node_add(log, "runs", node_list(arena)), NULL, node_map(arena));
    struct node *driver = node_at(run, "tool.driver");
    node_add(driver, "name", node_text(arena, "cfgen"));
    node_add(driver, "version", node_text(arena, CFGEN_VERSION));
    add_rules(sarif, driver);
    node_add(run, "columnKind", node_text(arena, "unicodeCodePoints"));
    node_add(run, "results", sarif->results);
    struct buffer *text = buffer_new(arena);
    json_print(text, log, JSON_LINES);
    fprintf(out, "%s\n", text->text);
}
