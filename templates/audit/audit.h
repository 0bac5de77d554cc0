/* Checks whom a finished template gives access: one table of resource types, properties and rules. Generated
 * and raw resources follow the same rules; a finding is at the value that grants too much, or at the value
 * from which it was generated. */
#ifndef TEMPLATES_AUDIT_AUDIT_H
#define TEMPLATES_AUDIT_AUDIT_H
#include "templates/core/template.h"

/* What a rule looks at. */
struct audit {
    struct template *template;
    const struct audit_rule *rule;
    const struct node *resource;
    const struct index *graphql; /* the schemas of GraphQL APIs, by the API's logical id */
    struct place place;          /* of the value, or of the nearest above it that has one */
};

struct audit_rule {
    const char *type, *path; /* of the property: a.*.b; * is each entry of a list */
    void (*check)(const struct audit *, const struct node *value);
    const struct finding *finding;
    const char *what; /* the resource, in a message */
    const char *page;
};

void audit_check(struct template *); /* when all else of the template is written */

/* A finding of the rule's code, or of another, with the rule's page. */
void audit_report(const struct audit *, const struct finding *, struct place, const char *hint,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));
struct place audit_place(const struct audit *, const struct node *value);
const char *audit_text(const struct audit *, const struct node *value); /* as policy_text() */
/* The first of what a value may be, as policy_values() gives them, whose text fits. */
const struct node *audit_find(const struct audit *, const struct node *value, bool (*fits)(const char *text));
bool audit_is_word(const struct audit *, const struct node *map, const char *key, const char *word);
/* The resource that a property refers to, among those of the template. */
const struct node *audit_referred(const struct template *, const struct node *properties, const char *key);
/* Only stars and what stands between them: *, *:*, arn:aws:sns:*:*:*. */
bool audit_is_anything(const char *text);
/* Whether only some callers meet the condition; of a Deny, with `denies`, whether all others do. */
bool audit_restricts(const struct audit *, const struct node *condition, bool denies);
/* The same of one key and its value: aws:SourceAccount, 123456789012. */
bool audit_key_restricts(const struct audit *, const char *key, const struct node *value);

/* The rules. */
void audit_public_policy(const struct audit *, const struct node *policy);
void audit_private_api(const struct audit *, const struct node *policy);
void audit_bus_policy(const struct audit *, const struct node *properties);
void audit_trust(const struct audit *, const struct node *policy);
void audit_grants(const struct audit *, const struct node *policy);
void audit_managed_policy(const struct audit *, const struct node *arn);
void audit_bucket(const struct audit *, const struct node *properties);
void audit_ingress(const struct audit *, const struct node *rule);
void audit_acl_entry(const struct audit *, const struct node *entry);
void audit_public_address(const struct audit *, const struct node *value);
void audit_search_network(const struct audit *, const struct node *policy);
void audit_anonymous(const struct audit *, const struct node *value);
void audit_permission(const struct audit *, const struct node *properties);
void audit_layer(const struct audit *, const struct node *properties);
void audit_url(const struct audit *, const struct node *properties);
void audit_method(const struct audit *, const struct node *properties);
void audit_route(const struct audit *, const struct node *properties);
void audit_quick_route(const struct audit *, const struct node *properties);
void audit_listener_rule(const struct audit *, const struct node *properties);
void audit_listener(const struct audit *, const struct node *properties);
void audit_graphql(const struct audit *, const struct node *properties);
void audit_publish(const struct audit *, const struct node *type);
void audit_openapi(const struct audit *, const struct node *body);
#endif
