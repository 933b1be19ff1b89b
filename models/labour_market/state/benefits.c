#include "models/labour_market/state/benefits.h"

bool benefit_barred(const struct world *w, size_t i)
{
    return w->people.left_freely[i] && !w->institutions.insurance.after_resignation;
}

bool benefit_drawn(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    return w->institutions.insurance.replacement > 0 && people->row[i].status == STATUS_UNEMPLOYED &&
           !benefit_barred(w, i) && people->row[i].rights >= w->institutions.insurance.least_days &&
           day - people->row[i].jobless_since < people->row[i].rights;
}

double benefit_month(const struct world *w, size_t i)
{
    const double month_hours = 35 * 52 / 12.0;
    return w->institutions.insurance.replacement * w->people.row[i].last_pay * month_hours;
}

void benefit_earn(struct world *w, size_t i, int32_t began, int32_t day)
{
    struct people *people = &w->people;
    bool works_for_firm = status_employee(people->row[i].status);
    bool insured = w->institutions.insurance.replacement > 0 && works_for_firm &&
                   world_contract(w, w->jobs.row[i].contract)->insured;
    double earned = insured ? w->institutions.insurance.days_per_day * (day - began) : 0;
    double rights = people->row[i].rights + earned;
    int32_t most = w->institutions.insurance.most_days;
    most = most < UINT16_MAX ? most : UINT16_MAX;
    people->row[i].rights = (uint16_t)(rights < most ? rights : most);
}

void benefit_use(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    int32_t used = benefit_barred(w, i) ? 0 : day - people->row[i].jobless_since;
    people->row[i].rights = (uint16_t)(people->row[i].rights > used ? people->row[i].rights - used : 0);
}
