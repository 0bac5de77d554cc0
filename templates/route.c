#include "templates/route.h"
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
static const char *bad_segment(const char *at, size_t size, bool last)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:$@!&*+,;='%()";
    if (!size) return "a segment is empty";
    if (memchr(at, '?', size)) return "a query is no part of it; every one is passed on";
    if (*at == '{') {
        if (at[size - 1] != '}' || size < 3) return "a parameter is a whole segment, as in /quests/{id}";
        bool greedy = at[size - 2] == '+';
        size_t name = size - 2 - greedy;
        for (size_t i = 1; i <= name; i++)
            if (!isalnum((unsigned char)at[i]) && !strchr("_-.", at[i]))
                return "a parameter's name has letters, digits, _ - and .";
        if (!name) return "a parameter has a name, as in {id}";
        return greedy && !last ? "a parameter with + takes the rest of the path, so it is the last" : NULL;
    }
    for (size_t i = 0; i < size; i++) {
        if (at[i] == '{' || at[i] == '}') return "a parameter is a whole segment, as in /quests/{id}";
        if (!strchr(allowed, at[i])) return "a segment has letters, digits and - . _ ~ : $ @ only";
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
        const char *why = bad_segment(at, size, !at[size]);
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
    if (!*path) return bad(diags, from, "such as POST /quests", "it takes a method and a path");
    if (!route->method)
        return bad(diags, from, diag_meant(arena, nearest.name),
                   "its method is GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS or ANY");
    if (*path != '/') return bad(diags, from, NULL, "its path begins with /");
    const char *why = split(arena, route);
    if (why) return bad(diags, from, NULL, why);
    if (!strcmp(path, "/ping") || !strcmp(path, "/sping")) {
        diag_add(diags, FINDING(reserved_path), node_place(from), "choose another, such as /health",
                 "API Gateway answers %s itself", path);
        return false;
    }
    return true;
}
