/* Whether the recorded years of a run still drift from its first day: its steady figures (steady.h) in the
 * first recorded year beside those in the years after it.
 *
 * Only years before anything changes count: months that end before the first dated change, or the first day
 * on which the law changes by itself, in the recorded time. What another luck (`run.luck`) changes is luck.
 * The judgement keeps to one run. A figure is `within` when it moved by no more than its bound, `luck` when
 * it moved by more but no more than luck does (drift.h). It `drifts` when luck alone moves it so far with a
 * probability of less than SETTLED_LEVEL over the number of figures: of settled runs, a share of
 * SETTLED_LEVEL at most is called drifting. It is `unknown` with too few years, or when the run does not give
 * it.
 */
#ifndef SIM_SETTLED_H
#define SIM_SETTLED_H

#include <stddef.h>
#include <stdint.h>

#include "sim/drift.h"
#include "sim/error.h"
#include "sim/model.h"
#include "sim/scenario.h"

#define SETTLED_LEVEL 0.05

enum settled_verdict { SETTLED_WITHIN, SETTLED_LUCK, SETTLED_DRIFTS, SETTLED_UNKNOWN, SETTLED_VERDICTS };

struct settled_line {
    const struct steady *figure; /* borrowed from the model */
    struct drift drift;          /* in the unit of the figure */
    double change;               /* later - first, in the scale of the bound: unit, or percent of first */
    double luck;                 /* standard error of `change` from luck alone, likewise */
    enum settled_verdict verdict;
};

struct settled {
    struct settled_line *lines; /* [count] in the order of the model */
    size_t count;
    size_t years;                 /* whole years looked at: the first recorded one and those after it */
    int32_t first_day;            /* of the first of them */
    int32_t last_day;             /* of the last of them; before `first_day` when there is none */
    int32_t change_day;           /* of the first change in the recorded time, DUE_NEVER: there is none */
    const char *changes;          /* what changes then, borrowed from the scenario; NULL: the law by itself */
    enum settled_verdict verdict; /* drifts if a figure does, else luck, else within; unknown: all are */
};

const char *settled_word(enum settled_verdict verdict); /* "within", "luck", "drifts", "unknown" */

/* `sim` is a run of the scenario that has ended, or its result read back. Without steady figures in the model
 * `count` is 0. `settled_clear` is legal after a failure and on a zeroed struct. */
enum status settled_init(struct settled *settled, const struct scenario *scenario, const struct sim *sim,
                         struct error *error);
void settled_clear(struct settled *settled);

#endif
