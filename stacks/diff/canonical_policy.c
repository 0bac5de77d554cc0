#include "stacks/diff/canonical_policy.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "stacks/diff/canonical_scalar.h"
#include "stacks/diff/canonical_set.h"
#include <string.h>

static struct node *as_list(struct node *value)
{
    if (value->shape == LIST) return value;
    struct node *list = node_list(value->arena);
    node_add(list, NULL, node_copy(value->arena, value));
    list->place = value->place;
    return list;
}

static void drop_repeated(struct node *list)
{
    for (struct node *n = list->first; n && n->next;) {
        if (!node_same(n, n->next)) {
            n = n->next;
            continue;
        }
        n->next = n->next->next;
        if (!n->next) list->last = n;
        list->count--;
    }
}

static void set_of(struct node *map, const char *key)
{
    struct node *value = node_find(map, key);
    if (!value) return;
    struct node *list = as_list(value);
    if (list != value) node_set(map, key, list);
    canonical_sort(list);
    drop_repeated(list);
}

/* An account's number stands for its root, and * alone for every AWS principal. */
static void principal_of(struct node *statement, const char *key)
{
    struct node *principal = node_find(statement, key);
    if (!principal || is_intrinsic(principal)) return;
    if (principal->shape == SCALAR) {
        struct node *all = node_map(statement->arena);
        all->place = principal->place;
        node_add(all, "AWS", node_copy(statement->arena, principal));
        principal = node_set(statement, key, all);
    }
    if (principal->shape != MAP) return;
    for (struct node *n = principal->first, *next; n; n = next) {
        next = n->next;
        const char *kind = n->key;
        set_of(principal, kind);
        for (struct node *each = node_find(principal, kind)->first; each; each = each->next)
            if (each->shape == SCALAR && strlen(each->text) == 12 && strspn(each->text, "0123456789") == 12)
                each->text = arena_text(statement->arena, "arn:aws:iam::%s:root", each->text);
    }
}

static void condition_of(struct node *statement)
{
    struct node *condition = node_find(statement, "Condition");
    if (!condition || condition->shape != MAP) return;
    for (struct node *operator= condition->first; operator; operator= operator->next) {
        if (operator->shape != MAP || is_intrinsic(operator)) continue;
        for (struct node *n = operator->first, *next; n; n = next) {
            next = n->next;
            if (!is_intrinsic(n)) set_of(operator, n->key);
        }
    }
}

struct node *canonical_policy(struct node *document)
{
    static const char *const sets[] = { "Action", "NotAction", "Resource", "NotResource" };
    canonical_texts(document); /* IAM reads true and "true" alike */
    struct node *statements = as_list(node_find(document, "Statement"));
    if (statements != node_find(document, "Statement")) node_set(document, "Statement", statements);
    for (struct node *n = statements->first; n; n = n->next) {
        if (n->shape != MAP || is_intrinsic(n)) continue;
        for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) set_of(n, sets[i]);
        principal_of(n, "Principal");
        principal_of(n, "NotPrincipal");
        condition_of(n);
    }
    canonical_sort(statements);
    return document;
}
