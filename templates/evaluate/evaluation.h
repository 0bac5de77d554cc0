/* Inside templates/evaluate/: the state of one evaluation, and what its parts ask of each other. */
#ifndef TEMPLATES_EVALUATE_EVALUATION_H
#define TEMPLATES_EVALUATE_EVALUATION_H
#include "base/index.h"
#include "base/text.h"
#include "templates/evaluate/evaluate.h"

struct evaluation {
    struct arena *arena;
    const struct node *template, *conditions; /* the section, with loops expanded */
    struct known known;
    struct evaluation *other, *after; /* of a pair; `after` is one of the two */
    struct index *parameters;         /* struct parameter_value by name */
    struct index *decisions;          /* struct decision by name of condition */
    bool whole;                       /* pseudo parameters and base64 too */
    bool secrets;                     /* values of secret parameters too: for conditions, which show none */
    bool depends_on_aws;
    int depth;          /* of conditions that refer to conditions */
    struct place cause; /* of what is being evaluated; of no line: nothing in it has changed */
    struct cause *causes;
    size_t left; /* bytes that may still be made */
    const struct node *exceeded;
};

/* Takes so much of what may be made. False: it is too much. */
bool evaluation_charge(struct evaluation *, size_t bytes, const struct node *at);
void evaluation_cause_add(struct evaluation *, struct place, const char *text);
/* Another node with the same children. */
struct node *evaluation_share(struct evaluation *, const struct node *);
/* {FUNCTION: argument}, at the place of `like`. */
struct node *evaluation_call(struct evaluation *, const char *function, const struct node *argument,
                             const struct node *like);
bool evaluation_same(const struct node *, const struct node *); /* as CloudFormation compares texts */
const struct node *
evaluation_no_value(const struct node *value); /* itself where it is AWS::NoValue, else NULL */
#endif
