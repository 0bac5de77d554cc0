#include "templates/reference.h"
#include "service/document.h"
#include "service/reference.h"
#include "service/variables.h"
#include "templates/catalog.h"
#include "templates/schema_words.h"
#include <string.h>

static void verb_print(const struct kind *kind, const struct verb *verb, struct buffer *out)
{
    buffer_print(out, "| %s | `%s` | `", kind->section, verb->name);
    for (const char *at = verb->actions; *at; at++)
        buffer_text(out, *at == ' ' ? "`, `" : (char[]){ *at, 0 });
    buffer_text(out, "` | ");
    for (const char *at = verb->resources; *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        buffer_print(out, "%sARN%.*s", at == verb->resources ? "`" : "`, `", (int)(size - 1), at + 1);
        at += size;
    }
    buffer_text(out, "` |\n");
}

static void variable_print(const struct kind *kind, const char *variable, const char *about,
                           struct buffer *out)
{
    if (!variable) return;
    buffer_print(out, "| %s | `MY_THING%s` | %s |\n", kind->section, variable,
                 about ? about : "result of `Ref`: the name, or the URL of a queue");
}

static struct page *page_new(struct arena *arena, const char *name)
{
    struct page *page = arena_take(arena, sizeof *page);
    *page = (struct page){ .name = name, .text = buffer_new(arena) };
    return page;
}

static struct page *service_page(struct arena *arena, const struct published *published)
{
    struct page *page = page_new(arena, "service");
    buffer_text(page->text,
                "# The service description\n\nWritten by `cfgen docs`. A value that is usually one thing may "
                "be written as that one thing; a mapping gives the rest.\n\nA warning that is meant is "
                "allowed at its line, or on the line before, with a reason: `# cfgen: allow W603 each region "
                "has its own partners`. Errors cannot be allowed.\n");
    form_document(&service_form, published, page->text, arena);
    return page;
}

static struct page *access_page(struct arena *arena)
{
    struct page *page = page_new(arena, "access");
    struct buffer *out = page->text;
    buffer_text(out, "## Verbs of access\n\n| section | verb | allows | on |\n|---|---|---|---|\n");
    for (const struct catalog_entry *e = catalog; e->kind; e++)
        for (const struct verb *verb = e->kind->grant.verbs; verb->name; verb++)
            verb_print(e->kind, verb, out);
    buffer_text(
        out,
        "\nA function takes and gives at most 6 MB a call, and an API answers at most 10 MB: let clients "
        "load and "
        "store what may be larger directly in a bucket, by a URL that `presign` allows to sign. What takes "
        "longer than a function's 15 minutes is a workflow.\n");
    buffer_text(out, "\n## What access puts into the environment\n\n| section | variable of `myThing` | "
                     "value |\n|---|---|---|\n");
    for (const struct catalog_entry *e = catalog; e->kind; e++) {
        variable_print(e->kind, e->kind->grant.variable, e->kind->grant.variable_about, out);
        variable_print(e->kind, e->kind->grant.proxy.variable, e->kind->grant.proxy.variable_about, out);
    }
    return page;
}

static struct page *variables_page(struct arena *arena)
{
    struct page *page = page_new(arena, "variables");
    buffer_text(
        page->text,
        "## Variables\n\nA value that is one variable takes its type; behind a comma stands what holds "
        "where there is none, also another variable: `${env:LEVEL, ${file:config.yml#level}}`. Variables "
        "may stand in names of variables: `${file:config.${stage}.yml}`. In `!Sub` a plain `${X}` is "
        "CloudFormation's; elsewhere `$${` is a literal `${`.\n\n| variable | |\n|---|---|\n");
    for (const struct variable_about *about = variable_list; about->name; about++)
        buffer_print(page->text, "| `${%s%s}` | %s |\n", about->name, about->argument, about->about);
    return page;
}

/* A golden shows that it is valid. */
static const struct node *example_read(struct arena *arena)
{
    struct bytes text = { reference_example, (size_t)(reference_example_end - reference_example) - 1 };
    return document_read(arena, diags_new(arena), "example.yml", text);
}

struct page *reference_pages(struct arena *arena)
{
    const struct node *example = example_read(arena);
    const struct published published = schema_published(schemas_new(arena));
    struct page *first = service_page(arena, &published), **end = &first->next;
    for (const struct field *f = service_form.fields; f->key; f++) {
        struct page *page = page_new(arena, f->key);
        if (!form_document_section(f, example, &published, page->text, arena)) continue;
        *end = page;
        end = &page->next;
    }
    *end = access_page(arena);
    (*end)->next = variables_page(arena);
    return first;
}

struct node *reference_schema(struct arena *arena)
{
    const struct published published = schema_published(schemas_new(arena));
    return form_schema(&service_form, &published, arena);
}
