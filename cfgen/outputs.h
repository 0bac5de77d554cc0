/* The outputs of a stack, as text, JSON or lines for a shell. */
#ifndef CFGEN_OUTPUTS_H
#define CFGEN_OUTPUTS_H
#include "base/buffer.h"
#include "cfgen/command.h"

extern const char *const outputs_formats[];
struct buffer *outputs_text(const struct run *, const struct node *stack, const char *format);
void outputs_print(struct run *, const struct node *stack, const char *format); /* format NULL: text */
#endif
