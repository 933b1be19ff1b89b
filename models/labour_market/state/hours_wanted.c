#include "models/labour_market/state/hours_wanted.h"

#include "models/labour_market/state/jobs.h"
#include "models/labour_market/state/territory.h"

struct hours_wish hours_wanted(const struct world *w, size_t i)
{
    const struct hours_params *hours = &w->p->hours;
    double share = !w->people.row[i].female     ? hours->men
                   : w->people.children[i] != 0 ? hours->mothers
                                                : hours->women;
    struct rng rng = person_stream(w, STREAM_HOURS_WANTED, i, 0);
    double place = rng_uniform(&rng);
    return (struct hours_wish){place < share, place < share * hours->only};
}

double hours_worth(const struct world *w, struct hours_wish wish, size_t occupation, int32_t hours)
{
    double full = world_occupation(w, occupation)->hours;
    bool enough = wish.part_time || hours >= FULL_TIME_HOURS || hours >= full;
    return enough ? 1 : 1 - w->p->hours.short_week * (1 - hours / full);
}

bool hours_lacking(const struct world *w, size_t i, int32_t day)
{
    const struct person *person = &w->people.row[i];
    if (w->jobs.row[i].hours >= FULL_TIME_HOURS) { /* before the draw: that is most */
        return false;
    }
    uint32_t beside = job_beside(w, i);
    int32_t hours = w->jobs.row[i].hours + (beside != NO_JOB ? w->jobs.row[beside].hours : 0);
    bool chosen =
        person->school_end > day || person->retire_day <= day || person->fallback == STATUS_INACTIVE;
    return !chosen && hours + HOURS_LACKING <= world_occupation(w, person->occupation)->hours &&
           !hours_wanted(w, i).part_time;
}

uint8_t hours_preferred(const struct world *w, size_t i, int32_t day)
{
    if (status_role(w->people.row[i].status) !=
        ROLE_CORE) { /* before the job is read: that is most who look */
        return 0;
    }
    const struct occupation *occupation = world_occupation(w, w->jobs.row[i].occupation);
    if (w->jobs.row[i].hours < FULL_TIME_HOURS) {
        return hours_lacking(w, i, day) ? (uint8_t)occupation_hours(occupation, false) : 0;
    }
    bool less = occupation->part_time > 0 && w->p->hours.reduced > 0 && hours_wanted(w, i).part_time;
    return less ? (uint8_t)occupation_hours(occupation, true) : 0;
}
