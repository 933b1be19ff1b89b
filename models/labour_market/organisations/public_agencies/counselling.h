/* A working day of counsellors: meetings with other agencies, then either people or employers.
 *
 * A counsellor turns to the cases one after the other, so the more there are the less often each is seen; who
 * has many gives each little. An interview may lift a friction that the agency treats, sends the person on
 * for another one, and ends with posts that the person looks at today. A visit makes an employer register
 * posts. */
#ifndef LABOUR_MARKET_COUNSELLING_H
#define LABOUR_MARKET_COUNSELLING_H

#include "models/labour_market/organisations/public_agencies/public_agencies.h"

/* Minutes of the day of a counsellor, and of those in meetings, on `day`. */
double counsellor_day(const struct world *w);
double counsellor_meeting(const struct world *w, int32_t day);

enum status counselling_act(struct world *w, int32_t day, struct error *error);

#endif
