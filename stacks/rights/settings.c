/* Settings of a resource that open it, or that keep it shut. */
#include "base/text.h"
#include "stacks/rights/readers.h"
#include <string.h>

static void setting_add(const struct reading *reading, struct grant grant, const char *action)
{
    struct arena *arena = reading->graph->arena;
    grant.principal = pattern_one(arena, "*");
    grant.action = pattern_one(arena, action);
    grant.resource = pattern_one(arena, self_of(reading));
    grant.cause = reading->properties->place;
    grant_add(reading, self_of(reading), grant);
}

/* https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
void read_bucket(const struct reading *reading, const char *targets)
{
    static const char *const settings[][2] = { { "BlockPublicAcls", "setting public ACLs" },
                                               { "IgnorePublicAcls", "using public ACLs" },
                                               { "BlockPublicPolicy", "setting a public policy" },
                                               { "RestrictPublicBuckets", "using a public policy" } };
    const struct node *block = node_find(reading->properties, "PublicAccessBlockConfiguration");
    (void)targets;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (property_is(reading, block, settings[i][0], "true"))
            setting_add(reading, (struct grant){ .deny = true, .verb = settings[i][1] }, settings[i][0]);
    bool write = property_is(reading, reading->properties, "AccessControl", "PublicReadWrite");
    if (write || property_is(reading, reading->properties, "AccessControl", "PublicRead"))
        setting_add(reading, (struct grant){ .verb = "list" }, "list");
    if (write) setting_add(reading, (struct grant){ .verb = "write and delete the objects of" }, "write");
}

void read_database(const struct reading *reading, const char *targets)
{
    struct arena *arena = reading->graph->arena;
    const char *const condition[] = { "its security groups let them in", NULL };
    (void)targets;
    if (property_is(reading, reading->properties, "PubliclyAccessible", "true"))
        setting_add(reading,
                    (struct grant){ .who = "anyone on the internet",
                                    .verb = "reach",
                                    .conditions = atom_new(arena, "", "", condition) },
                    "reach");
}

/* Without a setting there is no second factor, and anybody may sign up.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpool.html */
void read_user_pool(const struct reading *reading, const char *targets)
{
    const struct node *creation = node_find(reading->properties, "AdminCreateUserConfig");
    (void)targets;
    if (!property_is(reading, reading->properties, "MfaConfiguration", "ON"))
        setting_add(reading, (struct grant){ .who = "users without a second factor", .verb = "sign in to" },
                    "sign in without MFA");
    if (!property_is(reading, creation, "AllowAdminCreateUserOnly", "true"))
        setting_add(reading, (struct grant){ .verb = "sign up to" }, "sign up");
}

void read_identity_pool(const struct reading *reading, const char *targets)
{
    (void)targets;
    if (property_is(reading, reading->properties, "AllowUnauthenticatedIdentities", "true"))
        setting_add(reading, (struct grant){ .verb = "get credentials from" }, "get credentials");
}
