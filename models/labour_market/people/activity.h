/* Activity: the rate at which the inactive come back, so that of each age and sex as many are active as the
 * territory says; and who, by attachment, is where on the first day.
 *
 * People differ in their lasting attachment: the less attached leave sooner and come back later, so that they
 * are more of those outside. The rate is solved for as many kinds of people as there are equal parts of the
 * law of attachment, in the steady state of each. */
#ifndef LABOUR_MARKET_ACTIVITY_H
#define LABOUR_MARKET_ACTIVITY_H

#include "models/labour_market/state/world.h"

/* What holds in one age group and sex. */
struct activity {
    double active;     /* share of active people among those who have left school and not retired */
    double unemployed; /* share of them without a job */
    double slope;      /* yearly change of `active` as a generation passes through the group */
    double horizon;    /* person_horizon of the group */
};

/* The yearly rate out of inactivity of people in the mean of attachment. */
double activity_return_rate(const struct world *w, const struct activity *activity);

/* Shares of the kinds of people, active ones, in the halo and inactive: filled for a rate. */
struct activity_kinds {
    double active[ATTACHMENT_KINDS], halo[ATTACHMENT_KINDS], inactive[ATTACHMENT_KINDS];
};
void activity_kinds(const struct world *w, const struct activity *activity, double rate,
                    struct activity_kinds *kinds);

/* Of all kinds together. */
double activity_sum(const double shares[ATTACHMENT_KINDS]);

/* The attachment of someone who is where `shares` [ATTACHMENT_KINDS] says, at two places in [0, 1) drawn. */
double activity_attachment(const struct world *w, const double *shares, double kind, double place);

#endif
