/* What separates two templates, and what each difference does to the live thing: one model for every renderer
 * and for
 * `--exit-code`. Equal in meaning is equal (canonical.h). Rows stand in the order in which people should read
 * them: the worst first, then by logical id and path. */
#ifndef STACKS_DIFF_DIFF_H
#define STACKS_DIFF_DIFF_H
#include "stacks/rights/rights.h"
#include "templates/evaluate/evaluate.h"
#include "templates/schema/schema.h"
#include <stdint.h>

enum action { ACTION_ADD, ACTION_MODIFY, ACTION_REMOVE, ACTION_IMPORT };

/* The worst first. */
enum impact {
    IMPACT_DATA_LOSS,
    IMPACT_OUTAGE,
    IMPACT_LOG_LOSS, /* what happened is forgotten, and nothing that works ends */
    IMPACT_SECURITY,
    IMPACT_BEHAVIOUR,
    IMPACT_CODE,
    IMPACT_COSMETIC,
    IMPACT_COUNT
};

/* What becomes of the data, or the logs, of a resource that goes or is replaced. */
enum fate { FATE_NONE /* it has none, or stays */, FATE_RETAINED, FATE_SNAPSHOT, FATE_DELETED };

/* What differs in the code that a function runs. */
struct code_change {
    struct code_change *next;
    enum action action;
    const char *path;       /* of a file in the archive, or the name of a package */
    bool package;           /* then it has versions, and else sizes */
    uint64_t before, after; /* bytes */
    const char *was, *is;   /* versions; NULL: not there, "" unknown */
};

/* What the `why` of a row says, for code; most say what only people ask. */
enum reason {
    REASON_OTHER,     /* or none */
    REASON_DATA,      /* what becomes of the data */
    REASON_TYPE,      /* only the type that is written differs */
    REASON_REFERENCE, /* it refers to a resource that is replaced, `because` */
    REASON_ACCESS,    /* who gains or loses access */
};

struct difference {
    struct difference *next;
    const char *path;     /* below the resource: `Properties.Tags[team].Value`; "" is the whole of it */
    const char *property; /* as schemas name it: `Tags.*.Value`; NULL: no property */
    enum action action;
    enum replacement replacement; /* of the resource, by this row */
    enum impact impact;
    bool possible;                     /* it may come so; else it is certain */
    bool unknown;                      /* AWS decides whether the two values differ */
    bool refused;                      /* AWS rejects the update because of it: see `why` */
    const struct node *before, *after; /* NULL: not there */
    struct place cause;                /* in the description or template; of no file: nowhere */
    const char *key;    /* of the description, at `cause`: tables.quests.key; NULL: it is none */
    const char *why;    /* a sentence about what follows, or NULL */
    const char *remedy; /* what to write or run instead, or NULL */
    enum reason reason;
    const char *because; /* id of the other resource */
};

/* The section of what is said of a stack as a whole: it has another name or region, or is left behind. */
#define STACK_SECTION "Stack"

/* A resource, an output, a parameter … that differs. */
struct changed {
    struct changed *next;
    const char *section;   /* of the template: Resources; STACK_SECTION: the stack itself */
    const char *id, *type; /* type "" outside of Resources */
    const char *physical;  /* the live one's name; NULL: unknown */
    enum action action;
    enum replacement replacement; /* the strongest of its rows */
    enum impact impact;           /* the worst of them */
    enum fate fate;
    bool possible;
    struct difference *first, *last;
    const char
        *under; /* id of what caused it, such as the function of a version; NULL: it stands for itself */
    const char *
        *dependents; /* ids of what refers to a resource that goes or is replaced; ends with NULL; or NULL */
    const struct code_change *code; /* by path; NULL: it is the same, or not known */
    const char *code_of;            /* id of an earlier one whose code changes alike; NULL: none does */
    const char **regions; /* all where the very same happens, told here once; ends with NULL; NULL: only in
                             its own */
    const char **alike; /* ids of others that change in the very same way; ends with NULL; NULL: none does */
    const char *alike_of; /* id of the one that tells it; NULL: it tells itself */
    struct place cause;
    const char *key;              /* as of struct difference */
    const struct node *old, *now; /* as they stand in the templates; NULL: not there */
};

/* What AWS does not do in one update: its deployment in the plan of several, from 1, and what that one does.
 */
struct step {
    struct step *next;
    int deployment;
    const char *id, *what;
    struct place cause;
};

struct diff_counts {
    int add, modify, remove, replace, import; /* of resources; a replaced one is in `replace` only */
    int impacts[IMPACT_COUNT];                /* resources by their worst row; folded ones are not counted */
};

struct diff {
    struct diff *next;          /* of the same service */
    const char *stack, *region; /* NULL: unknown */
    bool is_beside; /* of what runs at the edge, or nested in another: its region does not name it */
    const char *before, *after;               /* what was compared, for people */
    const char *method;                       /* template or change-set */
    const char *change_set, *stack_id;        /* their ARNs, where a change set was asked; or NULL */
    const char *before_commit, *after_commit; /* hashes of what a revision names; NULL: it is none */
    const char *on_commit; /* the hash on which the new side stands with what is not committed yet, or NULL */
    int possible;          /* resources of which it is not certain what becomes of them */
    const struct node *exceeded; /* where evaluation stopped: functions produced too much; or NULL */
    bool depends_on_aws;         /* values that only AWS knows may have changed, of which no row tells */
    struct changed *first;
    struct permit *permits;
    /* What somebody changed beside CloudFormation: `before` as it was made, `after` as it is. */
    struct changed *drifts;
    bool drift_read, drift_blind; /* it was looked for; there are routes, which AWS does not look at */
    const struct step *steps;     /* by deployment, then by id; NULL: one deployment does it */
    struct diff_counts counts;
};

/* A template, and what is known of its stack. */
struct diff_side {
    const struct node *template;
    struct known known;
};

struct diff_sides {
    struct diff_side before, after;
    const struct node *change_set; /* what CloudFormation said of it, as described; or NULL */
    bool are_peers; /* they live beside each other, such as two stages: nothing is replaced, and nothing goes
                     */
};

struct diff *diff_new(struct arena *, struct schemas *, const struct diff_sides *);
/* Of two templates, of whose stacks nothing else is known. */
struct diff *diff_templates(struct arena *, struct schemas *, const struct node *before,
                            const struct node *after);
/* The first row because of which AWS rejects the update, or NULL. */
const struct difference *diff_refusal(const struct changed *);
enum impact
diff_worst(const struct diff *); /* of all that follow too; IMPACT_COUNT: there is no difference */

extern const char *const action_words[], *const impact_words[], *const fate_words[],
                                                                    *const replacement_words[];
#endif
