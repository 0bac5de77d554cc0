/* Streams of Kinesis. */
#ifndef TEMPLATES_KINDS_STREAM_H
#define TEMPLATES_KINDS_STREAM_H
#include "templates/core/kind.h"

struct stream {
    struct item item;
    struct text name, encryption;
    struct integer shards;
    struct days retention;
};
#endif
