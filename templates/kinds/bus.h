/* Event buses: the service's own, and the default bus of the account. */
#ifndef TEMPLATES_KINDS_BUS_H
#define TEMPLATES_KINDS_BUS_H
#include "templates/core/kind.h"

struct bus {
    struct item item;
    struct text name, description;
    struct days archive;
};
#endif
