/* What happens, for programs: one JSON object a line, written at once, {"schema": "cfgen.event/1", "time":
 * …}. */
#ifndef CFGEN_EVENTS_H
#define CFGEN_EVENTS_H
#include "base/node.h"
#include "cfgen/command.h"

struct events;

struct events *events_open(struct run *, const char *path); /* NULL after a finding; - is standard output */
/* Pairs of a key and a text, ending with NULL; a text of NULL is left out. */
void events_write(struct events *, const char *event, ...);
#endif
