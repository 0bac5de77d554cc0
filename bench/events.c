/* What reading and writing alone cost: `events DESCRIPTION` reads a description's YAML events; with a
 * template (JSON) it loads that too, and with `print` behind it also writes it, as generate does. The
 * differences are the price of the parts. */
#include "base/file.h"
#include "base/json.h"
#include "cfgen/surroundings.h"
#include "service/yaml.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

static struct bytes read_file(struct arena *arena, const char *path)
{
    struct bytes bytes;
    if (system_surroundings.read(NULL, arena, path, LARGEST_DOCUMENT, &bytes) == FILE_THERE) return bytes;
    fprintf(stderr, "events: %s cannot be read\n", path);
    exit(1);
}

static int read_events(struct bytes text)
{
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.at, text.size);
    int count = 0;
    for (bool end = false; !end; count++) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) exit(1);
        end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return count;
}

int main(int argc, char **argv)
{
    if (argc < 2) return 2;
    struct arena *arena = arena_new();
    fprintf(stderr, "%d events\n", read_events(read_file(arena, argv[1])));
    if (argc > 2) {
        struct bytes text = read_file(arena, argv[2]);
        const struct node *template = json_read(arena, text.at, text.size);
        struct buffer *out = buffer_new(arena);
        if (template && argc > 3) yaml_print(out, template);
        fwrite(out->text, 1, out->size, stdout);
    }
    arena_free(arena);
    return 0;
}
