#include "stacks/rights/words.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/text.h"
#include "stacks/rights/arn.h"
#include <ctype.h>
#include <string.h>

/* What people call a type whose name says it otherwise. */
static const char *const nouns[][2] = {
    { "AWS::RDS::DBInstance", "database" },
    { "AWS::RDS::DBCluster", "database" },
    { "AWS::Neptune::DBInstance", "database" },
    { "AWS::DynamoDB::GlobalTable", "table" },
    { "AWS::AppSync::GraphQLApi", "GraphQL API" },
    { "AWS::ApiGateway::RestApi", "API" },
    { "AWS::ApiGatewayV2::Api", "API" },
    { "AWS::IAM::ManagedPolicy", "whoever has managed policy" },
};

/* AWS::Cognito::UserPool is a user pool. */
static const char *noun_of(struct arena *arena, const char *type)
{
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (text_same(nouns[i][0], type)) return nouns[i][1];
    const char *last = strrchr(type, ':');
    struct buffer *noun = buffer_new(arena);
    for (const char *at = last ? last + 1 : type; *at; at++) {
        bool capital = isupper((unsigned char)*at);
        if (capital && noun->size && !isupper((unsigned char)at[-1])) buffer_byte(noun, ' ');
        buffer_byte(noun, (char)tolower((unsigned char)*at));
    }
    return noun->text;
}

/* ${Table.Arn}/index/x is table Table/index/x, and of an ARN of the stack's own account only the end is told;
 * what refers to no resource stays as it is. */
static const char *named(struct arena *arena, const struct node *resources, const char *text)
{
    const char *rest = arn_rest(text), *at = rest && strstr(rest, "${") ? rest : text;
    const char *end = text_starts(at, "${") ? strchr(at, '}') : NULL;
    if (!strcmp(at, "${AWS::AccountId}")) return "this account";
    if (!end) return at;
    const char *id = arena_copy(arena, at + 2, strcspn(at + 2, ".}"));
    const char *type = node_word(node_find(resources, id), "Type");
    return type ? arena_text(arena, "%s %s%s", noun_of(arena, type), id, end + 1) : at;
}

static const char *principal_words(struct arena *arena, const struct node *resources,
                                   const struct pattern *who)
{
    const char *text = who->text, *account = strstr(text, ":iam::");
    if (who->negated) return arena_text(arena, "everyone except %s", text + strlen("not "));
    if (!strcmp(text, "*")) return "anyone";
    if (!strcmp(text, "arn:aws:iam::${AWS::AccountId}:root") ||
        !strcmp(text, "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"))
        return "this account";
    if (account && text_ends(text, ":root"))
        return arena_text(arena, "account %.*s", (int)(strlen(account) - strlen(":iam:::root")),
                          account + strlen(":iam::"));
    return named(arena, resources, text);
}

static const char *resource_words(struct arena *arena, const struct node *resources,
                                  const struct pattern *what)
{
    if (what->negated) return arena_text(arena, "everything except %s", what->text + strlen("not "));
    return !strcmp(what->text, "*") ? "every resource" : named(arena, resources, what->text);
}

static const char *operator_words(struct arena *arena, const struct atom *atom)
{
    static const char *const plain[] = { "StringEquals", "StringLike", "ArnEquals",
                                         "ArnLike",      "Bool",       "NumericEquals" };
    static const char *const negated[] = { "StringNotEquals", "StringNotLike", "ArnNotEquals", "ArnNotLike" };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (!strcmp(atom->operator, plain[i])) return "is";
    for (size_t i = 0; i < sizeof negated / sizeof *negated; i++)
        if (!strcmp(atom->operator, negated[i])) return "is not";
    if (!strcmp(atom->operator, "IpAddress")) return "is in";
    return arena_text(arena, "(%s)", atom->operator);
}

/* A token that a caller must know is nobody else's affair. */
static const char *value_shown(const struct atom *atom, const char *value)
{
    const char *colon = strchr(atom->key, ':'), *name = colon ? colon + 1 : atom->key;
    bool reference = text_starts(value, "${") || text_starts(value, "{{resolve:");
    bool secret = secret_name(name, strlen(name)) || secret_value(value, strlen(value));
    return secret && !reference ? "(secret)" : value;
}

static const char *condition_words(struct arena *arena, const struct node *resources,
                                   const struct atom *first)
{
    struct buffer *text = buffer_new(arena);
    for (const struct atom *a = first; a; a = a->next) {
        if (a != first) buffer_text(text, " and ");
        if (*a->key) buffer_print(text, "%s ", a->key);
        if (*a->operator) buffer_print(text, "%s ", operator_words(arena, a));
        for (int i = 0; i < a->count; i++)
            buffer_print(text, "%s%s", i ? " or " : "",
                         named(arena, resources, value_shown(a, a->values[i])));
    }
    return text->size ? text->text : "";
}

/* As IAM writes it: {"Bool":{"aws:SecureTransport":["true"]}}. */
static const char *condition_json(struct arena *arena, const struct atom *first)
{
    struct node *condition = node_map(arena);
    struct buffer *text = buffer_new(arena);
    for (const struct atom *a = first; a; a = a->next) {
        struct node *operator= node_find(condition, a->operator);
        if (!operator) operator= node_add(condition, a->operator, node_map(arena));
        struct node *values = node_add(operator, a->key, node_list(arena));
        for (int i = 0; i < a->count; i++)
            node_add(values, NULL, node_text(arena, value_shown(a, a->values[i])));
    }
    json_print(text, condition, JSON_CANONICAL);
    return text->text;
}

void words_set(struct arena *arena, const struct node *resources, const struct grant *grant,
               struct permit *permit)
{
    const char *resource = resource_words(arena, resources, &grant->resource);
    permit->who = grant->who ? grant->who : principal_words(arena, resources, &grant->principal);
    permit->verb = grant->verb ? grant->verb
                   : grant->action.negated
                       ? arena_text(arena, "do everything except %s", grant->action.text + strlen("not "))
                   : !strcmp(grant->action.text, "*") ? "do everything"
                                                      : grant->action.text;
    permit->on = grant->on ? *grant->on ? arena_join(arena, " ", grant->on) : ""
                 : grant->verb && !grant->deny && !grant->ports ? arena_join(arena, " ", resource)
                                                                : arena_join(arena, " on ", resource);
    permit->when = condition_words(arena, resources, grant->conditions);
    bool policy = grant->conditions && *grant->conditions->operator;
    permit->condition = policy ? condition_json(arena, grant->conditions) : permit->when;
}

const char *permit_sentence(struct arena *arena, const struct permit *permit, const char *verbs,
                            const char *on)
{
    bool deny = !strcmp(permit->effect, "Deny");
    const char *can = !permit->granted ? deny ? "is no longer denied" : "can no longer"
                      : deny           ? "is now denied"
                      : permit->kept   ? "can still"
                                       : "can now";
    return arena_text(arena, "%s %s %s%s%s%s", permit->who, can, verbs, on, *permit->when ? " if " : "",
                      permit->when);
}
