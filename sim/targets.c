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
        if (measure_find(measures, measure_count, name) >= 0) {
            continue;
        }
        struct name_hint hint;
        char quoted[TEXT_QUOTE_MAX];
        name_hint_init(&hint, name, strlen(name));
        for (size_t i = 0; i < measure_count; i++) {
            name_hint_offer(&hint, measures[i].name);
        }
        error_set_at(error, STATUS_INPUT, &params->targets.places[row],
                     "targets.%s.measure: the model has no measure called %s", targets[row].id.chars,
                     text_quote(name, strlen(name), quoted));
        name_hint_tell(&hint, "", error);
        return STATUS_INPUT;
    }
    return STATUS_OK;
}
