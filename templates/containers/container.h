/* Containers on Fargate, behind the same queues and routes as functions but without their time limit: the
 * description of one. */
#ifndef TEMPLATES_CONTAINERS_CONTAINER_H
#define TEMPLATES_CONTAINERS_CONTAINER_H
#include "templates/functions/function.h"

struct secret_variable {
    const struct node *from;
    struct text name, value;
};

struct tasks {
    const struct node *from;
    struct text count;
    struct percent cpu, memory;
    struct integer waiting;
};

struct container_health {
    const struct node *from;
    struct text command;
    struct seconds every, timeout, grace;
    struct integer retries;
};

struct container_vpc {
    const struct node *from;
    struct text id;
    struct any subnets, securityGroups;
    struct flag open;
};

struct container_logs {
    const struct node *from;
    struct days retention;
    struct text name, key;
};

struct container_queue { /* an event */
    const struct node *from;
    struct reference name;
    struct integer batch;
    struct seconds timeout;
};

struct container_schedule { /* likewise */
    const struct node *from;
    struct text *rate, timezone, description, *command, regions;
    struct any input;
    struct flag enabled;
};

struct container {
    struct item item;
    struct integer port;
    struct function_code code;
    struct text image, handler, runtime, description, *command, *entryPoint, workingDirectory, user;
    struct text credentials, architecture, cpu, role, boundary, *policies;
    struct megabytes memory, storage;
    struct variable *environment;
    struct secret_variable *secrets;
    struct grant *access;
    struct statement *statements;
    struct chosen *events;
    struct tasks tasks;
    struct container_vpc vpc;
    struct container_health health;
    struct flag spot, shell;
    struct seconds stop;
    struct container_logs logs;
};
extern const struct form container_event_form;
#endif
