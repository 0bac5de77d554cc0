/* Which variables there are, and what is meant by those that do not exist: misspelt, or another tool's. */
#include "base/text.h"
#include "service/variable.h"
#include <string.h>

const struct variable_about variable_list[] = {
    { "stage", "", "Stage: `--stage`, otherwise `stage:`, otherwise dev." },
    { "service", "", "Name of the service." },
    { "region", "", "Region of the stack, inserted by CloudFormation." },
    { "account", "", "Account ID, inserted by CloudFormation." },
    { "var", ":NAME", "Value of any type under `variables:`. `hosts.0.name` is a part of it." },
    { "param", ":NAME", "Parameter under `parameters:`." },
    { "env", ":NAME",
      "Environment variable, or a variable of `.env.STAGE` or `.env` next to the description; the first one "
      "found. A variable whose name or value looks secret (`DB_PASSWORD`, `STRIPE_KEY`, a URL with a "
      "password) becomes a parameter with `NoEcho` such as `EnvDbPassword`, whose value `cfgen deploy` "
      "passes. Credentials of cfgen and of the pipeline that runs it (`AWS_SECRET_ACCESS_KEY`, "
      "`GITHUB_TOKEN`) cannot be read. Findings and `cfgen diff` hide other values, except those of harmless "
      "names (`AWS_REGION`, `GITHUB_SHA`), numbers, true and false." },
    { "file", ":PATH",
      "File: YAML or JSON, or the part after `#` such as `config.yml#hosts.0.name`; other files as text. The "
      "path is relative to the file that contains the variable. A value that looks secret, by the name of "
      "the file or part or by itself, becomes a parameter with `NoEcho`." },
    { "git", ":sha", "Commit that is checked out. `git:branch` is its branch." },
    { "cf", ":STACK.OUTPUT",
      "Output of another stack, read at each deployment. `cf:REGION.STACK.OUTPUT` is an output in another "
      "region." },
    { "ssm", ":/NAME",
      "Parameter of Systems Manager Parameter Store, inserted by CloudFormation. If only its value changes, "
      "nothing is deployed. A parameter of type `AWS::SSM::Parameter::Value<String>` is read at each "
      "deployment." },
    { "secret", ":NAME#KEY",
      "Key of a secret in Secrets Manager, or the whole secret without `#KEY`, inserted by CloudFormation. "
      "NAME is a name under `secrets:`, or any secret of the account." },
    { NULL, NULL, NULL },
};

static const struct other_tool {
    const char *prefix, *hint;
} other_tools[] = {
    { "self:service", "write ${service}" },
    { "self:provider.stage", "write ${stage}" },
    { "self:provider.region", "write ${region}" },
    { "self:custom.", "define it under variables: and write ${var:%s}" },
    { "self:", "define the value under variables: and write ${var:NAME}" },
    { "opt:stage", "write ${stage}" },
    { "opt:region", "write ${region}" },
    { "opt:", "define it under parameters: and write ${param:%s}" },
    { "sls:stage", "write ${stage}" },
    { "sls:", "write ${stage}, or ${env:NAME}" },
    { "aws:accountId", "write ${account}" },
    { "aws:region", "write ${region}" },
    { "AWS::Region", "write ${region} or ${account}, or use !Sub" },
    { "AWS::AccountId", "write ${region} or ${account}, or use !Sub" },
    { "AWS::", "use !Sub" },
    { "file(", "write ${file:PATH}, or ${file:PATH#part.of.it}" },
    { "cf(", "write ${cf:REGION.STACK.OUTPUT}" },
    { "cf.", "write ${cf:REGION.STACK.OUTPUT}" },
    { "ssm(", "write ${ssm:/PATH}" },
    { "ssm.", "write ${ssm:/PATH}" },
    { "strToBool(", "remove it: a value that is a single variable keeps its type" },
    { "construct:", "refer to the resource with !Ref or !GetAtt" },
    { NULL, NULL },
};

struct resolved variable_unknown(const struct lookup *a, const char *name)
{
    struct arena *arena = a->variables->arena;
    const struct other_tool *f = other_tools;
    while (f->prefix && !text_starts(name, f->prefix)) f++;
    if (f->prefix) {
        const char *hint = f->hint, *rest = name + strlen(f->prefix), *at = strstr(hint, "%s");
        if (at) hint = arena_text(arena, "%.*s%s%s", (int)(at - hint), hint, rest, at + 2);
        if (strstr(name, "::"))
            return lookup_failed(a, FINDING(unknown_variable), hint, "unknown variable '%s'", name);
        return lookup_failed(a, FINDING(foreign_variable), hint, "${%s} belongs to another tool", name);
    }
    const char *word = arena_copy(arena, name, strcspn(name, ":"));
    struct nearest nearest = { .word = word };
    for (const struct variable_about *v = variable_list; v->name; v++) nearest_try(&nearest, v->name);
    return lookup_failed(a, FINDING(unknown_variable),
                         nearest.name ? diag_meant(arena, nearest.name) : "a literal ${ is written $${",
                         "unknown variable '%s'", word);
}
