/* Functions: what the description says of one, and what events bind to. */
#ifndef TEMPLATES_FUNCTIONS_FUNCTION_H
#define TEMPLATES_FUNCTIONS_FUNCTION_H
#include "templates/alarms/alarm.h"
#include "templates/api/api.h"
#include "templates/core/kind.h"

struct grant {
    const struct node *from;
    struct reference to;
    struct text *verbs;
};

struct variable {
    const struct node *from;
    struct text name, value;
};

struct statement { /* as IAM has it */
    const struct node *from;
    struct text sid, effect;
    struct any action, not_action, resource, not_resource, condition;
};

struct logs {
    const struct node *from;
    struct days retention;
    struct text name, format, level, system, class, key;
};

struct concurrency_step {
    const struct node *from;
    struct text at;
    struct integer base, max;
};

struct concurrency {
    const struct node *from;
    struct integer base, max;
    struct percent target;
    struct text timezone;
    struct concurrency_step *schedule;
};

struct vpc {
    const struct node *from;
    struct text id;
    struct any subnets, securityGroups;
    struct flag ipv6;
};

struct mount { /* of a file system */
    const struct node *from;
    struct text path, arn;
};

struct function_code { /* what its archive is made of, or is */
    const struct node *from;
    struct text folder, archive, *include, *exclude;
};

struct function_url {
    const struct node *from;
    struct text auth;
    struct cors cors;
    struct flag stream;
};

struct image {
    const struct node *from;
    struct text uri, workingDirectory, *command, *entryPoint;
};

struct idempotency {
    const struct node *from;
    struct flag on;
    struct seconds ttl;
    struct text key;
};

struct retries {
    const struct node *from;
    struct integer attempts;
    struct seconds age;
};

struct destinations {
    const struct node *from;
    struct reference success, failure;
};

struct deploy {
    const struct node *from;
    struct text type, errors, *alarms;
    struct percent percent;
    struct integer minutes;
    struct reference before, after;
};

struct function {
    struct item item;
    struct text name, description, handler, runtime, architecture, role, boundary, *policies;
    struct function_code code;
    struct function_url url;
    struct statement *statements;
    struct megabytes memory, storage;
    struct image image;
    struct reference *layers;
    struct text key, alias, runtimeUpdates;
    struct integer reservedConcurrency;
    struct vpc vpc;
    struct deploy deploy;
    struct retries retries;
    struct destinations destinations;
    struct reference deadLetters;
    struct idempotency idempotency;
    struct request request;
    struct mount *efs;
    struct tag *tags;
    struct seconds timeout, warm;
    struct flag tracing, edge, snapStart, recursion;
    struct logs logs;
    struct variable *environment;
    struct grant *access;
    struct chosen *events;
    struct concurrency provisionedConcurrency;
    struct function_alarms alarms;
};
#endif
