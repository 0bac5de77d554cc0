/* How a function is called: its ARN or name, and the permission to call it. Events, roles and routes use this
 * and do not depend on how a function is written. */
#ifndef TEMPLATES_WIRING_CALL_H
#define TEMPLATES_WIRING_CALL_H
#include "templates/core/kind.h"

struct bound_function;
struct container;
struct deploy;
struct function;
struct route;

/* What runs the code of a bound function: Lambda or ECS. */
struct compute {
    const char *name;      /* function: what texts call it, and its role's policy is named */
    const char *principal; /* the AWS service that its role trusts */
    bool is_invoked;       /* whoever calls it needs a permission; else routes reach it over the network */
    /* How an HTTP or websocket API reaches it, into the integration's properties; `payload` is the version of
     * what it is called with, or NULL. */
    void (*integration)(struct template *, const struct bound_function *, const char *payload,
                        struct node *properties);
    /* How a route of a REST API does, into its x-amazon-apigateway-integration. */
    void (*rest_integration)(struct template *, const struct bound_function *, const struct route *,
                             struct node *integration);
};

/* A function as events, roles and routes see it; or a container, which they see as one. */
struct bound_function {
    const struct compute *compute;
    const struct function *function;
    const char *id;                    /* CreateQuest: what the ids of its resources begin with */
    struct node *statements;           /* of its role's policy */
    bool in_network;                   /* it runs in a VPC */
    bool alias;                        /* events call its alias, not what was deployed last */
    struct route_of **routes;          /* those that lead to it, api.c's own */
    const struct container *container; /* which it stands for: NULL where it is a function */
};

struct node *function_target(struct template *, const struct bound_function *); /* its ARN, or its alias's */
/* Lets an AWS service call the function; `source` is the ARN that it comes from. */
void function_permit(struct template *, const struct bound_function *, const char *id, const char *principal,
                     struct node *source);

/* The ARN by which anything of the service calls it: its alias's, where it has one. */
struct node *function_call_arn(struct template *, const struct function *);
/* What code calls it by: what it is named, as it is written, so that two may call each other; or an ARN or a
 * name that CloudFormation gives. */
struct node *function_name(struct template *, const struct function *);
bool function_has_alias(const struct function *);
const char *function_alias(const struct function *);    /* the alias's name */
bool deploy_is_on(const struct deploy *);               /* traffic moves to a new version bit by bit */
bool function_traces(const struct function *);          /* X-Ray: on by default */
long function_timeout_seconds(const struct function *); /* AWS's default where not written */
#endif
