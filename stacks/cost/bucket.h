/* What a bucket costs. */
#ifndef STACKS_COST_BUCKET_H
#define STACKS_COST_BUCKET_H
#include "stacks/cost/estimate.h"

estimator estimate_bucket;
#endif
