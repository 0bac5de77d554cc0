/* What is wrong with a text that is not YAML, in the words of someone who wrote a service description. */
#ifndef SERVICE_DOCUMENT_ERROR_H
#define SERVICE_DOCUMENT_ERROR_H
#include "base/diag.h"
#include <yaml.h>

struct document_text {
    const char *file, *at;
    size_t size;
};

/* False after a finding: bytes that are not UTF-8, or characters that YAML does not allow. */
bool document_check_encoding(struct diags *, const struct document_text *);
/* The finding for the parser's error. `flow`: inside { } or [ ]; `value` is where the last plain value began.
 */
void document_error(struct diags *, const struct document_text *, const yaml_parser_t *, bool flow,
                    struct place value);
/* True after a finding: a value inside { } or [ ] that has characters of YAML's own up to where it seems to
 * end. */
bool document_unquoted(struct diags *, const struct document_text *, struct place value, int line);
/* True after a finding: a key inside { } that has no colon, as SK in {key: PK, SK}; `value` as above. */
bool document_bare_key(struct diags *, const struct document_text *, struct place key, struct place value);
#endif
