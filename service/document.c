#include "service/document.h"
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include "service/document_error.h"
#include "service/intrinsic.h"
#include <string.h>
#include <yaml.h>

enum {
    DEEPEST = 100,          /* libyaml takes quadratic time over deep flow collections and never complains */
    MOST_ALIASED = 10 << 20 /* bytes of nodes and texts that aliases repeat */
};

struct anchor {
    const struct node *node; /* NULL while it is still being read */
};

struct reader {
    struct arena *arena;
    struct diags *diags;
    struct document_text text;
    yaml_parser_t yaml;
    struct index *anchors;
    struct place last_value; /* where an unquoted value most likely began, should the text end in an error */
    int depth, flow;
    size_t aliased;
    bool failed;
};

static struct place event_place(const struct reader *r, const yaml_event_t *event)
{
    yaml_mark_t start = event->start_mark, end = event->end_mark;
    int length = start.line == end.line && end.column > start.column ? (int)(end.column - start.column) : 1;
    return (struct place){ r->text.file, (int)start.line + 1, (int)start.column + 1, length };
}

/* After this nothing more is read: one mistake in the text makes all that follows doubtful. */
static struct node *stop(struct reader *r)
{
    r->failed = true;
    return NULL;
}

static bool next(struct reader *r, yaml_event_t *event)
{
    if (r->failed) return false;
    if (yaml_parser_parse(&r->yaml, event)) return true;
    document_error(r->diags, &r->text, &r->yaml, r->flow > 0, r->last_value);
    return stop(r);
}

static struct node *read_alias(struct reader *r, const yaml_event_t *event)
{
    struct place place = event_place(r, event);
    const char *name = (const char *)event->data.alias.anchor;
    const struct anchor *anchor = index_find(r->anchors, name);
    if (!anchor || !anchor->node) {
        const char *why =
            anchor ? "*%s is inside the value that it repeats" : "no anchor &%s before this line";
        diag_add(r->diags, FINDING(alias), place, NULL, why, name);
        return stop(r);
    }
    r->aliased += node_weight(anchor->node, MOST_ALIASED);
    if (r->aliased > MOST_ALIASED) {
        diag_add(r->diags, FINDING(too_large), place, NULL, "aliases expand to more than %d MB",
                 MOST_ALIASED >> 20);
        return stop(r);
    }
    struct node *node = node_copy(r->arena, anchor->node);
    node->place = place;
    return node;
}

static struct node *read_scalar(struct reader *r, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t size = event->data.scalar.length;
    struct place place = event_place(r, event);
    if (strlen(text) != size) {
        diag_add(r->diags, FINDING(encoding), place, NULL, "this text contains a NUL character");
        return stop(r);
    }
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (plain && size) r->last_value = place;
    /* libyaml takes `cron(0 8 ? * …)` inside { }; other readers of the same file do not. */
    if (plain && r->flow && strstr(text, " ?")) document_unquoted(r->diags, &r->text, place, place.line);
    char *copy = arena_copy(r->arena, text, size);
    struct node *node = plain ? node_plain(r->arena, copy) : node_text(r->arena, copy);
    node->place = place;
    return node;
}

/* `<<: *base` or `<<: [*a, *b]`: their keys, where the mapping has none of its own. */
static void merge_into(struct reader *r, struct node *map, const struct node *merged)
{
    bool list = merged->shape == LIST;
    for (const struct node *from = list ? merged->first : merged; from; from = list ? from->next : NULL) {
        if (from->shape != MAP)
            diag_add(r->diags, FINDING(wrong_shape), node_place(from), NULL,
                     "<< must be a mapping, or a list of mappings");
        for (const struct node *n = from->shape == MAP ? from->first : NULL; n; n = n->next) {
            if (node_find(map, n->key)) continue;
            struct place place = n->key_place;
            node_add(map, n->key, node_copy(r->arena, n))->key_place = place;
        }
    }
}

static struct node *read_value(struct reader *r, yaml_event_t *event);

static struct node *read_next(struct reader *r)
{
    yaml_event_t event;
    if (!next(r, &event)) return NULL;
    struct node *value = read_value(r, &event);
    yaml_event_delete(&event);
    return value;
}

static void read_pair(struct reader *r, struct node *map, struct node **merged, yaml_event_t *event)
{
    struct place before = r->last_value;
    struct node *key = read_value(r, event), *value = key ? read_next(r) : NULL;
    if (!value) return;
    if (key->shape != SCALAR) {
        diag_add(r->diags, FINDING(syntax), key->place, NULL, "a key must be a word");
        return;
    }
    bool bare = r->flow && value->shape == SCALAR && !value->quoted && !*value->text;
    if (bare && document_bare_key(r->diags, &r->text, key->place, before)) {
        stop(r);
        return;
    }
    if (!strcmp(key->text, "<<") && !key->quoted) {
        *merged = value;
        return;
    }
    const struct node *first = node_find(map, key->text);
    if (first) {
        struct diag *diag =
            diag_add(r->diags, FINDING(duplicate_key), key->place, NULL, "duplicate key '%s'", key->text);
        diag_note(r->diags, diag, first->key_place, "first defined here");
        return;
    }
    node_add(map, key->text, value)->key_place = key->place;
}

static void read_children(struct reader *r, struct node *node)
{
    struct node *merged = NULL, *item;
    for (yaml_event_t event; next(r, &event); yaml_event_delete(&event)) {
        if (event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT) {
            yaml_event_delete(&event);
            break;
        }
        if (node->shape == MAP)
            read_pair(r, node, &merged, &event);
        else if ((item = read_value(r, &event)))
            node_add(node, NULL, item);
    }
    if (merged) merge_into(r, node, merged);
}

static struct node *read_collection(struct reader *r, const yaml_event_t *event)
{
    bool map = event->type == YAML_MAPPING_START_EVENT;
    bool flow = map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                    : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    struct node *node = map ? node_map(r->arena) : node_list(r->arena);
    node->place = event_place(r, event);
    if (r->depth == DEEPEST) {
        diag_add(r->diags, FINDING(too_deep), node->place, NULL, "more than %d levels of nesting", DEEPEST);
        return stop(r);
    }
    r->depth++;
    r->flow += flow;
    read_children(r, node);
    r->depth--;
    r->flow -= flow;
    return r->failed ? NULL : node;
}

/* The anchor and tag of a value's first event. */
static void properties_of(const yaml_event_t *event, const char **anchor, const char **tag)
{
    const yaml_char_t *name = NULL, *type = NULL;
    if (event->type == YAML_SCALAR_EVENT) {
        name = event->data.scalar.anchor;
        type = event->data.scalar.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        name = event->data.mapping_start.anchor;
        type = event->data.mapping_start.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        name = event->data.sequence_start.anchor;
        type = event->data.sequence_start.tag;
    }
    *anchor = (const char *)name;
    *tag = (const char *)type;
}

static struct node *read_value(struct reader *r, yaml_event_t *event)
{
    if (event->type == YAML_ALIAS_EVENT) return read_alias(r, event);
    const char *name, *tag;
    properties_of(event, &name, &tag);
    struct anchor *anchor = name ? arena_take(r->arena, sizeof *anchor) : NULL;
    if (anchor) index_replace(r->anchors, arena_copy(r->arena, name, strlen(name)), anchor);
    struct node *node = event->type == YAML_SCALAR_EVENT ? read_scalar(r, event) : read_collection(r, event);
    if (node && tag) node = intrinsic_from_tag(r->arena, r->diags, tag, node);
    if (anchor) anchor->node = node;
    return node;
}

static struct node *read_document(struct reader *r)
{
    struct node *root = NULL;
    bool ended = false;
    for (yaml_event_t event; !ended && next(r, &event); yaml_event_delete(&event)) {
        ended = event.type == YAML_STREAM_END_EVENT;
        if (event.type == YAML_DOCUMENT_START_EVENT && root) {
            diag_add(r->diags, FINDING(several_documents), event_place(r, &event),
                     "remove this line and everything after it", "a second YAML document begins here");
            stop(r);
        }
        bool value = event.type == YAML_SCALAR_EVENT || event.type == YAML_ALIAS_EVENT ||
                     event.type == YAML_MAPPING_START_EVENT || event.type == YAML_SEQUENCE_START_EVENT;
        if (value && !root) root = read_value(r, &event);
    }
    return r->failed ? NULL : root;
}

static void delete_parser(void *parser) { yaml_parser_delete(parser); }

struct node *document_read(struct arena *arena, struct diags *diags, const char *file, struct bytes text)
{
    struct reader *r = arena_take(arena, sizeof *r);
    if (text.size >= 3 && !memcmp(text.at, "\xEF\xBB\xBF", 3))
        text = (struct bytes){ text.at + 3, text.size - 3 };
    *r = (struct reader){
        .arena = arena, .diags = diags, .text = { file, text.at, text.size }, .anchors = index_new(arena)
    };
    diag_source(diags, file, text.at, text.size);
    if (!document_check_encoding(diags, &r->text)) return NULL;
    if (!yaml_parser_initialize(&r->yaml)) return NULL;
    arena_defer(arena, delete_parser, &r->yaml);
    yaml_parser_set_encoding(&r->yaml, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->yaml, (const unsigned char *)text.at, text.size);
    struct node *root = read_document(r);
    bool empty = !root || (root->shape == SCALAR && json_word(root) == JSON_NULL);
    if (!r->failed && empty)
        diag_add(diags, FINDING(empty), (struct place){ .file = file },
                 "write at least service: NAME and one function", "the file is empty");
    return empty ? NULL : root;
}
