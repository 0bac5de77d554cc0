/* Names of AWS regions. One becomes part of host names, so that only what is written like one is taken. */
#ifndef BASE_REGION_H
#define BASE_REGION_H
#include <stdbool.h>

/* us-east-1, us-gov-west-1, eusc-de-east-1: labels of lowercase letters and digits that end with a number. */
bool region_valid(const char *);
#endif
