/* The statutory minimum wage: one level, or a ladder of steps by date and zone. */
#include "models/labour_market/law/minimum_wage.h"

#include <string.h>

#include "sim/due.h"

static const struct minimum_wage_law *own(const struct parameters *p)
{
    return part_params(p, &part_minimum_wage);
}

static int32_t whole_cents(double euros)
{
    return (int32_t)(euros * 100 + 0.5);
}

/* The latest step that has begun wins; of two on one day the later row. */
static void apply_steps(struct institutions *institutions, const struct param_rows *rows, int32_t day,
                        size_t zone)
{
    const struct minimum_wage_step *steps = ROWS(minimum_wage_step, *rows);
    int32_t latest = INT32_MIN;
    for (size_t k = 0; k < rows->count; k++) {
        bool here = steps[k].zone < 0 || steps[k].zone == (int32_t)zone;
        if (here && steps[k].date <= day && steps[k].date >= latest) {
            latest = steps[k].date;
            institutions->minimum_wage[zone] = whole_cents(steps[k].level);
        }
    }
}

static void law(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    for (size_t zone = 0; zone < p->zones.count; zone++) {
        institutions->minimum_wage[zone] = whole_cents(own(p)->minimum_wage.level);
        apply_steps(institutions, &own(p)->minimum_wages, day, zone);
        institutions->minimum_varies |= institutions->minimum_wage[zone] != institutions->minimum_wage[0];
    }
}

int32_t minimum_wage_next_step(const struct parameters *p, int32_t day)
{
    int32_t next = DUE_NEVER;
    const struct param_rows *rows = &own(p)->minimum_wages;
    for (size_t k = 0; k < rows->count; k++) {
        int32_t date = ROWS(minimum_wage_step, *rows)[k].date;
        next = date > day && date < next ? date : next;
    }
    return next;
}

/* Two steps of one day in one place would leave the law to the order of rows. */
static enum status check(const struct parameters *p, struct error *error)
{
    const struct param_rows *rows = &own(p)->minimum_wages;
    const struct minimum_wage_step *steps = ROWS(minimum_wage_step, *rows);
    const struct place *places = rows->places;
    for (size_t k = 1; k < rows->count; k++) {
        for (size_t j = 0; j < k; j++) {
            if (steps[j].date == steps[k].date && steps[j].zone == steps[k].zone) {
                return error_set_at(error, STATUS_INPUT, places != NULL ? &places[k] : NULL,
                                    "minimum_wages.%zu begins on the same date and in the same place as "
                                    "minimum_wages.%zu",
                                    k + 1, j + 1);
            }
        }
    }
    return STATUS_OK;
}

static const char *idle(const struct parameters *p, int32_t day, const struct param_slot *slot)
{
    const struct param_rows *rows = &own(p)->minimum_wages;
    const struct minimum_wage_step *steps = ROWS(minimum_wage_step, *rows);
    for (size_t k = 0; k < rows->count && strcmp(slot->group->path, "minimum_wage") == 0; k++) {
        if (steps[k].zone < 0 && steps[k].date <= day) {
            return "a step of minimum_wages holds";
        }
    }
    return NULL;
}

static const struct param level_params[] = {MINIMUM_WAGE_PARAMS(PARAM_ENTRY, struct minimum_wage_params)};
static const struct param step_fields[] = {MINIMUM_WAGE_FIELDS(PARAM_ENTRY, struct minimum_wage_step)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct minimum_wage_law, minimum_wage, "Policy: the statutory minimum wage.", level_params),
    PARAM_TABLE(struct minimum_wage_law, minimum_wages,
                "Policy: steps of the minimum wage, by zone and date.", step_fields, struct minimum_wage_step,
                4096),
};

static const struct usual_range usuals[] = {
    {"minimum_wage.level", 0, 14.5, USUAL_PAY}, {"minimum_wages.level", 0, 14.5, USUAL_PAY}, {0}};

const struct part part_minimum_wage = {
    .name = "minimum_wage",
    PART_OWN_GROUPS(groups, struct minimum_wage_law),
    .declares = {.usuals = usuals},
    .check = check,
    .idle = idle,
    .law = law,
};
