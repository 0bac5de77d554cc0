#include "templates/wiring/elsewhere.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/arn.h"
#include <string.h>

#define STORED "{{resolve:ssm:"

/* Dynamic references are resolved after functions have been; a parameter that CloudFormation looks up in
 * Parameter Store is not. */
static const struct node *resolved(struct template *template, const struct node *arn)
{
    struct arena *arena = template->arena;
    if (arn->shape != SCALAR || !text_starts(arn->text, STORED)) return arn;
    const char *path = arn->text + sizeof STORED - 1;
    path = arena_copy(arena, path, strcspn(path, "}"));
    const char *id =
        arena_join(arena, "Stored",
                   text_pascal(arena, text_replace(arena, text_replace(arena, path, "/", "-"), ":", "-")));
    id = text_replace(arena, id, ".", "");
    struct node *parameter = node_map(arena);
    node_add(parameter, "Type", node_text(arena, "AWS::SSM::Parameter::Value<String>"));
    node_add(parameter, "Default", node_text(arena, path));
    if (!node_find(template->parameters, id)) node_add(template->parameters, id, parameter);
    return intrinsic_ref(arena, id);
}

struct node *elsewhere_name(struct template *template, const struct node *arn)
{
    return arn_select(template->arena, resolved(template, arn), ARN_RESOURCE);
}

struct node *elsewhere_table_name(struct template *template, const struct node *arn)
{
    return arn_name(template->arena, resolved(template, arn));
}

/* https://sqs.REGION.amazonaws.com/ACCOUNT/NAME */
struct node *elsewhere_queue_url(struct template *template, const struct node *arn)
{
    static const enum arn_part parts[] = { ARN_REGION, ARN_ACCOUNT, ARN_RESOURCE };
    static const char *const between[] = { "https://sqs.", ".${AWS::URLSuffix}/", "/" };
    struct arena *arena = template->arena;
    arn = resolved(template, arn);
    struct node *variables = node_map(arena);
    const char *text = "";
    for (int i = 0; i < 3; i++) {
        struct node *part = arn_select(arena, arn, parts[i]);
        const char *name = arena_text(arena, "Part%d", i + 1);
        const char *shown = part->shape == SCALAR ? part->text : arena_text(arena, "${%s}", name);
        text = arena_join(arena, text, arena_join(arena, between[i], shown));
        if (part->shape != SCALAR) node_add(variables, name, part);
    }
    if (!variables->count) return intrinsic_sub_text(arena, text);
    struct node *sub = node_map(arena), *list = node_add(sub, "Fn::Sub", node_list(arena));
    node_add(list, NULL, node_text(arena, text));
    node_add(list, NULL, variables);
    return sub;
}

struct node *elsewhere_local_arn(struct template *template, const char *arn_format, const struct node *arn)
{
    struct arena *arena = template->arena;
    struct node *here = node_map(arena), *sub = node_add(here, "Fn::Sub", node_list(arena));
    node_add(sub, NULL, node_text(arena, arn_format));
    node_add(node_add(sub, NULL, node_map(arena)), "Name", arn_select(arena, arn, ARN_RESOURCE + 1));
    return here;
}
