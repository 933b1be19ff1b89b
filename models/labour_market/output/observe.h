/* What is written down: panels, classes of time, and the functions that fill the outputs (outputs.h). */
#ifndef LABOUR_MARKET_OBSERVE_H
#define LABOUR_MARKET_OBSERVE_H

#include "models/labour_market/outputs.h"
#include "models/labour_market/state/durations.h"
#include "models/labour_market/state/panels.h"
#include "models/labour_market/state/tally.h"
#include "models/labour_market/state/world.h"

/* A spell: one stretch of one person's life in one status, on one contract with one employer. Who begins a
 * job on the day the last one ended has no spell without work between the two; of zero days are only spells
 * of a job that is left on the day it was renewed or converted, for the reason of leaving. */
#define SPELL_COLUMNS(C, self)                                                                               \
    C(self, U32, person, "id", "who")                                                                        \
    C(self, U32, firm, "id?", "employer")                                                                    \
    C(self, I32, start, "day", "first day")                                                                  \
    C(self, I32, end, "day", "first day after it; for a spell still running, the first day after the run")   \
    C(self, I32, wage_start, "cent/hour", "gross hourly pay at its start, of the last job when out of work") \
    C(self, I32, wage, "cent/hour", "gross hourly pay at its end")                                           \
    C(self, I32, planned_end, "day", "planned end of a fixed-term contract")                                 \
    C(self, U16, zone, "code:zone", "zone of residence")                                                     \
    C(self, U16, work_zone, "code:zone?", "zone of the place of work")                                       \
    C(self, U16, staff, "persons", "staff of the place of work at its start, at most 65535; 0 for none")     \
    C(self, U8, sector, "code:sector?", "sector of the place of work")                                       \
    C(self, U8, children, "persons", "children below 15 at home at its start")                               \
    C(self, U8, partner, "yes", "lives with a partner at its start")                                         \
    C(self, U8, raises, "1", "how often pay rose in it, at most 255")                                        \
    C(self, U8, occupation, "code:occupation", "occupation")                                                 \
    C(self, U8, status, "code:status", "labour status")                                                      \
    C(self, U8, contract, "code:contract?", "type of contract")                                              \
    C(self, U8, reason, "code:reason", "why it ended; running: it had not")                                  \
    C(self, U8, new_job, "yes", "a job with this employer begins here")                                      \
    C(self, U8, age, "years", "age at its start")                                                            \
    C(self, U8, hours, "hours/week", "weekly hours, 0 where there is no employer")                           \
    C(self, U8, need, "code:need?", "what the post was there for")                                           \
    C(self, U8, channel, "code:channel?", "how person and employer met")                                     \
    C(self, U8, second, "yes", "a job beside the main one, whose spell runs at the same time")
struct spell {
    SPELL_COLUMNS(TABLE_FIELD, struct spell)
};

#define PERSON_PANEL_COLUMNS(C, self)                                                                        \
    C(self, U32, person, "id", "who, as in spells")                                                          \
    C(self, I32, birth_day, "day", "day of birth")                                                           \
    C(self, F32, ability, "log points", "log ability")                                                       \
    C(self, U16, zone, "code:zone", "zone of residence")                                                     \
    C(self, U8, female, "yes", "a woman")                                                                    \
    C(self, U8, qualification, "code:qualification", "level of qualification")
struct person_row {
    PERSON_PANEL_COLUMNS(TABLE_FIELD, struct person_row)
};

extern const struct panel_spec labour_market_panels[PANEL_COUNT];

/* lives.c */
extern const struct lives labour_market_lives;

/* Classes of planned length, tenure and time open: upper bounds in days. */
enum length_class {
    LENGTH_OPEN_ENDED,
    LENGTH_DAY,
    LENGTH_WEEK,
    LENGTH_MONTH,
    LENGTH_QUARTER,
    LENGTH_YEAR,
    LENGTH_LONGER,
    LENGTH_COUNT
};
enum tenure_class {
    TENURE_MONTH,
    TENURE_QUARTER,
    TENURE_YEAR,
    TENURE_FIVE_YEARS,
    TENURE_LONGER,
    TENURE_COUNT
};

/* Calendar months of signing that a cohort of CDIs is followed: the month itself and the twelve after it. */
enum { COHORT_MONTHS = 13 };

/* Calendar months from the month of one day to that of another. */
int32_t cohort_months(int32_t signed_day, int32_t day);

enum length_class length_class(int32_t planned_days);
enum tenure_class tenure_class(int32_t days);

enum status observe_dimensions(const void *params, struct outputs *outputs, struct error *error);
enum status observe(void *world, enum output_axis axis, int32_t first_day, int32_t last_day,
                    struct error *error);
enum status observe_finish(void *world, int32_t day, struct error *error);

#endif
