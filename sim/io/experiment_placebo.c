/* Arms that are placebos: { name = "placebo"; placebo = true; }, or the day from which they are, in place of
 * true. */
#include <stdio.h>
#include <string.h>

#include "sim/date.h"
#include "sim/io/experiment_reader.h"
#include "sim/memory.h"
#include "sim/placebo.h"

/* A placebo is the first arm but for its luck. */
static enum status check_arm(const struct experiment_reader *reader, const config_setting_t *group,
                             bool first)
{
    static const char *const others[] = {"scenario", "overrides", "changes"};
    const config_setting_t *setting = config_setting_get_member(group, "placebo");
    if (first) {
        return error_set_at(reader->reader.error, STATUS_INPUT, setting_name_place(setting),
                            "the first arm is what others are compared with and cannot be a placebo");
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const config_setting_t *other = config_setting_get_member(group, others[i]);
        if (other != NULL) {
            return error_set_at(reader->reader.error, STATUS_INPUT, setting_name_place(other),
                                "a placebo is the first arm with other luck and has no %s of its own",
                                others[i]);
        }
    }
    return STATUS_OK;
}

/* `*day` is INT32_MAX where the file does not say one. */
static enum status read_setting(const struct experiment_reader *reader, const config_setting_t *setting,
                                bool *placebo, int32_t *day)
{
    *day = INT32_MAX;
    *placebo = config_setting_type(setting) != CONFIG_TYPE_BOOL || config_setting_get_bool(setting) != 0;
    if (config_setting_type(setting) == CONFIG_TYPE_BOOL) {
        return STATUS_OK;
    }
    return setting_is_text(setting) && date_parse(config_setting_get_string(setting), day)
               ? STATUS_OK
               : reader_expected(&reader->reader, setting, "true, or a day such as \"2014-01-01\"");
}

/* The day on which the other arms part. */
static enum status choose_day(const struct experiment_reader *reader, const bool *placebos,
                              const struct arm *arm, int32_t *day)
{
    if (*day != INT32_MAX) {
        return STATUS_OK;
    }
    PASS(placebo_day(reader->experiment, placebos, day, reader->reader.error));
    if (*day == INT32_MAX || *day == INT32_MIN) {
        bool none = *day == INT32_MAX;
        error_set_at(reader->reader.error, STATUS_INPUT, &arm->place,
                     none ? "no arm parts from the first by a dated change: from when on is \"%s\" a placebo?"
                          : "arms part from the first on several days: from when on is \"%s\" a placebo?",
                     arm->name);
        error_hint(reader->reader.error, "placebo = \"2014-01-01\";");
        return STATUS_INPUT;
    }
    return STATUS_OK;
}

static enum status read_all(struct experiment_reader *reader, const config_setting_t *list, bool *placebos,
                            int32_t *days)
{
    struct experiment *experiment = reader->experiment;
    for (size_t i = 0; i < experiment->arm_count; i++) {
        const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);
        const config_setting_t *setting = config_setting_get_member(group, "placebo");
        if (setting != NULL) {
            PASS(read_setting(reader, setting, &placebos[i], &days[i]));
        }
        if (placebos[i]) {
            PASS(check_arm(reader, group, i == 0));
        }
    }
    for (size_t i = 0; i < experiment->arm_count; i++) {
        if (placebos[i]) {
            PASS(choose_day(reader, placebos, &experiment->arms[i], &days[i]));
        }
    }
    for (size_t i = 0; i < experiment->arm_count; i++) {
        if (placebos[i]) {
            PASS(placebo_make(&experiment->arms[i], days[i], reader->reader.error));
        }
    }
    return STATUS_OK;
}

enum status experiment_read_placebos(struct experiment_reader *reader, const config_setting_t *list)
{
    if (list == NULL) {
        return STATUS_OK;
    }
    size_t count = reader->experiment->arm_count;
    bool *placebos = memory_alloc(count, sizeof *placebos);
    int32_t *days = memory_alloc(count, sizeof *days);
    enum status status = placebos == NULL || days == NULL
                             ? error_memory(reader->reader.error, "arms of an experiment")
                             : read_all(reader, list, placebos, days);
    memory_free(placebos);
    memory_free(days);
    return status;
}
