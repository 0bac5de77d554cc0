#include "lifecycle/drift.h"
#include "aws/cloudformation.h"
#include <string.h>

static enum outcome detected(struct operation *operation, const char *id)
{
    for (;;) {
        const struct node *status = cloudformation_drift_status(operation->aws, operation->arena, id);
        const char *word = node_word(status, "DetectionStatus");
        if (!word) return operation_failed(operation);
        if (!strcmp(word, "DETECTION_COMPLETE")) return OUTCOME_DONE;
        if (!strcmp(word, "DETECTION_FAILED")) {
            const char *reason = node_word(status, "DetectionStatusReason");
            diag_add(operation->diags, FINDING(drift_unknown), (struct place){ 0 }, NULL,
                     "%s: CloudFormation could not check all resources: %s", operation->stack->name,
                     reason ? reason : "AWS gave no reason");
            return OUTCOME_DONE; /* what it could look at is told */
        }
        enum outcome outcome = operation_wait(operation, "drift detection is still in progress");
        if (outcome != OUTCOME_DONE) return outcome;
    }
}

enum outcome drift_read(struct operation *operation, const struct node **found)
{
    const char *id = cloudformation_drift_detect(operation->aws, operation->arena, operation->stack->name);
    enum outcome outcome = id ? detected(operation, id) : operation_failed(operation);
    if (outcome != OUTCOME_DONE) return outcome;
    *found = cloudformation_drifts(operation->aws, operation->arena, operation->stack->name);
    return *found ? OUTCOME_DONE : operation_failed(operation);
}
