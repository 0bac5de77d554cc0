/* Files that are credentials or hold them, by their names and, where a name does not tell, their first bytes.
 * Everyone who may download the code of the function could read them. */
#ifndef TEMPLATES_CODE_CODE_SECRET_H
#define TEMPLATES_CODE_CODE_SECRET_H
#include "base/surroundings.h"

/* Files that are read for this alone are not read where they are larger: keys are short. Of many, so many
 * bytes are held at a time. */
enum { CODE_SECRET_LARGEST = 64 << 10, CODE_SECRET_HELD = 1 << 20 };

/* What the file is, such as "a private key"; NULL: no credentials. `path` is that in the archive. */
const char *code_secret(const char *path, struct bytes content);
#endif
