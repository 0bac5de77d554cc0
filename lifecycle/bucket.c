#include "lifecycle/bucket.h"
#include "aws/endpoint.h"
#include "aws/sts.h"

#define NAMESPACE "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\""

static const struct {
    const char *part, *action, *content;
} settings[] = {
    { "publicAccessBlock", "s3:PutBucketPublicAccessBlock",
      "<PublicAccessBlockConfiguration " NAMESPACE "><BlockPublicAcls>true</BlockPublicAcls>"
      "<IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy>"
      "<RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>" },
    { "ownershipControls", "s3:PutBucketOwnershipControls",
      "<OwnershipControls " NAMESPACE
      "><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>" },
    { "encryption", "s3:PutEncryptionConfiguration",
      "<ServerSideEncryptionConfiguration " NAMESPACE "><Rule><ApplyServerSideEncryptionByDefault>"
      "<SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></"
      "ServerSideEncryptionConfiguration>" },
    { "versioning", "s3:PutBucketVersioning",
      "<VersioningConfiguration " NAMESPACE "><Status>Enabled</Status></VersioningConfiguration>" },
};

static const char *policy_of(struct operation *operation, const struct bucket *bucket)
{
    const char *partition = endpoint_partition(operation->aws->region)->name;
    return arena_text(operation->arena,
                      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"TlsOnly\",\"Effect\":\"Deny\","
                      "\"Principal\":\"*\","
                      "\"Action\":\"s3:*\",\"Resource\":[\"arn:%s:s3:::%s\",\"arn:%s:s3:::%s/*\"],"
                      "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}",
                      partition, bucket->name, partition, bucket->name);
}

/* The policy comes last: where it is, all else is too. */
static bool settle(struct operation *operation, const struct bucket *bucket)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (!s3_bucket_put(operation->aws, operation->arena, bucket, settings[i].part, settings[i].action,
                           settings[i].content))
            return false;
    return s3_bucket_put(operation->aws, operation->arena, bucket, "policy", "s3:PutBucketPolicy",
                         policy_of(operation, bucket));
}

static enum outcome make(struct operation *operation, const struct bucket *bucket)
{
    operation_say(operation, "creating the artifact bucket %s", bucket->name);
    bool made = s3_bucket_create(operation->aws, operation->arena, bucket);
    made = made || aws_error_is(operation->aws, "BucketAlreadyOwnedByYou");
    if (!made && aws_error_is(operation->aws, "BucketAlreadyExists")) {
        diag_add(operation->diags, FINDING(bucket_foreign), (struct place){ 0 }, NULL,
                 "the bucket %s belongs to another account", bucket->name);
        return OUTCOME_AWS;
    }
    return made && settle(operation, bucket) ? OUTCOME_DONE : operation_failed(operation);
}

/* A guessed name may have been taken by somebody else, and S3 does not tell who asks for it. */
static enum outcome not_ours(struct operation *operation, const struct bucket *bucket)
{
    struct diag *diag = aws_report(operation->aws, (struct place){ 0 });
    diag_note(operation->diags, diag, (struct place){ 0 },
              "S3 also responds like this if the bucket %s belongs to another account", bucket->name);
    return OUTCOME_AWS;
}

bool bucket_name(struct operation *operation, struct bucket *bucket)
{
    struct aws *aws = operation->aws;
    struct caller caller;
    if (!sts_caller(aws, &caller)) return false;
    *bucket = (struct bucket){ arena_text(operation->arena, "cfgen-%s-%s", caller.account, aws->region),
                               caller.account };
    return true;
}

enum outcome bucket_prepare(struct operation *operation, struct bucket *bucket)
{
    struct aws *aws = operation->aws;
    if (!bucket_name(operation, bucket)) return operation_failed(operation);
    bool there = s3_bucket_find(aws, operation->arena, bucket), settled = false;
    if (!there && aws->error.status == 404) return make(operation, bucket);
    if (!there && aws->error.status == 403) return not_ours(operation, bucket);
    if (!there || !s3_bucket_policy(aws, operation->arena, bucket, &settled))
        return operation_failed(operation);
    return settled || settle(operation, bucket) ? OUTCOME_DONE : operation_failed(operation);
}
