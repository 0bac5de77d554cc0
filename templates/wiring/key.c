#include "templates/wiring/key.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/policy.h"
#include "templates/service.h"
#include <string.h>

#define KEYS "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/"

static bool is_own(const struct text *key)
{
    if (!key || !key->from) return false;
    if (!is_known(key->from)) return true;
    enum json_word word = json_word(key->from);
    return word != JSON_TRUE && word != JSON_FALSE && !strstr(key->value, "alias/aws/");
}

/* `Ref` of a key is its id, of an alias its name; of a parameter it is what who deploys gives: an ARN. */
static const char *raw_type(struct template *template, const struct node *reference)
{
    const char *id = node_word(reference, "Ref");
    const struct node *raw = id ? node_find(template->service->resources.from, id) : NULL;
    return raw && raw->shape == MAP ? node_word(raw, "Type") : NULL;
}

void key_allow(struct template *template, struct node *statements, const struct text *key)
{
    struct arena *arena = template->arena;
    if (!is_own(key)) return;
    const char *type = is_known(key->from) ? NULL : raw_type(template, key->from);
    bool alias = type ? !strcmp(type, "AWS::KMS::Alias") : key->value && strstr(key->value, "alias/");
    bool id = type ? !strcmp(type, "AWS::KMS::Key") : key->value && !text_starts(key->value, "arn:");
    struct node *statement = policy_allow(statements, "kms:Decrypt kms:GenerateDataKey");
    if (!alias) {
        node_add(statement, "Resource",
                 id ? intrinsic_prepend(arena, KEYS, key->from) : node_copy(arena, key->from));
        return;
    }
    /* Rights are on keys; the condition picks the one that has the alias. */
    const char *name = key->value ? strstr(key->value, "alias/") : NULL;
    node_add(statement, "Resource", intrinsic_sub_text(arena, KEYS "*"));
    node_add(node_at(statement, "Condition.ForAnyValue:StringEquals"), "kms:ResourceAliases",
             name ? node_text(arena, name) : node_copy(arena, key->from));
}

void key_allow_of(struct template *template, struct node *statements, const struct named *thing)
{
    const struct kind *kind = named_kind(thing);
    if (kind && kind->grant.encryption_key)
        key_allow(template, statements, kind->grant.encryption_key(thing->item));
}
