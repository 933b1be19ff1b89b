#include "sim/placebo.h"

#include <stdio.h>
#include <string.h>

#include "sim/date.h"
#include "sim/memory.h"
#include "sim/past.h"

static const char luck[] = "run.luck";

enum status placebo_make(struct arm *arm, int32_t day, struct error *error)
{
    struct scenario *scenario = &arm->scenario;
    char date[11];
    if (day < scenario->run->start || day <= scenario_first_day(scenario) || day >= scenario->run->end) {
        date_format(day, date);
        return error_set_at(error, STATUS_INPUT, &arm->place,
                            "the placebo \"%s\" would begin on %s; expected a day that is recorded, and not "
                            "the first of the run",
                            arm->name, date);
    }
    if (arm->text[0] == '\0') {
        date_format(day, date);
        snprintf(arm->text, sizeof arm->text, "the baseline with other luck from %s on.", date);
    }
    return change_list_add(&scenario->changes, scenario->sets, SCENARIO_SETS, day, luck, "1", &arm->place,
                           error);
}

enum status placebo_day(const struct experiment *experiment, const bool *placebos, int32_t *day,
                        struct error *error)
{
    int32_t *partings;
    enum status status = experiment_partings(experiment, &partings, error);
    *day = INT32_MAX;
    for (size_t i = 1; status == STATUS_OK && i < experiment->arm_count; i++) {
        int32_t parts = partings[i];
        if (!placebos[i] && parts != INT32_MAX && parts != INT32_MIN && parts != *day) {
            *day = *day == INT32_MAX ? parts : INT32_MIN;
        }
    }
    memory_free(partings);
    return status;
}

/* ---- which arms are placebos ---- */

static bool is_luck(const struct change *change)
{
    return strcmp(change->path, luck) == 0;
}

static bool same_change(const struct change *a, const struct change *b)
{
    return a->day == b->day && strcmp(a->path, b->path) == 0 && strcmp(a->value, b->value) == 0;
}

/* The first change of `arm` that `base` lacks; `*others` when they differ in more than luck. */
static const struct change *own_luck(const struct change_list *arm, const struct change_list *base,
                                     bool *others)
{
    const struct change *own = NULL;
    size_t k = 0;
    for (size_t i = 0; i < arm->count; i++) {
        const struct change *change = &arm->changes[i];
        if (k < base->count && same_change(change, &base->changes[k])) {
            k++;
        } else if (is_luck(change)) {
            own = own == NULL ? change : own;
        } else {
            *others = true;
        }
    }
    *others |= k < base->count;
    return own;
}

bool placebo_is(const struct scenario *arm, const struct scenario *base, int32_t *day)
{
    bool others = false;
    const struct change *own = own_luck(&arm->changes, &base->changes, &others);
    *day = own != NULL ? own->day : INT32_MAX;
    return own != NULL && !others && past_same(arm, base, own->day);
}
