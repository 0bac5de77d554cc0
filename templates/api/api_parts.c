#include "templates/api/api_parts.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include "templates/core/template.h"
#include "templates/service.h"
#include "templates/wiring/call.h"
#include <string.h>

static const struct field cors_fields[] = {
    { FIELD(cors, origins), .property = "*",
      .about = "Allowed origins, such as https://civicforge.example. `true` allows every origin." },
    { FIELD(cors, headers), .property = "*", .about = "Allowed request headers.",
      .default_text = "the headers of JSON requests and of AWS authorizers" },
    { FIELD(cors, expose), .property = "*",
      .about =
          "Response headers that scripts can read. Functions behind a REST API must list them themselves." },
    { FIELD(cors, credentials), .about = "Allow cookies and credentials.", .default_value = "false" },
    { FIELD(cors, maxAge), .property = "*",
      .about = "How long browsers cache the answer to a preflight request.",
      .default_text = "the browser's own limit" },
    { 0 },
};
const struct form cors_form = { .what = "true, origins, or {origins, headers, …}",
                                .brief = "origins",
                                .type = "AWS::ApiGatewayV2::Api",
                                .size = sizeof(struct cors),
                                .fields = cors_fields };

static const struct field throttle_fields[] = {
    { FIELD(throttle, rate), .property = "*", .required = true,
      .about = "Steady-state requests per second." },
    { FIELD(throttle, burst), .property = "*", .about = "Largest burst of concurrent requests.",
      .default_text = "the value of `rate`" },
    { 0 },
};
const struct form throttle_form = { .what = "a rate, or {rate, burst}",
                                    .brief = "rate",
                                    .type = "AWS::ApiGatewayV2::Stage",
                                    .size = sizeof(struct throttle),
                                    .fields = throttle_fields };

static const struct field access_log_fields[] = {
    { FIELD(access_log, enabled), .about = "Write access logs.", .default_text = "true when any key is set" },
    { FIELD(access_log, retention), .property = "RetentionInDays", .about = "How long log lines are kept.",
      .default_value = "30d" },
    { FIELD(access_log, role), .property = "*",
      .about = "For a REST API: role that API Gateway uses to write logs, one for all APIs of an account and "
               "region. An ARN, or `true` to create a role that is retained.",
      .default_text = "the role already configured in the account" },
    { 0 },
};
const struct form access_log_form = { .what = "true, or {retention, role}",
                                      .brief = "enabled",
                                      .type = "AWS::Logs::LogGroup",
                                      .size = sizeof(struct access_log),
                                      .fields = access_log_fields };

static struct node *texts(struct arena *arena, const struct text *text)
{
    struct node *list = node_list(arena);
    for (; text && text->from; text++) node_add(list, NULL, node_copy(arena, text->from));
    return list;
}

static struct node *words(struct arena *arena, const char *const *words)
{
    struct node *list = node_list(arena);
    for (; *words; words++) node_add(list, NULL, node_text(arena, *words));
    return list;
}

bool cors_is_on(const struct cors *cors)
{
    const struct text *first = cors->origins;
    return first && first->from && !(is_known(first->from) && json_word(first->from) == JSON_FALSE);
}

bool cors_is_every(const struct text *origins)
{
    if (!is_known(origins->from)) return false;
    return json_word(origins->from) == JSON_TRUE || !strcmp(origins->value, "*");
}

/* https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin */
static void check_origin(struct template *template, const struct text *origin)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    if (!is_known(origin->from)) return;
    const char *site = strstr(origin->value, "://");
    const char *host = site ? site + 3 : origin->value;
    size_t size = strspn(host, letters) ? strcspn(host, "/?#*'\" $\\") : 0;
    if (site && site != origin->value && size && !host[size]) return;
    const char *hint = "use an origin such as https://civicforge.example";
    if (strchr(host, '*'))
        hint = "list each of them, or allow all with: true";
    else if (size) {
        const char *scheme =
            site ? arena_copy(template->arena, origin->value, (size_t)(host - origin->value)) : "https://";
        hint = arena_join(template->arena, scheme, arena_copy(template->arena, host, size));
    }
    diag_add(template->diags, FINDING(bad_origin), node_place(origin->from), hint,
             "'%s' is not a valid origin", origin->value);
}

void cors_check(struct template *template, const struct cors *cors)
{
    bool every = cors_is_every(cors->origins);
    for (const struct text *t = every ? NULL : cors->origins; t && t->from; t++) check_origin(template, t);
    if (every && cors->credentials.value)
        diag_add(template->diags, FINDING(out_of_range), node_place(cors->credentials.from),
                 "list the origins that can send credentials",
                 "credentials cannot be allowed for every origin");
}

struct node *cors_properties(struct template *template, const struct cors *cors, const char *const *methods)
{
    static const char *const default_headers[] = { "authorization",        "content-type",     "x-amz-date",
                                                   "x-amz-security-token", "x-amz-user-agent", NULL };
    struct arena *arena = template->arena;
    const struct text *first = cors->origins;
    if (!cors_is_on(cors)) return NULL;
    cors_check(template, cors);
    bool every = cors_is_every(first);
    struct node *p = node_map(arena);
    node_add(p, "AllowOrigins",
             every ? words(arena, (const char *const[]){ "*", NULL }) : texts(arena, first));
    node_add(p, "AllowMethods", words(arena, methods));
    node_add(p, "AllowHeaders", cors->headers ? texts(arena, cors->headers) : words(arena, default_headers));
    if (cors->expose) node_add(p, "ExposeHeaders", texts(arena, cors->expose));
    if (cors->credentials.value) node_add(p, "AllowCredentials", node_flag(arena, true));
    const struct seconds *age = &cors->maxAge;
    if (age->from)
        node_add(p, "MaxAge",
                 is_known(age->from) ? node_number(arena, age->value) : node_copy(arena, age->from))
            ->place = node_place(age->from);
    return p;
}

void http_cors_write(struct template *template, const struct cors *cors, struct node *api)
{
    static const char *const methods[] = { "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", NULL };
    struct node *properties = cors_properties(template, cors, methods);
    if (properties) node_add(api, "CorsConfiguration", properties);
}

static void log_write(struct template *template, const char *api_id, const struct access_log *log,
                      struct node *stage)
{
    static const char format[] =
        "{\"requestId\":\"$context.requestId\",\"time\":\"$context.requestTime\",\"ip\":\"$context.identity."
        "sourceIp\",\"route\":\"$context.routeKey\",\"status\":\"$context.status\",\"length\":\"$context."
        "responseLength\",\"latency\":\"$context.responseLatency\",\"error\":\"$context."
        "integrationErrorMessage\"}";
    struct arena *arena = template->arena;
    if (!log->from || (log->enabled.from && !log->enabled.value)) return;
    const char *id = arena_join(arena, api_id, "AccessLogs");
    struct resource group = template_add(template, id, "AWS::Logs::LogGroup", node_place(log->from));
    template_write(template, &access_log_form, log, group.properties);
    if (!log->retention.from) node_add(group.properties, "RetentionInDays", node_number(arena, 30));
    struct node *settings = node_add(stage, "AccessLogSettings", node_map(arena));
    node_add(settings, "DestinationArn", intrinsic_attribute(arena, id, "Arn"));
    node_add(settings, "Format", node_text(arena, format));
}

/* What is called by others too has reasons of its own to take long. */
static bool is_only_asked(const struct function *function)
{
    for (const struct chosen *event = function->events; event && event->from; event++)
        if (event->form && strcmp(event->form->key, "http") && strcmp(event->form->key, "httpApi"))
            return false;
    return true;
}

void api_check_timeout(struct template *template, const struct bound_function *bound, long most)
{
    enum { SLACK = 1 };
    const struct function *function = bound->function;
    const struct seconds *timeout = &function->timeout;
    if (!is_known(timeout->from) || timeout->value <= most + SLACK || !is_only_asked(function)) return;
    diag_add(template->diags, FINDING(api_waits), node_place(timeout->from),
             "return at once and continue in a queue or a workflow",
             "the API waits at most %lds for '%s', which can run for %lds", most, function->item.key.value,
             timeout->value);
}

void throttle_write(const struct throttle *throttle, struct node *settings)
{
    const struct node *rate = throttle->rate.from, *burst = throttle->burst.from;
    if (!rate) return;
    node_add(settings, "ThrottlingRateLimit", node_copy(settings->arena, rate));
    node_add(settings, "ThrottlingBurstLimit", node_copy(settings->arena, burst ? burst : rate));
}

void http_stage_write(struct template *template, const char *api_id, const struct throttle *throttle,
                      const struct access_log *log, struct node *stage)
{
    struct arena *arena = template->arena;
    if (throttle->from) throttle_write(throttle, node_add(stage, "DefaultRouteSettings", node_map(arena)));
    log_write(template, api_id, log, stage);
}
