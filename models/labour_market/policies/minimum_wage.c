/* The statutory minimum wage: one level, or a ladder of steps by date and zone. */
#include "models/labour_market/policies/policies.h"
#include "sim/due.h"

static int32_t whole_cents(double euros)
{
    return (int32_t)(euros * 100 + 0.5);
}

/* The latest step that has begun wins; of two on one day the later row. */
static void apply_steps(struct institutions *institutions, const struct parameters *p, int32_t day,
                        size_t zone)
{
    const struct minimum_wage_step *steps = ROWS(minimum_wage_step, p->minimum_wages);
    int32_t latest = INT32_MIN;
    for (size_t k = 0; k < p->minimum_wages.count; k++) {
        bool here = steps[k].zone < 0 || steps[k].zone == (int32_t)zone;
        if (here && steps[k].date <= day && steps[k].date >= latest) {
            latest = steps[k].date;
            institutions->minimum_wage[zone] = whole_cents(steps[k].level);
        }
    }
}

void minimum_wage_apply(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    for (size_t zone = 0; zone < p->zones.count; zone++) {
        institutions->minimum_wage[zone] = whole_cents(p->minimum_wage.level);
        apply_steps(institutions, p, day, zone);
        institutions->minimum_varies |= institutions->minimum_wage[zone] != institutions->minimum_wage[0];
    }
}

int32_t minimum_wage_next_step(const struct parameters *p, int32_t day)
{
    int32_t next = DUE_NEVER;
    for (size_t k = 0; k < p->minimum_wages.count; k++) {
        int32_t date = ROWS(minimum_wage_step, p->minimum_wages)[k].date;
        next = date > day && date < next ? date : next;
    }
    return next;
}
