#include "templates/api/route.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY" };
enum { METHODS = sizeof methods / sizeof *methods };

static bool bad(struct diags *diags, const struct node *from, const char *hint, const char *why)
{
    diag_add(diags, FINDING(bad_route), node_place(from), hint, "'%s' is not a route: %s", from->text, why);
    return false;
}

static const char *method_find(struct arena *arena, const char *word, size_t size, struct nearest *nearest)
{
    *nearest = (struct nearest){ .word = arena_copy(arena, word, size) };
    for (int i = 0; i < METHODS; i++) {
        if (!strcmp(nearest->word, methods[i])) return methods[i];
        nearest_try(nearest, methods[i]);
    }
    return NULL;
}

/* Why a segment of a path is not one: the rest of the sentence, or NULL. */
static const char *invalid_segment(const char *at, size_t size, bool last)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:$@!&*+,;='%()";
    if (!size) return "it has an empty segment";
    if (memchr(at, '?', size)) return "it must not have a query; all queries are passed on";
    if (*at == '{') {
        if (at[size - 1] != '}' || size < 3)
            return "a parameter must be a whole segment, such as /quests/{id}";
        bool greedy = at[size - 2] == '+';
        size_t name = size - 2 - greedy;
        for (size_t i = 1; i <= name; i++)
            if (!isalnum((unsigned char)at[i]) && !strchr("_-.", at[i]))
                return "the name of a parameter must contain letters, digits, _ - and . only";
        if (!name) return "a parameter needs a name, such as {id}";
        return greedy && !last ? "a parameter with + must be the last segment" : NULL;
    }
    for (size_t i = 0; i < size; i++) {
        if (at[i] == '{' || at[i] == '}') return "a parameter must be a whole segment, such as /quests/{id}";
        if (!strchr(allowed, at[i])) return "a segment must contain letters, digits and - . _ ~ : $ @ only";
    }
    return NULL;
}

/* Text with room for what a path may become; this is done once a route, so without formatting. */
static void append(char **to, const char *text, size_t size)
{
    memcpy(*to, text, size);
    *to += size;
}

static const char *split(struct arena *arena, struct route *route)
{
    size_t method = strlen(route->method), room = 2 * (method + strlen(route->path)) + 2;
    char *same = arena_take(arena, room), *arn = arena_take(arena, room), *words = arena_take(arena, room);
    route->same = same;
    route->arn = arn;
    route->words = words;
    append(&same, route->method, method);
    append(&arn, strcmp(route->method, "ANY") ? route->method : "*",
           strcmp(route->method, "ANY") ? method : 1);
    for (size_t i = 0; i < method; i++)
        *words++ = (char)(i ? tolower((unsigned char)route->method[i]) : route->method[i]);
    if (!strcmp(route->path, "/")) append(&arn, "/", 1);
    for (const char *at = route->path; *at == '/' && at[1];) {
        size_t size = strcspn(++at, "/");
        const char *why = invalid_segment(at, size, !at[size]);
        if (why) return why;
        bool parameter = *at == '{';
        append(&same, parameter ? "/{}" : at - 1, parameter ? 3 : size + 1);
        append(&arn, parameter ? "/*" : at - 1, parameter ? 2 : size + 1);
        if (parameter) append(&words, "By", 2);
        const char *word = text_pascal(arena, arena_copy(arena, at, size));
        append(&words, word, strlen(word));
        at += size;
        if (*at == '/' && !at[1]) return "it ends with /";
    }
    return NULL;
}

bool route_read(struct arena *arena, struct diags *diags, const struct node *from, struct route *route)
{
    size_t size = strcspn(from->text, " ");
    const char *path = from->text + size + strspn(from->text + size, " ");
    struct nearest nearest;
    *route = (struct route){ .method = method_find(arena, from->text, size, &nearest), .path = path };
    if (!*path) return bad(diags, from, "such as POST /quests", "write a method and a path");
    if (!route->method)
        return bad(diags, from, diag_meant(arena, nearest.name),
                   "the method must be GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS or ANY");
    if (*path != '/') return bad(diags, from, NULL, "a path must begin with /");
    const char *why = split(arena, route);
    if (why) return bad(diags, from, NULL, why);
    if (!strcmp(path, "/ping") || !strcmp(path, "/sping")) {
        diag_add(diags, FINDING(reserved_path), node_place(from), "use another path, such as /health",
                 "API Gateway reserves the path %s", path);
        return false;
    }
    return true;
}
