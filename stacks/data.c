#include "stacks/data.h"
#include "base/text.h"
#include <string.h>

bool data_type(const char *type)
{
    static const char *const types[] = { "AWS::CloudFormation::Stack", /* for all that it has */
                                         "AWS::Cognito::UserPool",         "AWS::DocDB::DBCluster",
                                         "AWS::DynamoDB::GlobalTable",     "AWS::DynamoDB::Table",
                                         "AWS::EFS::FileSystem",           "AWS::KMS::Key",
                                         "AWS::Kinesis::Stream",           "AWS::Neptune::DBCluster",
                                         "AWS::OpenSearchService::Domain", "AWS::RDS::DBCluster",
                                         "AWS::RDS::DBInstance",           "AWS::S3::Bucket",
                                         "AWS::SecretsManager::Secret" };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!strcmp(type, types[i])) return true;
    return false;
}

bool data_kept(const struct node *resource, const char *policy)
{
    const char *word = node_word(resource, policy);
    return word && (text_starts(word, "Retain") || !strcmp(word, "Snapshot"));
}

const char *data_short_name(struct arena *arena, const char *id, const char *type)
{
    const char *kind = !strcmp(type, "AWS::S3::Bucket")       ? "Bucket"
                       : text_starts(type, "AWS::DynamoDB::") ? "Table"
                                                              : "";
    return arena_copy(arena, id, strlen(id) - (text_ends(id, kind) ? strlen(kind) : 0));
}

bool data_named(struct arena *arena, const char *name, const char *id, const char *type)
{
    return !strcmp(name, id) || !strcmp(text_pascal(arena, name), data_short_name(arena, id, type));
}
