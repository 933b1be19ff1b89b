/* The smallest labour market: people have a job or have none. Every day a person with a job loses it with one
 * probability and a person without one finds one with another. Because everything about it is known exactly,
 * it verifies the engine; because it uses every part of the engine once, it is the template of a new model.
 *
 * Read in this order: this file (what exists), two_state.c (what is declared, how it begins), day.c (what
 * happens in a day), observe.c (what is counted and checked). README.md makes a new model from it. */
#ifndef TWO_STATE_H
#define TWO_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/due.h"
#include "sim/measure.h"
#include "sim/model.h"
#include "sim/outputs.h"
#include "sim/panel.h"
#include "sim/params.h"
#include "sim/random.h"
#include "sim/steady.h"
#include "sim/table.h"

extern const struct model two_state;

enum state { EMPLOYED, UNEMPLOYED, STATE_COUNT };

/* Parameters: one line gives the member of the struct, the default, the bounds, the unit, the documentation.
 */

#define POPULATION_PARAMS(P, self)                                                                           \
    P(self, INT, size, "100000", 1, 1e9, "persons", PARAM_SWEEP, "People in the labour force.",              \
      "choice of the scenario")                                                                              \
    P(self, REAL, unemployed, "0.1", 0, 1, "1", PARAM_SWEEP,                                                 \
      "Probability that a person has no job on the eve of the first day.",                                   \
      "assumption: forgotten after a few times 1 / (job_loss + job_finding) days of burn-in")

#define RATES_PARAMS(P, self)                                                                                \
    P(self, REAL, job_loss, "0.0005", 0, 1, "1/day", PARAM_SWEEP | PARAM_DATED,                              \
      "Probability that a person with a job loses it on a day.",                                             \
      "assumption: with job_finding it gives 11.1 % unemployed")                                             \
    P(self, REAL, job_finding, "0.004", 0, 1, "1/day", PARAM_SWEEP | PARAM_DATED,                            \
      "Probability that a person without a job finds one on a day.",                                         \
      "assumption: a search of 250 days on average")

struct population_params {
    POPULATION_PARAMS(PARAM_MEMBER, )
};
struct rates_params {
    RATES_PARAMS(PARAM_MEMBER, )
};
struct two_state_params {
    struct population_params population;
    struct rates_params rates;
};

/* State: one row per person, ten bytes each. */

#define PEOPLE_COLUMNS(C, self)                                                                              \
    C(self, I32, due, "day", "day of the next change of state")                                              \
    C(self, I32, since, "day", "first day in the present state")                                             \
    C(self, U8, state, "code:state", "labour state")                                                         \
    C(self, U8, state_before, "code:state", "labour state at the end of the month before")

struct people {
    struct table table;
    PEOPLE_COLUMNS(TABLE_MEMBER, struct people)
};

/* Outputs: what is counted. */

#define TWO_STATE_OUTPUTS(O)                                                                                 \
    O(stock, I64, MONTHLY, "state", "persons", "People by state on the last day of the month.")              \
    O(unemployment_rate, F64, MONTHLY, "", "1", "Share of people without a job on the last day.")            \
    O(job_losses, I64, MONTHLY, "", "persons", "Losses of a job during the month.")                          \
    O(hires, I64, MONTHLY, "", "persons", "Jobs found during the month.")                                    \
    O(gross_flow, I64, MONTHLY, "state_before,state", "persons",                                             \
      "People by state at the end of the month before and at the end of this one.")                          \
    O(daily_stock, I64, DAILY, "state", "persons", "People by state at the end of the day.")

enum { TWO_STATE_OUTPUTS(OUTPUT_ID) TWO_STATE_OUTPUT_COUNT };

/* Measures: what a person wants to know after a run, each beside what the theory says for the last rates. */

#define TWO_STATE_MEASURES(M)                                                                                \
    M(jobless, "jobless", "People without a job", "share without a job", "%", 2,                             \
      "Mean over all months of the share of people without a job on the last day.")                          \
    M(jobless_exact, "jobless.exact", "People without a job", "the same by the closed form", "%", 2,         \
      "s / (s + f), where the share settles, with s = rates.job_loss and f = rates.job_finding.")            \
    M(found, "found", "A day", "jobs found", "persons", 1, "Jobs found over days recorded.")                 \
    M(lost, "lost", "A day", "jobs lost", "persons", 1, "Jobs lost over days recorded.")                     \
    M(flow_exact, "flow.exact", "A day", "each by the closed form", "persons", 1,                            \
      "N s f / (s + f): as many find a job as lose theirs.")

enum { TWO_STATE_MEASURES(MEASURE_ID) TWO_STATE_MEASURE_COUNT };

/* The figure by which one sees that the first day is forgotten: at most 0.3 points away. */

#define TWO_STATE_STEADY(S) S(jobless, "jobless", "share without a job", "%", 2, UNIT, 0.3)

enum { TWO_STATE_STEADY(STEADY_ID) TWO_STATE_STEADY_COUNT };

/* The panel of spells: a row for every stay in a state. */

#define SPELL_COLUMNS(C, self)                                                                               \
    C(self, U32, person, "id", "row of the person")                                                          \
    C(self, U32, state, "code:state", "labour state")                                                        \
    C(self, I32, first_day, "day", "first day in the state; the eve of the simulation if older")             \
    C(self, I32, end_day, "day", "first day no longer in it; missing while it lasts")

struct spell {
    SPELL_COLUMNS(TABLE_FIELD, struct spell)
};

enum { PANEL_SPELLS, PANEL_COUNT };

/* The world: the state, and what follows from parameters. */
struct world {
    struct sim *sim;
    const struct two_state_params *params;
    struct people people;
    struct due_list due;
    double leave[STATE_COUNT]; /* probability per day of leaving each state */
    double scale[STATE_COUNT]; /* the same, as rng_geometric_scaled takes it */
    bool prepared;             /* `leave` holds the values that the state was made with */
    uint64_t luck_start;       /* purposes of random streams: who begins without a job */
    uint64_t luck_wait;        /* how long a stay that begins will last */
    uint64_t luck_redraw;      /* how long it will still last when a rate has changed */
};

/* two_state.c: the day on which a stay in `state` ends, when it cannot end before the day after `day`. */
int32_t stay_end(const struct world *world, struct rng *rng, uint8_t state, int32_t day);

/* day.c */
enum status two_state_step(void *world, int32_t day, struct error *error);
enum status two_state_finish(void *world, int32_t day, struct error *error);

/* observe.c */
enum status two_state_observe(void *world, enum output_axis axis, int32_t first_day, int32_t last_day,
                              struct error *error);
enum status two_state_audit(const void *world, int32_t day, struct error *error);
enum status two_state_measure(const struct sim *sim, double *values, struct error *error);
void two_state_steady_month(const struct sim *sim, size_t record, double *values);

#endif
