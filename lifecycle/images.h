/* Images of folders: those that are not in the registry yet are built by Docker, and sent there. */
#ifndef LIFECYCLE_IMAGES_H
#define LIFECYCLE_IMAGES_H
#include "lifecycle/operation.h"

enum outcome images_send(struct operation *);
#endif
