/* YAML text into nodes, each with its place. Aliases and merge keys are expanded, CloudFormation's short-form
 * tags are written out (`!Ref X` is {Ref: X}), and valid YAML that is almost certainly a mistake is a
 * finding: duplicate keys, second documents, unquoted braces. JSON is YAML, so JSON files are read here too.
 * The only user of libyaml. */
#ifndef SERVICE_DOCUMENT_H
#define SERVICE_DOCUMENT_H
#include "base/diag.h"
#include "base/node.h"
#include "base/surroundings.h"

/* The one document in `text`, which must outlive the findings; NULL after a finding. */
struct node *document_read(struct arena *, struct diags *, const char *file, struct bytes text);
#endif
