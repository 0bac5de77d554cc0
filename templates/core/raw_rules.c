#include "templates/core/raw_rules.h"
#include "base/text.h"
#include "service/field.h"
#include "service/intrinsic.h"
#include "templates/service.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
enum { COLDER_FROM = 30, ARCHIVE_AFTER_COLDER = 30 };
/* https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
enum { BATCH_WITHOUT_WINDOW = 10 };

/* False for what only CloudFormation knows. */
static bool number_of(const struct node *node, long *number)
{
    if (!node || node->shape != SCALAR) return false;
    char *end;
    *number = strtol(node->text, &end, 10);
    return *node->text && !*end;
}

static const struct node *list_of(const struct node *map, const char *key)
{
    const struct node *list = node_find(map, key);
    return list && list->shape == LIST ? list->first : NULL;
}

static bool is_word(const struct node *map, const char *key, const char *word)
{
    const char *text = node_word(map, key);
    return text && !strcmp(text, word);
}

static const struct node *attribute_of(struct template *template, const struct node *arn)
{
    const struct node *from = arn ? node_find(arn, "Fn::GetAtt") : NULL;
    if (!from) return NULL;
    const char *id = from->shape == LIST && from->first && from->first->shape == SCALAR ? from->first->text
                     : from->shape == SCALAR
                         ? arena_copy(template->arena, from->text, strcspn(from->text, "."))
                         : NULL;
    const struct node *resource = id ? node_find(template->resources, id) : NULL;
    return resource ? resource : id ? node_find(template->service->resources.from, id) : NULL;
}

static void check_mapping(struct template *template, const struct node *properties)
{
    const struct node *size = node_find(properties, "BatchSize"),
                      *window = node_find(properties, "MaximumBatchingWindowInSeconds"),
                      *source = node_find(properties, "EventSourceArn");
    const struct node *queue = attribute_of(template, source);
    long batch, seconds;
    if (!source || !number_of(size, &batch) || batch <= BATCH_WITHOUT_WINDOW) return;
    if (queue ? !is_word(queue, "Type", "AWS::SQS::Queue")
              : source->shape != SCALAR || !strstr(source->text, ":sqs:"))
        return;
    if (window && (!number_of(window, &seconds) || seconds > 0)) return;
    diag_add(template->diags, FINDING(batch_without_window), size->place,
             "MaximumBatchingWindowInSeconds: 1 or more", "a batch of %ld needs a batch window", batch);
}

static bool is_one_of(const char *word, const char *const *words)
{
    while (*words && strcmp(word, *words)) words++;
    return *words;
}

/* When a rule moves objects where they want to have been elsewhere for a while; -1: it does not. */
static long colder_at(const struct node *transition)
{
    static const char *const colder[] = { "STANDARD_IA", "ONEZONE_IA", NULL };
    const char *class = node_word(transition, "StorageClass");
    long day;
    bool moves =
        class && is_one_of(class, colder) && number_of(node_find(transition, "TransitionInDays"), &day);
    return moves ? day : -1;
}

static void check_transition(struct template *template, const struct node *rule,
                             const struct node *transition)
{
    static const char *const archives[] = { "GLACIER", "DEEP_ARCHIVE", NULL };
    const struct node *days = node_find(transition, "TransitionInDays"),
                      *expires = node_find(rule, "ExpirationInDays");
    const char *class = node_word(transition, "StorageClass");
    long day, gone;
    if (!class || !number_of(days, &day)) return;
    if (colder_at(transition) >= 0 && day < COLDER_FROM)
        diag_add(template->diags, FINDING(archive_early), days->place, NULL,
                 "objects can move to %s from day %d on, not on day %ld", class, COLDER_FROM, day);
    for (const struct node *other = list_of(rule, "Transitions"); other; other = other->next)
        if (colder_at(other) >= 0 && is_one_of(class, archives) &&
            day < colder_at(other) + ARCHIVE_AFTER_COLDER)
            diag_add(template->diags, FINDING(archive_early), days->place, NULL,
                     "objects must stay in %s for %d days before %s", node_word(other, "StorageClass"),
                     ARCHIVE_AFTER_COLDER, class);
    if (number_of(expires, &gone) && gone <= day)
        diag_add(template->diags, FINDING(lifecycle_order), expires->place, NULL,
                 "objects are deleted on day %ld, before they move to %s on day %ld", gone, class, day);
}

/* By default new buckets block everybody, and a redirect is answered all the same. */
static void check_website(struct template *template, const struct node *properties)
{
    const struct node *website = node_find(properties, "WebsiteConfiguration"),
                      *block = node_find(properties, "PublicAccessBlockConfiguration");
    if (!website || website->shape != MAP || is_intrinsic(website)) return;
    if (node_find(website, "RedirectAllRequestsTo") || (block && is_intrinsic(block))) return;
    const struct node *policy = node_find(block, "BlockPublicPolicy"),
                      *others = node_find(block, "RestrictPublicBuckets");
    bool blocked = !block || (policy && policy->shape == SCALAR && !strcmp(policy->text, "true")) ||
                   (others && others->shape == SCALAR && !strcmp(others->text, "true"));
    if (blocked)
        diag_add(template->diags, FINDING(website_blocked), website->key_place, NULL,
                 "this website cannot be read: the bucket blocks public access%s",
                 block ? "" : ", as buckets do by default");
}

static void check_bucket(struct template *template, const struct node *properties)
{
    const struct node *rule = list_of(node_find(properties, "LifecycleConfiguration"), "Rules");
    for (; rule; rule = rule->next) {
        const struct node *only = node_find(rule, "Transition");
        if (only) check_transition(template, rule, only);
        for (const struct node *t = list_of(rule, "Transitions"); t; t = t->next)
            check_transition(template, rule, t);
    }
    check_website(template, properties);
}

static void check_writes(struct template *template, const struct node *of, struct place place,
                         const char *key, bool is_provisioned)
{
    if (node_find(of, key)) return;
    diag_add(template->diags, FINDING(capacity_incomplete), place,
             arena_text(template->arena, "BillingMode: PAY_PER_REQUEST, or %s", key),
             is_provisioned ? "provisioned capacity needs %s"
                            : "capacity without BillingMode is provisioned and needs %s",
             key);
}

static void check_capacity(struct template *template, const struct node *properties, struct place place,
                           const char *key)
{
    const struct node *mode = node_find(properties, "BillingMode");
    if (mode && (mode->shape != SCALAR || strcmp(mode->text, "PROVISIONED"))) return;
    check_writes(template, properties, mode ? mode->place : place, key, mode);
    const struct node *index = list_of(properties, "GlobalSecondaryIndexes");
    for (; index; index = index->next)
        if (index->shape == MAP && !is_intrinsic(index))
            check_writes(template, index, index->place, key, mode);
}

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
static void check_global_table(struct template *template, const struct node *properties, struct place place)
{
    check_capacity(template, properties, place, "WriteProvisionedThroughputSettings");
    const struct node *replicas = node_find(properties, "Replicas"),
                      *stream = node_find(properties, "StreamSpecification");
    if (!replicas || replicas->shape != LIST || replicas->count < 2) return;
    if (is_word(properties, "MultiRegionConsistency", "STRONG")) return;
    if (!stream)
        diag_add(template->diags, FINDING(replica_stream), replicas->key_place,
                 "StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}",
                 "replicas need a stream of new and old items");
}

/* https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
void raw_openapi_check(struct template *template, const struct node *document)
{
    const struct node *version = node_find(document, "openapi"), *paths = node_find(document, "paths");
    if (version && version->shape == SCALAR && !text_starts(version->text, "3.0"))
        diag_add(template->diags, FINDING(openapi_version), version->place, "such as 3.0.1",
                 "API Gateway does not support OpenAPI %s", version->text);
    if (!paths || paths->shape != MAP || is_intrinsic(paths)) return;
    for (const struct node *path = paths->first; path; path = path->next) {
        const char *at = path->key;
        while (isalnum((unsigned char)*at) || (*at && strchr("/._-:,", *at)) || *at == '{')
            at += *at == '{' ? strcspn(at, "}") + (strchr(at, '}') != NULL) : 1;
        if (!*at && *path->key == '/') continue;
        diag_add(template->diags, FINDING(bad_route), path->key_place, NULL,
                 "'%s' is not a path of a REST API: %s", path->key,
                 *at ? "a segment must contain letters, digits and . _ - : , only"
                     : "a path must begin with /");
    }
}

void raw_rules_check(struct template *template, const struct node *resource)
{
    const char *type = node_word(resource, "Type");
    const struct node *properties = node_find(resource, "Properties");
    if (!type || !properties || properties->shape != MAP || is_intrinsic(properties)) return;
    struct place place = resource->key_place;
    if (!strcmp(type, "AWS::Lambda::EventSourceMapping")) check_mapping(template, properties);
    if (!strcmp(type, "AWS::S3::Bucket")) check_bucket(template, properties);
    if (!strcmp(type, "AWS::DynamoDB::GlobalTable")) check_global_table(template, properties, place);
    if (!strcmp(type, "AWS::DynamoDB::Table"))
        check_capacity(template, properties, place, "ProvisionedThroughput");
    if (!strcmp(type, "AWS::ApiGateway::RestApi")) raw_openapi_check(template, node_find(properties, "Body"));
}
