/* .env files: NAME=value lines beside the description, as dotenv has them. Read only for ${env:…}, never
 * packaged and never printed. https://hexdocs.pm/dotenvy/dotenv-file-format.html */
#ifndef SERVICE_DOTENV_H
#define SERVICE_DOTENV_H
#include "base/diag.h"
#include "base/node.h"

/* Adds the names of one file that `into` does not have yet. */
void dotenv_read(struct node *into, struct diags *, const char *file, const char *text);
#endif
