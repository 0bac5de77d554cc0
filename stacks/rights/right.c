#include "stacks/rights/right.h"
#include "base/buffer.h"
#include "base/index.h"
#include "base/text.h"
#include <string.h>

/* The right while permits are joined to it. */
struct joining {
    struct right right; /* the first member */
    struct joining *next;
    struct buffer *text, *places; /* of the verbs, and of what they are about */
    const char *last;             /* verb */
};

static const char *state_key(struct arena *arena, const struct permit *p)
{
    return arena_text(arena, "%d%d%d%s\1%s\1%s\1%d", p->granted, p->kept, p->broader, p->effect, p->who,
                      p->when, !p->regions);
}

static char sign_of(const struct permit *p)
{
    bool deny = !strcmp(p->effect, "Deny");
    return p->kept ? '=' : p->granted != deny ? '+' : '-';
}

/* The verb of the same service goes without its name. */
static void verb_join(struct joining *joining, const char *verb)
{
    const char *colon = strchr(verb, ':'), *last = joining->last;
    size_t service = colon ? (size_t)(colon - verb) + 1 : 0;
    bool again = service && last && !strncmp(last, verb, service) && !strchr(verb, ' ');
    buffer_print(joining->text, "%s%s", last ? ", " : "", verb + (again ? service : 0));
    joining->last = verb;
    joining->right.verbs = joining->text->text;
}

static void on_join(struct joining *joining, const struct joining *more)
{
    const char *on = more->right.on;
    bool again = text_starts(on, " on ") && text_starts(joining->right.on, " on ");
    if (!*on) return;
    if (!joining->places->size) buffer_text(joining->places, joining->right.on);
    buffer_print(joining->places, ",%s", on + (again ? strlen(" on") : 0));
    joining->right.on = joining->places->text;
}

static struct joining *joining_new(struct arena *arena, const struct permit *permit)
{
    struct joining *joining = arena_take(arena, sizeof *joining);
    joining->right = (struct right){
        .permit = permit, .on = permit->on, .sign = sign_of(permit), .broader = permit->broader
    };
    joining->text = buffer_new(arena);
    joining->places = buffer_new(arena);
    return joining;
}

/* Those of one resource that differ only in the action. */
static struct joining *by_verb(struct arena *arena, const struct permit *permits)
{
    struct index *known = index_new(arena);
    struct joining *first = NULL, **end = &first;
    for (const struct permit *p = permits; p; p = p->next) {
        const char *key = arena_text(arena, "%s\1%s\1%s", p->id, state_key(arena, p), p->on);
        struct joining *joining = index_find(known, key);
        if (!joining) {
            joining = joining_new(arena, p);
            index_add(known, key, joining);
            *end = joining;
            end = &joining->next;
        }
        verb_join(joining, p->verb);
    }
    return first;
}

const struct right *rights_of(struct arena *arena, const struct permit *permits)
{
    struct index *known = index_new(arena);
    struct right *first = NULL, **end = &first;
    for (struct joining *j = by_verb(arena, permits); j; j = j->next) {
        const char *key = arena_text(arena, "%s\1%s", state_key(arena, j->right.permit), j->right.verbs);
        struct joining *same = index_find(known, key);
        if (same) {
            on_join(same, j);
            continue;
        }
        index_add(known, key, j);
        *end = &j->right;
        end = &j->right.next;
    }
    return first;
}

const char *right_sentence(struct arena *arena, const struct right *right)
{
    return permit_sentence(arena, right->permit, right->verbs, right->on);
}
