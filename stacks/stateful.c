#include "stacks/stateful.h"
#include "base/text.h"
#include <string.h>

static const char *const types[] = {
    "AWS::AmazonMQ::Broker",
    "AWS::Backup::BackupVault",
    "AWS::Cassandra::Keyspace",
    "AWS::Cassandra::Table",
    "AWS::CloudFormation::Stack", /* for all that it has */
    "AWS::CodeCommit::Repository",
    "AWS::Cognito::UserPool",
    "AWS::DocDB::DBCluster",
    "AWS::DocDBElastic::Cluster",
    "AWS::DSQL::Cluster",
    "AWS::DynamoDB::GlobalTable",
    "AWS::DynamoDB::Table",
    "AWS::EC2::Volume",
    "AWS::ECR::Repository",
    "AWS::EFS::FileSystem",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::ElastiCache::ServerlessCache",
    "AWS::Elasticsearch::Domain",
    "AWS::FSx::FileSystem",
    "AWS::FSx::Volume",
    "AWS::KMS::Key",
    "AWS::KMS::ReplicaKey",
    "AWS::Kinesis::Stream",
    "AWS::MSK::Cluster",
    "AWS::MSK::ServerlessCluster",
    "AWS::MemoryDB::Cluster",
    "AWS::Neptune::DBCluster",
    "AWS::NeptuneGraph::Graph",
    "AWS::OpenSearchServerless::Collection",
    "AWS::OpenSearchService::Domain",
    "AWS::QLDB::Ledger",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
    "AWS::RedshiftServerless::Namespace",
    "AWS::S3::Bucket",
    "AWS::S3Express::DirectoryBucket",
    "AWS::S3Tables::Table",
    "AWS::S3Tables::TableBucket",
    "AWS::S3Vectors::Index",
    "AWS::S3Vectors::VectorBucket",
    "AWS::SecretsManager::Secret",
    "AWS::Timestream::Database",
    "AWS::Timestream::InfluxDBInstance",
    "AWS::Timestream::Table",
};

bool stateful_type(const char *type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!strcmp(type, types[i])) return true;
    return false;
}

bool stateful_is_retained(const struct node *resource, const char *policy)
{
    const char *word = node_word(resource, policy);
    return word && (text_starts(word, "Retain") || !strcmp(word, "Snapshot"));
}

const char *stateful_short_name(struct arena *arena, const char *id, const char *type)
{
    const char *kind = !strcmp(type, "AWS::S3::Bucket")       ? "Bucket"
                       : text_starts(type, "AWS::DynamoDB::") ? "Table"
                                                              : "";
    return arena_copy(arena, id, strlen(id) - (text_ends(id, kind) ? strlen(kind) : 0));
}

bool stateful_is_named(struct arena *arena, const char *name, const char *id, const char *type)
{
    return !strcmp(name, id) || !strcmp(text_pascal(arena, name), stateful_short_name(arena, id, type));
}
