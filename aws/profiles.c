#include "aws/profiles.h"
#include "base/file.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

struct reading {
    struct diags *diags;
    struct arena *arena;
    const char *path;
    bool config; /* where a profile's section says so: [profile NAME] */
    int line;
    struct node *sections, *section, *nested;
};

static struct place here(const struct reading *reading)
{
    return (struct place){ reading->path, reading->line, 1, 1 };
}

static char *trimmed(struct arena *arena, const char *text, size_t size)
{
    while (size && isspace((unsigned char)*text)) text++, size--;
    while (size && isspace((unsigned char)text[size - 1])) size--;
    return arena_copy(arena, text, size);
}

/* Of the part behind `profile`, `services` or `sso-session`: one word or quoted text, else NULL. */
static const char *unquoted(struct arena *arena, const char *name)
{
    char quote = *name;
    if (quote != '"' && quote != '\'') return *name && !strpbrk(name, "\"' \t") ? name : NULL;
    const char *end = strchr(name + 1, quote);
    return end && !end[1] ? arena_copy(arena, name + 1, (size_t)(end - name - 1)) : NULL;
}

/* The key of the section's map. NULL: none of AWS's sections; `*wrong` then says that it looks like one. */
static const char *section_name(struct reading *reading, const char *title, bool *wrong)
{
    static const char *const kinds[] = { "profile", "services", "sso-session" };
    if (!reading->config || !strcmp(title, "default")) return title;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t size = strlen(kinds[i]);
        if (strncmp(title, kinds[i], size) != 0 || !isspace((unsigned char)title[size])) continue;
        const char *name =
            unquoted(reading->arena, trimmed(reading->arena, title + size, strlen(title + size)));
        *wrong = !name;
        return !name || !i ? name : arena_text(reading->arena, "%s %s", kinds[i], name);
    }
    return NULL;
}

static bool read_section(struct reading *reading, const char *line)
{
    const char *end = strchr(line, ']');
    if (!end) {
        diag_add(reading->diags, FINDING(profile_syntax), here(reading), NULL, "missing ']'");
        return false;
    }
    bool wrong = false;
    const char *title = trimmed(reading->arena, line + 1, (size_t)(end - line - 1));
    const char *name = section_name(reading, title, &wrong);
    if (wrong)
        diag_add(reading->diags, FINDING(profile_ignored), here(reading),
                 "write [profile NAME] or [profile \"THE NAME\"]",
                 "section ignored: its name is not a single word or a quoted string");
    reading->nested = NULL;
    reading->section = name ? node_find(reading->sections, name) : node_map(reading->arena);
    if (reading->section) return true;
    reading->section = node_add(reading->sections, name, node_map(reading->arena));
    reading->section->place = here(reading);
    return true;
}

static bool read_value(struct reading *reading, const char *line, bool indented)
{
    const char *equals = strchr(line, '=');
    if (!reading->section || !equals || equals == line) {
        const char *why = reading->section ? "expected 'key = value'" : "line before the first [section]";
        diag_add(reading->diags, FINDING(profile_syntax), here(reading), NULL, "%s", why);
        return false;
    }
    struct node *into = indented && reading->nested ? reading->nested : reading->section;
    const char *key = trimmed(reading->arena, line, (size_t)(equals - line));
    const char *value = trimmed(reading->arena, equals + 1, strlen(equals + 1));
    struct node *node = *value ? node_text(reading->arena, value) : node_map(reading->arena);
    node->place = here(reading);
    node_set(into, key, node);
    if (into == reading->section) reading->nested = *value ? NULL : node;
    return true;
}

static bool read_line(struct reading *reading, char *line)
{
    bool indented = isspace((unsigned char)*line);
    char *text = trimmed(reading->arena, line, strlen(line));
    if (!*text || *text == '#' || *text == ';') return true;
    return *text == '[' && !indented ? read_section(reading, text) : read_value(reading, text, indented);
}

static bool read_file(struct node **sections, struct diags *diags, const struct surroundings *surroundings,
                      const char *path, bool config)
{
    struct bytes bytes;
    struct reading reading = { .diags = diags, .arena = diags->arena, .path = path, .config = config };
    enum file_state state =
        surroundings->read(surroundings->with, diags->arena, path, LARGEST_SETTINGS, &bytes);
    if (state == FILE_ABSENT) return true;
    if (state != FILE_THERE) {
        diag_add(diags,
                 state == FILE_DENIED   ? FINDING(file_denied)
                 : state == FILE_FOLDER ? FINDING(file_folder)
                                        : FINDING(file_failed),
                 (struct place){ .file = path }, NULL, "the AWS config file cannot be read");
        return false;
    }
    if (text_bad_utf8(bytes.at, bytes.size) < bytes.size || memchr(bytes.at, 0, bytes.size)) {
        diag_add(diags, FINDING(profile_syntax), (struct place){ .file = path }, NULL, "not a text file");
        return false;
    }
    reading.sections = node_map(diags->arena);
    bool fine = true;
    for (const char *at = bytes.at, *end = bytes.at + bytes.size; at < end; at++) {
        size_t size = strcspn(at, "\n");
        reading.line++;
        fine = read_line(&reading, arena_copy(diags->arena, at, size)) && fine;
        at += size;
    }
    *sections = reading.sections;
    return fine;
}

static const char *path_of(struct diags *diags, const struct surroundings *surroundings, const char *variable,
                           const char *name)
{
    const char *path = surroundings->environment(surroundings->with, variable);
    const char *home = surroundings->environment(surroundings->with, "HOME");
    if (path && text_starts(path, "~/") && home) return path_join(diags->arena, home, path + 2);
    return path && *path ? path : path_join(diags->arena, home ? home : "/", name);
}

bool profiles_read(struct profiles *profiles, struct diags *diags, const struct surroundings *surroundings)
{
    *profiles =
        (struct profiles){ path_of(diags, surroundings, "AWS_CONFIG_FILE", ".aws/config"),
                           path_of(diags, surroundings, "AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials"),
                           NULL, NULL };
    bool fine = read_file(&profiles->config, diags, surroundings, profiles->config_path, true);
    return read_file(&profiles->credentials, diags, surroundings, profiles->credentials_path, false) && fine;
}

const char *profiles_word(const struct profiles *profiles, const char *profile, const char *key)
{
    const char *word = node_word(node_find(profiles->credentials, profile), key);
    return word ? word : node_word(node_find(profiles->config, profile), key);
}
