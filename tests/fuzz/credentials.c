/* Whatever stands in the config and credentials files (the bytes before and behind the first NUL): an
 * identity or a finding that does not tell the secret. */
#include "aws/credentials.h"
#include "tests/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *environment(void *with, const char *name)
{
    (void)with;
    if (!strcmp(name, "AWS_CONFIG_FILE")) return "config";
    if (!strcmp(name, "AWS_SHARED_CREDENTIALS_FILE")) return "credentials";
    return NULL;
}

/* AWS's own example of a secret, which the corpus has, and which no message would have by chance. */
static const char secret[] = "wJalrXUtnFEMI";

/* Findings name profiles: what stands in a [section] is a name, whatever it looks like. */
static bool is_a_name(const char *text)
{
    for (const char *at = strstr(text, secret); at; at = strstr(at + 1, secret)) {
        const char *line = at;
        while (line > text && line[-1] != '\n') line--;
        if (memchr(line, '[', (size_t)(at - line))) return true;
    }
    return false;
}

static void must_not_tell(const struct diags *diags)
{
    for (const struct diag *d = diags->first; d; d = d->next)
        if (strstr(d->text, secret) || (d->hint && strstr(d->hint, secret))) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    const char *config = arena_copy(arena, (const char *)data, size), *end = config + strlen(config);
    const char *credentials = (size_t)(end - config) < size ? end + 1 : "";
    struct memory memory = { .files = { { .path = "config", .text = config },
                                        { .path = "credentials", .text = credentials } },
                             .count = 2 };
    struct surroundings surroundings = memory_surroundings(&memory);
    surroundings.environment = environment;
    static const char *const profiles[] = { NULL, "work" };
    for (int i = 0; i < 2; i++) {
        struct identity identity = { 0 };
        struct diags *diags = diags_new(arena);
        if (!identity_find(&identity, diags, &surroundings, profiles[i]) && !diags->errors) abort();
        if (!is_a_name(config) && !is_a_name(credentials)) must_not_tell(diags);
    }
    arena_free(arena);
    return 0;
}
