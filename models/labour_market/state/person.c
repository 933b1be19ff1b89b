#include "models/labour_market/state/person.h"

#include "models/labour_market/state/territory.h"
#include "sim/real.h"

enum { EXPERIENCE_YEARS_MAX = 20, EXPERIENCE_YEARS_MEAN = 10 };

int32_t person_age(const struct world *w, size_t i, int32_t day)
{
    return (int32_t)((day - w->people.row[i].birth_day) / DAYS_PER_YEAR);
}

int32_t person_detachment(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    if (!status_employed(people->row[i].status)) {
        return day - people->row[i].detached_since;
    }
    double gap = person_works_since(w, i) - people->row[i].detached_since;
    double worked = day - person_works_since(w, i);
    return gap > 0 ? (int32_t)(gap * real_exp(-worked / w->p->matching.refresh_days)) : 0;
}

double person_years_worked(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    double days = (double)people->row[i].work_days * EXPERIENCE_UNIT_DAYS;
    if (status_employed(people->row[i].status)) {
        days += day - person_works_since(w, i);
    }
    return days / DAYS_PER_YEAR;
}

double person_experience(const struct world *w, size_t i, int32_t day)
{
    enum { EXPERIENCED_YEARS = 5 };
    double years = person_years_worked(w, i, day);
    return years < EXPERIENCED_YEARS ? years / EXPERIENCED_YEARS : 1;
}

double person_skill(const struct world *w, size_t i, int32_t day)
{
    double years = person_years_worked(w, i, day);
    years = years < EXPERIENCE_YEARS_MAX ? years : EXPERIENCE_YEARS_MAX;
    return w->people.row[i].ability + w->p->wages.experience * (years - EXPERIENCE_YEARS_MEAN) -
           w->p->wages.fade * person_detachment(w, i, day) / DAYS_PER_YEAR;
}

double person_horizon_in(const struct world *w, double years)
{
    const double far = 8; /* scales from which on nothing is missing */
    double scale = w->p->search.horizon_years;
    return scale > 0 && years < far * scale ? 1 - real_exp(-(years > 0 ? years : 0) / scale) : 1;
}

double person_horizon(const struct world *w, size_t i, int32_t day)
{
    return person_horizon_in(w, (w->people.row[i].retire_day - day) / DAYS_PER_YEAR);
}

enum status_code person_without_job(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    if (people->row[i].retire_day <= day) {
        return STATUS_RETIRED;
    }
    return people->row[i].school_end > day ? STATUS_INACTIVE : (enum status_code)people->row[i].fallback;
}
