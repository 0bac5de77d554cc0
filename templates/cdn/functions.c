#include "templates/cdn/functions.h"
#include "base/file.h"
#include "base/surroundings.h"
#include "base/text.h"
#include "service/confine.h"
#include "service/intrinsic.h"
#include "service/literals.h"
#include "templates/cdn/cdn.h"
#include "templates/cdn/distribution.h"
#include "templates/cdn/name.h"
#include "templates/code/artifact.h"
#include "templates/functions/edge.h"
#include "templates/functions/function.h"
#include <string.h>

enum { MOST_CODE = 10240 };

struct node *cdn_function_write(struct distribution *distribution, const char *name, const char *what,
                                const char *code, struct place place)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, distribution->key, arena_join(arena, name, "EdgeFunction"));
    struct node *p = template_add(template, id, "AWS::CloudFront::Function", place).properties;
    node_add(p, "Name", node_text(arena, cdn_name(template, distribution->cdn, name)));
    node_add(p, "AutoPublish", node_flag(arena, true));
    struct node *config = node_at(p, "FunctionConfig");
    node_add(config, "Comment", node_text(arena, what));
    node_add(config, "Runtime", node_text(arena, "cloudfront-js-2.0"));
    node_add(p, "FunctionCode", node_text(arena, code));
    literals_check_text(template->diags, place, code, strlen(code));
    return intrinsic_attribute(arena, id, "FunctionARN");
}

void cdn_function_associate(struct node *behavior, const char *event, struct node *arn)
{
    struct arena *arena = behavior->arena;
    struct node *list = node_find(behavior, "FunctionAssociations");
    if (!list) list = node_add(behavior, "FunctionAssociations", node_list(arena));
    struct node *one = node_add(list, NULL, node_map(arena));
    node_add(one, "EventType", node_text(arena, event));
    node_add(one, "FunctionARN", arn);
}

/* By index files and, for applications of one page, by paths that are no files. */
static const char *index_code(struct arena *arena, const char *index, bool spa)
{
    static const char head[] = "function handler(event) {\n    var request = event.request;\n";
    static const char tail[] = "    return request;\n}\n";
    static const char no_file[] = "!request.uri.split('/').pop().includes('.')";
    if (spa) return arena_text(arena, "%s    if (%s) request.uri = '/%s';\n%s", head, no_file, index, tail);
    return arena_text(arena,
                      "%s    if (request.uri.endsWith('/')) request.uri += '%s';\n"
                      "    else if (%s) request.uri += '/%s';\n%s",
                      head, index, no_file, index, tail);
}

static bool is_viewer(const char *event) { return text_starts(event, "viewer-"); }

struct attached {
    const char *event;
    const struct text *text;
    const struct named *function; /* NULL: a file */
};

static void lambda_attach(struct distribution *distribution, struct node *behavior,
                          const struct attached *attached)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const struct function *function = attached->function->item;
    struct node *version = function_edge_version(template, function);
    if (!version) {
        if (!function->edge.value)
            diag_add(template->diags, FINDING(not_edge), node_place(attached->text->from),
                     arena_text(arena, "functions: {%s: {edge: true, …}}", attached->function->name),
                     "CloudFront cannot call '%s', which is not a Lambda@Edge function",
                     attached->function->name);
        return;
    }
    struct node *list = node_find(behavior, "LambdaFunctionAssociations");
    if (!list) list = node_add(behavior, "LambdaFunctionAssociations", node_list(arena));
    struct node *one = node_add(list, NULL, node_map(arena));
    node_add(one, "EventType", node_text(arena, attached->event));
    node_add(one, "LambdaFunctionARN", version);
}

static void file_attach(struct distribution *distribution, struct node *behavior,
                        const struct attached *attached)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const struct node *from = attached->text->from;
    const char *name = attached->text->value;
    if (!is_viewer(attached->event)) {
        diag_add(template->diags, FINDING(out_of_range), node_place(from), "use a function with edge: true",
                 "%s must be a function of the service", attached->event);
        return;
    }
    struct bytes code;
    const char *path = path_join(arena, template->artifacts->root, name);
    enum file_state state =
        template->surroundings->read(template->surroundings->with, arena, path, LARGEST_SETTINGS, &code);
    if (state != FILE_THERE) {
        struct diag *diag = state == FILE_ABSENT
                                ? diag_add(template->diags, FINDING(file_absent), node_place(from), NULL,
                                           "no function or file named '%s'", name)
                                : confine_report(template->diags, state, node_place(from), name, NULL);
        diag_about(template->diags, diag, path);
        return;
    }
    if (code.size > MOST_CODE)
        diag_add(template->diags, FINDING(over_limit), node_place(from), "use a function with edge: true",
                 "%s has %zu bytes; the limit for CloudFront functions is %d", name, code.size, MOST_CODE);
    const char *words = !strcmp(attached->event, "viewer-request") ? "Request" : "Response";
    cdn_function_associate(behavior, attached->event,
                           cdn_function_write(distribution, words, name, code.at, node_place(from)));
}

static bool has_page(const struct cdn *cdn, long code)
{
    for (const struct cdn_error *e = cdn->errors; e && e->from; e++)
        if (e->code.value == code) return true;
    return false;
}

/* What a person sees instead of index files in folders. */
static void index_attach(struct distribution *distribution, struct node *behavior, const char *index,
                         bool hindered)
{
    const struct cdn *cdn = distribution->cdn;
    struct template *template = distribution->template;
    if (!hindered) {
        const char *code = index_code(template->arena, index, cdn->spa.value);
        const char *what = cdn->spa.value ? "Leads paths that are no files to the application"
                                          : "Leads folders to their index files";
        cdn_function_associate(
            behavior, "viewer-request",
            cdn_function_write(distribution, "Index", what, code, node_key_place(cdn->item.from)));
    } else if (cdn->spa.value && !has_page(cdn, 404)) {
        struct arena *arena = template->arena;
        struct node *list = node_add(distribution->config, "CustomErrorResponses", node_list(arena));
        struct node *error = node_add(list, NULL, node_map(arena));
        node_add(error, "ErrorCode", node_number(arena, 404));
        node_add(error, "ResponseCode", node_number(arena, 200));
        node_add(error, "ResponsePagePath", node_text(arena, arena_join(arena, "/", index)));
    } else if (!cdn->index.from && !cdn->spa.value) {
        diag_add(template->diags, FINDING(no_index), node_place(cdn->functions.from),
                 "set index: off, or use origin-request",
                 "index documents of folders do not work together with this viewer-request function");
    }
}

void cdn_functions_write(struct distribution *distribution, struct node *behavior)
{
    const struct cdn *cdn = distribution->cdn;
    struct template *template = distribution->template;
    struct attached all[] = { { "viewer-request", &cdn->functions.viewerRequest, NULL },
                              { "viewer-response", &cdn->functions.viewerResponse, NULL },
                              { "origin-request", &cdn->functions.originRequest, NULL },
                              { "origin-response", &cdn->functions.originResponse, NULL } };
    const struct attached *lambda = NULL, *file = NULL;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!all[i].text->value) continue;
        const struct named *named = names_find(template->names, all[i].text->value);
        if (named_is(named, KIND_function)) all[i].function = named;
        if (is_viewer(all[i].event) && all[i].function) lambda = &all[i];
        if (is_viewer(all[i].event) && !all[i].function) file = &all[i];
        (all[i].function ? lambda_attach : file_attach)(distribution, behavior, &all[i]);
    }
    if (lambda && file) {
        struct diag *diag =
            diag_add(template->diags, FINDING(edge_mixed), node_place(file->text->from),
                     "use the same kind for both viewer events, or an origin event",
                     "viewer events must be either CloudFront functions or Lambda@Edge functions");
        diag_note(template->diags, diag, node_place(lambda->text->from),
                  "a Lambda@Edge function is used here");
    }
    struct flag off;
    bool none = cdn->index.from && flag_form.word(&off, cdn->index.from) && !off.value;
    bool hindered = lambda || cdn->functions.viewerRequest.from;
    if (!none && cdn->bucket.from)
        index_attach(distribution, behavior, cdn->index.value ? cdn->index.value : "index.html", hindered);
}
