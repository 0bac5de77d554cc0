#include "stacks/diff/impact.h"
#include "base/text.h"
#include "stacks/diff/canonical.h"
#include "stacks/stateful.h"
#include <stdlib.h>
#include <string.h>

enum when { ANY, GONE, NEW, LESS, OFF };

static const struct {
    const char *type, *property;
    enum when when;
    enum impact impact;
    bool possible;
    const char *why;
} impacts[] = {
#define IMPACT(type, property, when, impact, possible, why, source)                                          \
    { type, property, when, IMPACT_##impact, possible, why },
#include "stacks/diff/impacts.def"
#undef IMPACT
};

static bool type_fits(const char *pattern, const char *type)
{
    size_t size = strlen(pattern);
    if (!size) return true;
    return pattern[size - 1] == '*' ? !strncmp(pattern, type, size - 1) : !strcmp(pattern, type);
}

/* The row is at the property or below it. */
static bool is_below(const char *property, const char *row)
{
    size_t size = strlen(property);
    if (!size) return true;
    return !strncmp(property, row, size) && (!row[size] || row[size] == '.');
}

static bool is_true(const struct node *value)
{
    return value && value->shape == SCALAR && (!strcmp(value->text, "true") || !strcmp(value->text, "True"));
}

/* The truth of a switch, also inside the mapping that was added or taken away. */
static bool switched(const struct node *value)
{
    if (!value || value->shape == SCALAR) return is_true(value);
    for (const struct node *n = value->first; n; n = n->next)
        if (switched(n)) return true;
    return false;
}

static bool smaller(const struct node *a, const struct node *b)
{
    if (!a || !b || a->shape != SCALAR || b->shape != SCALAR) return false;
    char *a_end, *b_end;
    double x = strtod(a->text, &a_end), y = strtod(b->text, &b_end);
    return !*a_end && !*b_end && x < y;
}

static bool happens(enum when when, const struct difference *row)
{
    switch (when) {
    case ANY:
        return true;
    case GONE:
        return !row->after;
    case NEW:
        return !row->before;
    case LESS:
        return smaller(row->after, row->before);
    case OFF:
        return switched(row->before) && !switched(row->after);
    }
    return false;
}

/* OpenAPI documents: a route that goes, and the origins of those that stay. */
static bool body_row(struct difference *row)
{
    if (!row->property || !is_below("Body", row->property)) return false;
    const char *path = row->path;
    if (strstr(path, "Access-Control-Allow-Origin") || strstr(path, "Access-Control-Allow-Credentials") ||
        strstr(path, "x-amazon-apigateway-cors")) {
        row->impact = IMPACT_SECURITY;
        row->why = "the origins allowed by CORS change";
    } else if (!row->after && text_starts(path, "Properties.Body.paths") && !strstr(path, ".security")) {
        row->impact = IMPACT_OUTAGE;
        row->why = "calls to this route are rejected";
    } else {
        row->impact =
            text_ends(path, "description") || text_ends(path, "summary") ? IMPACT_COSMETIC : IMPACT_BEHAVIOUR;
    }
    return true;
}

/* What is lost with a resource of the type; IMPACT_COUNT: nothing that cannot be made again. All log events
 * go with their group:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
static enum impact loss_of(const char *type)
{
    return stateful_type(type)                     ? IMPACT_DATA_LOSS
           : !strcmp(type, "AWS::Logs::LogGroup")  ? IMPACT_LOG_LOSS
           : !strcmp(type, "AWS::Logs::LogStream") ? IMPACT_LOG_LOSS
                                                   : IMPACT_COUNT;
}

static int strength(const struct node *policy)
{
    if (!policy || policy->shape != SCALAR) return 0;
    return text_starts(policy->text, "Retain") ? 2 : !strcmp(policy->text, "Snapshot") ? 1 : 0;
}

/* What stands beside Properties. */
static void attribute_row(const struct changed *changed, struct difference *row)
{
    bool deletion = !strcmp(row->path, "DeletionPolicy"), update = !strcmp(row->path, "UpdateReplacePolicy");
    row->impact = IMPACT_COSMETIC;
    enum impact loss = loss_of(changed->type);
    if ((deletion || update) && loss != IMPACT_COUNT) {
        if (strength(row->after) >= strength(row->before)) return;
        row->impact = loss;
        row->possible = true;
        row->reason = REASON_DATA;
        row->why = deletion ? "removing it from the stack will delete its data"
                            : "replacing it will delete its data";
    } else if (text_starts(row->path, "UpdatePolicy")) {
        row->impact = IMPACT_BEHAVIOUR;
    }
}

static void property_row(const struct changed *changed, struct difference *row)
{
    if (body_row(row)) return;
    for (size_t i = 0; i < sizeof impacts / sizeof *impacts; i++) {
        if (!is_below(impacts[i].property, row->property) || !type_fits(impacts[i].type, changed->type))
            continue;
        if (!happens(impacts[i].when, row)) continue;
        row->impact = impacts[i].impact;
        row->possible = impacts[i].possible;
        if (!row->why) row->why = impacts[i].why;
        return;
    }
}

static bool is_any(const char *type, const char *const *types)
{
    for (; *types; types++)
        if (type_fits(*types, type)) return true;
    return false;
}

/* Others know it by an address or a name that ends with it. */
bool impact_is_addressed(const char *type)
{
    static const char *const types[] = { "AWS::ApiGateway::RestApi",
                                         "AWS::ApiGateway::Stage",
                                         "AWS::ApiGateway::DomainName",
                                         "AWS::ApiGateway::BasePathMapping*",
                                         "AWS::ApiGatewayV2::*",
                                         "AWS::AppSync::GraphQLApi",
                                         "AWS::CloudFront::Distribution",
                                         "AWS::ECS::Service",
                                         "AWS::ElasticLoadBalancing*",
                                         "AWS::Lambda::Function",
                                         "AWS::Lambda::Url",
                                         "AWS::Lambda::EventSourceMapping",
                                         "AWS::Events::Rule",
                                         "AWS::Route53::RecordSet*",
                                         "AWS::SNS::Topic",
                                         "AWS::SNS::Subscription",
                                         "AWS::SQS::Queue",
                                         "AWS::Scheduler::Schedule",
                                         "AWS::StepFunctions::StateMachine",
                                         NULL };
    return is_any(type, types);
}

static bool is_derived(const char *type)
{
    static const char *const types[] = { "AWS::Lambda::Version", "AWS::ApiGateway::Deployment",
                                         "AWS::ApiGateway::DocumentationVersion", NULL };
    return is_any(type, types);
}

/* Who has access by them is not written in them. */
static bool guards(const char *type)
{
    static const char *const types[] = { "AWS::IAM::AccessKey", "AWS::IAM::OIDCProvider",
                                         "AWS::IAM::SAMLProvider", "AWS::WAFv2::*", NULL };
    return is_any(type, types);
}

/* Fn::ForEach, a macro or a mistake in the place of a resource: cfgen does not know what it creates. */
static bool is_opaque(const struct node *resource) { return resource && resource->shape != MAP; }

static void whole_row(const struct changed *changed, struct difference *row)
{
    if (is_opaque(row->before) || (row->before && is_opaque(row->after))) {
        row->impact = IMPACT_DATA_LOSS;
        row->possible = true;
        row->why = "cfgen does not expand it: its resources may be replaced or deleted";
        return;
    }
    row->impact = is_derived(changed->type)                                            ? IMPACT_COSMETIC
                  : guards(changed->type)                                              ? IMPACT_SECURITY
                  : type_fits("AWS::CloudWatch::Dashboard", changed->type)             ? IMPACT_COSMETIC
                  : row->action == ACTION_REMOVE && impact_is_addressed(changed->type) ? IMPACT_OUTAGE
                                                                                       : IMPACT_BEHAVIOUR;
}

/* Only AWS knows whether the condition is true, or it would not be here any more. */
static void condition_row(const struct changed *changed, struct difference *row)
{
    row->impact = IMPACT_BEHAVIOUR;
    if (!row->after) return;
    bool lost = stateful_type(changed->type) && !strength(node_find(changed->now, "DeletionPolicy"));
    if (lost || impact_is_addressed(changed->type)) row->impact = lost ? IMPACT_DATA_LOSS : IMPACT_OUTAGE;
    row->reason = lost ? REASON_DATA : REASON_OTHER;
    row->why = "it is deleted if the condition is false";
}

void impact_row(const struct changed *changed, struct difference *row)
{
    if (strcmp(changed->section, "Resources") != 0)
        row->impact =
            !strcmp(changed->section, "Outputs") && !row->after ? IMPACT_BEHAVIOUR : IMPACT_COSMETIC;
    else if (!*row->path)
        whole_row(changed, row);
    else if (row->property)
        property_row(changed, row);
    else if (!strcmp(row->path, "Condition"))
        condition_row(changed, row);
    else if (strcmp(row->path, "Type") != 0)
        attribute_row(changed, row);
    if (row->replacement == MAY_BE_REPLACED) row->possible = true;
}

static enum fate fate_of(const struct changed *changed)
{
    bool removed = changed->action == ACTION_REMOVE;
    if (loss_of(changed->type) == IMPACT_COUNT || (!removed && changed->replacement == UPDATED))
        return FATE_NONE;
    const struct node *said = removed ? changed->old : changed->now;
    switch (strength(node_find(said, removed ? "DeletionPolicy" : "UpdateReplacePolicy"))) {
    case 2:
        return FATE_RETAINED;
    case 1:
        return FATE_SNAPSHOT;
    default:
        return FATE_DELETED;
    }
}

static void worsen(struct difference *row, enum impact impact, bool possible, enum reason reason,
                   const char *why)
{
    if (row->impact < impact) return;
    if ((row->impact > impact && row->reason != REASON_REFERENCE) || !row->why)
        row->why = why, row->reason = reason;
    row->impact = impact;
    row->possible = possible;
}

/* What the end of the whole resource means stands at the row that ends it. */
static void ending_row(const struct changed *changed, struct difference *row)
{
    bool removed = changed->action == ACTION_REMOVE, maybe = row->replacement == MAY_BE_REPLACED;
    enum impact loss = loss_of(changed->type);
    if (changed->fate == FATE_DELETED && loss == IMPACT_LOG_LOSS)
        worsen(row, loss, maybe, REASON_DATA, "its log events are deleted");
    else if (changed->fate == FATE_RETAINED && loss == IMPACT_LOG_LOSS)
        worsen(row, IMPACT_BEHAVIOUR, maybe, REASON_DATA, "the old log group is retained outside the stack");
    else if (changed->fate == FATE_DELETED)
        worsen(row, loss, maybe, REASON_DATA,
               removed ? "its data is deleted with it"
                       : "a new, empty resource is created; the old one and its data are deleted");
    else if (changed->fate == FATE_SNAPSHOT)
        worsen(row, removed ? IMPACT_OUTAGE : loss, true, REASON_DATA,
               "its data is retained only in a snapshot");
    else if (changed->fate == FATE_RETAINED)
        worsen(row, removed ? IMPACT_OUTAGE : loss, true, REASON_DATA,
               removed ? "retained outside the stack"
                       : "a new, empty resource is created; the old one is retained outside the stack");
    else if (!removed && impact_is_addressed(changed->type))
        worsen(row, IMPACT_OUTAGE, maybe, REASON_OTHER, "replaced: a new resource with a new address");
}

/* Nothing comes of the deployment; whoever has it done in other steps loses what the old resource holds. */
static void refused_row(const struct changed *changed, struct difference *row)
{
    const char *type = node_word(changed->old, "Type");
    row->impact = type && stateful_type(type) ? IMPACT_DATA_LOSS : IMPACT_OUTAGE;
    row->possible = true;
}

void impact_end(struct changed *changed)
{
    if (diff_refusal(changed)) {
        for (struct difference *row = changed->first; row; row = row->next)
            if (row->refused) refused_row(changed, row);
        return;
    }
    changed->fate = fate_of(changed);
    for (struct difference *row = changed->first; row; row = row->next)
        if (row->replacement != UPDATED || changed->action == ACTION_REMOVE) ending_row(changed, row);
}

void impact_sum(struct changed *changed)
{
    changed->impact = IMPACT_COSMETIC;
    changed->possible = true;
    for (const struct difference *row = changed->first; row; row = row->next) {
        if (row->impact < changed->impact) changed->possible = true;
        if (row->impact <= changed->impact) {
            changed->possible = changed->possible && row->possible;
            changed->impact = row->impact;
        }
    }
}
