/* Routes that name no authorization. */
#ifndef TEMPLATES_API_ROUTE_OPEN_H
#define TEMPLATES_API_ROUTE_OPEN_H
#include "base/diag.h"
#include "base/place.h"

struct template;

bool route_changes_data(const char *method); /* POST …, ANY, $default, $connect; in any case, up to a blank */
/* A finding for a route of the service's API, `key` is METHOD /path: where the API has auth, one for all such
 * routes, whose first is kept in `first`; else one for each that changes data. */
void route_check_open(struct template *, struct diag **first, const char *key, struct place);
/* The same of a websocket API: who may connect may send everything. */
void route_check_connect(struct template *, bool has_route, struct place);
#endif
