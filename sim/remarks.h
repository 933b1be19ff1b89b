/* Remarks on a scenario that is legal and yet hardly what somebody meant: settings without effect, values
 * outside the range in which the model was looked at, and what does not fit together.
 *
 * A model declares them beside its parameters (model.h): what counts only while something else is on, what
 * is usual, and a function that knows what is odd. */
#ifndef SIM_REMARKS_H
#define SIM_REMARKS_H

#include "sim/scenario.h"

/* Who is told. */
struct remark_listener {
    void (*tell)(void *context, const struct place *place, const char *text);
    void *context;
};

/* Tells what printf would print. */
__attribute__((format(printf, 3, 4))) void remark(const struct remark_listener *to, const struct place *place,
                                                  const char *format, ...);

/* Calls `tell` for each remark, with the place of the setting; `text` is good until it returns. */
enum status scenario_remarks(const struct scenario *scenario,
                             void (*tell)(void *context, const struct place *place, const char *text),
                             void *context, struct error *error);

#endif
