/* The catalogue of findings. Nothing here lists them: FINDING(unknown_key) declares the one line that it
 * uses, so that a new finding compiles the catalogue and the files that add it, and a name that is not in the
 * catalogue does not link. */
#ifndef BASE_FINDING_H
#define BASE_FINDING_H

enum severity { ERROR, WARNING, NOTE };

enum area {
    AREA_DESCRIPTION, /* what the description says */
    AREA_FILES,       /* what it leads to: code, packages, images, other files */
    AREA_NETWORK,     /* credentials, the network and AWS's answers: such an error ends with EXIT_AWS */
    AREA_DEPLOYMENT,  /* stacks and what changes them */
    AREA_REPOSITORY,  /* Git: revisions, what is staged */
    AREA_ACCESS,      /* permissions and secrets */
};

/* One line of base/findings.def. */
struct finding {
    const char *code, *name;
    enum severity severity;
    enum area area;
    const char *about; /* one sentence: what it means */
    const char *help;  /* some sentences: why it matters and the way out */
};

/* A finding by its name. A static table declares what its rows name and takes the address itself. */
#define FINDING(name)                                                                                        \
    (__extension__({                                                                                         \
        FINDING_DECLARE(name);                                                                               \
        &finding_##name;                                                                                     \
    }))
#define FINDING_DECLARE(name) extern const struct finding finding_##name

extern const struct finding *const findings[]; /* all of them; ends with NULL */
extern const char *const finding_words[];      /* the code and the name of each; ends with NULL */
#endif
