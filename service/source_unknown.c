/* Variables that do not exist here: misspelt, or another tool's. */
#include "base/text.h"
#include "service/variable.h"
#include <string.h>

static const struct foreign {
    const char *begins, *ours;
} foreigners[] = {
    { "self:service", "write ${service}" },
    { "self:provider.stage", "write ${stage}" },
    { "self:provider.region", "write ${region}" },
    { "self:custom.", "put it under variables: and write ${var:%s}" },
    { "self:", "put the value under variables: and write ${var:NAME}" },
    { "opt:stage", "write ${stage}" },
    { "opt:region", "write ${region}" },
    { "opt:", "put it under parameters: and write ${param:%s}" },
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
    { "strToBool(", "leave it out: a value that is one variable keeps its type" },
    { "construct:", "refer to the resource by !Ref or !GetAtt" },
    { NULL, NULL },
};

struct meaning variable_unknown(const struct asked *a, const char *name)
{
    static const char *const names[] = { "stage", "region", "account", "service", "param", "var",
                                         "env",   "file",   "git",     "cf",      "ssm",   "secret" };
    struct arena *arena = a->variables->arena;
    const struct foreign *f = foreigners;
    while (f->begins && !text_starts(name, f->begins)) f++;
    if (f->begins) {
        const char *hint = f->ours, *rest = name + strlen(f->begins), *at = strstr(hint, "%s");
        if (at) hint = arena_text(arena, "%.*s%s%s", (int)(at - hint), hint, rest, at + 2);
        if (strstr(name, "::"))
            return meaning_wrong(a, FINDING_unknown_variable, hint, "there is no variable '%s'", name);
        return meaning_wrong(a, FINDING_foreign_variable, hint, "${%s} is another tool's", name);
    }
    const char *word = arena_copy(arena, name, strcspn(name, ":"));
    struct nearest nearest = { .word = word };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) nearest_try(&nearest, names[i]);
    return meaning_wrong(a, FINDING_unknown_variable,
                         nearest.name ? diag_meant(arena, nearest.name) : "a literal ${ is written $${",
                         "there is no variable '%s'", word);
}
