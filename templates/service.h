/* A description in memory, as the rows in templates/catalog.c read it. */
#ifndef TEMPLATES_SERVICE_H
#define TEMPLATES_SERVICE_H
#include "service/field.h"
#include "templates/api/api.h"
#include "templates/api/websocket.h"
#include "templates/core/stacks.h"
#include "templates/functions/function.h"
#include "templates/monitoring/alarms.h"
#include "templates/monitoring/budget.h"
#include "templates/monitoring/dashboard.h"
#include "templates/monitoring/traffic.h"

struct parameter;
struct tag;

struct service {
    const struct node *from;
    struct text service, cfgen, description, runtime, architecture;
    struct text *regions;
    struct flag keep;
    struct parameter *parameters;
    struct tag *tags;
    struct function defaults; /* read to be checked; merged into each function before that is read */
    struct service *stages;   /* read to be checked; the one that is asked for is merged before */
    struct text stage;
    struct any variables, resources, overrides, outputs, conditions, mappings;
    struct api_settings api;
    struct traffic *traffic;
#define KIND(name, section) struct name *section;
#include "templates/kinds.def"
#undef KIND
#define SECTION(name, sentence) struct name name;
#include "templates/sections.def"
#undef SECTION
};
#endif
