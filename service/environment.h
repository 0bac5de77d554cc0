/* Which environment variables a description may read: never the credentials of cfgen or its pipeline, secrets
 * only as parameters, and all others as text, of which findings and diffs show only harmless ones. */
#ifndef SERVICE_ENVIRONMENT_H
#define SERVICE_ENVIRONMENT_H

enum trust {
    TRUST_CREDENTIAL, /* cfgen's, or the pipeline's that runs it: cannot be read */
    TRUST_SECRET,     /* looks secret: becomes a parameter that CloudFormation does not show */
    TRUST_OTHER,      /* becomes part of the template; findings and diffs do not show it */
    TRUST_HARMLESS    /* is shown as any other value */
};

/* By the variable's name and its value; a value of NULL says nothing. */
enum trust environment_trust(const char *name, const char *value);
/* The names of the credentials that have no pattern; ends with NULL. */
extern const char *const environment_credentials[];
#endif
