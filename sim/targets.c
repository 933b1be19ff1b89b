#include "sim/targets.h"

#include <string.h>

#include "sim/name_hint.h"
#include "sim/text.h"

static const struct param target_fields[] = {TARGET_FIELDS(PARAM_ENTRY, struct target)};

static const struct param_group target_groups[] = {
    PARAM_TABLE(struct target_params, targets,
                "Published figures that a run is held against; they change nothing in it.", target_fields,
                struct target, TARGETS_MAX),
};

const struct param_schema target_schema = {
    .groups = target_groups,
    .group_count = 1,
    .size = sizeof(struct target_params),
};

const char *target_confidence(const struct target *target)
{
    static const char *const codes[] = {"V", "V2", "S", "D"};
    return codes[target->confidence];
}

enum status targets_check(const struct target_params *params, const struct measure *measures,
                          size_t measure_count, struct error *error)
{
    const struct target *targets = params->targets.rows;
    for (size_t row = 0; row < params->targets.count; row++) {
        const char *name = targets[row].measure.chars;
        if (name_find(name, strlen(name), measures, measure_count, sizeof measures[0]) < measure_count) {
            continue;
        }
        const struct name_hint hint = name_hint_among(name, measures, measure_count, sizeof measures[0]);
        char quoted[TEXT_QUOTE_MAX];
        error_set_at(error, STATUS_INPUT, &params->targets.places[row],
                     "targets.%s.measure: the model has no measure called %s", targets[row].id.chars,
                     text_quote(name, strlen(name), quoted));
        name_hint_tell(&hint, "", error);
        return STATUS_INPUT;
    }
    return STATUS_OK;
}

size_t targets_difference(const struct target_params *a, const struct target_params *b)
{
    const struct target *ours = a->targets.rows;
    const struct target *theirs = b->targets.rows;
    size_t common = a->targets.count < b->targets.count ? a->targets.count : b->targets.count;
    for (size_t row = 0; row < common; row++) {
        if (strcmp(ours[row].measure.chars, theirs[row].measure.chars) != 0 ||
            ours[row].value != theirs[row].value || ours[row].tolerance != theirs[row].tolerance) {
            return row;
        }
    }
    return a->targets.count == b->targets.count ? SIZE_MAX : common;
}
