#include "sim/cli/experiment_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/messages.h"
#include "sim/memory.h"
#include "sim/remarks.h"

enum status selection_parse_shard(struct selection *selection, const char *value, struct error *error)
{
    char *end;
    long shard = strtol(value, &end, 10);
    long shards = *end == '/' ? strtol(end + 1, &end, 10) : 0;
    if (*end != '\0' || shard < 1 || shard > shards || shards > EXPERIMENT_MEMBERS_MAX) {
        return error_set(error, STATUS_INPUT, "--shard %s: expected K/N, the part K of N parts, such as 3/20",
                         value);
    }
    selection->shard = shard;
    selection->shards = shards;
    return STATUS_OK;
}

enum status selection_mark(const struct selection *selection, const struct experiment *experiment,
                           bool *wanted, struct error *error)
{
    size_t members = experiment_members(experiment);
    size_t families = experiment_families(experiment);
    size_t begin = 0;
    size_t end = members;
    if (selection->member > (int64_t)members) {
        return error_set(error, STATUS_INPUT, "--member %lld: the experiment has %zu members",
                         (long long)selection->member, members);
    }
    if (selection->shard > 0) {
        size_t shard = (size_t)selection->shard;
        begin = families * (shard - 1) / (size_t)selection->shards * experiment->arm_count;
        end = families * shard / (size_t)selection->shards * experiment->arm_count;
    }
    for (size_t i = begin; i < end; i++) {
        wanted[i] = selection->member == 0 || i + 1 == (size_t)selection->member;
    }
    return STATUS_OK;
}

/* ---- warnings ---- */

struct warning {
    const char *file; /* only what stands there is told; NULL: all */
};

static void warn(void *context, const struct place *place, const char *text)
{
    const struct warning *warning = context;
    if (warning->file == NULL || (place != NULL && place->file != NULL && place->line != 0 &&
                                  strcmp(place->file, warning->file) == 0)) {
        message_warning(place, text);
    }
}

/* Arms that never part from an earlier one. */
static void warn_of_twins(const struct experiment *experiment, const int32_t *partings)
{
    for (size_t a = 1; a < experiment->arm_count; a++) {
        for (size_t b = 0; b < a; b++) {
            if (partings[a * experiment->arm_count + b] == INT32_MAX) {
                char text[256];
                snprintf(text, sizeof text, "the arm \"%s\" does the same as \"%s\"",
                         experiment->arms[a].name, experiment->arms[b].name);
                message_warning(&experiment->arms[a].place, text);
                break;
            }
        }
    }
}

enum status experiment_warn(const struct experiment *experiment, const int32_t *partings, struct error *error)
{
    for (size_t i = 0; i < experiment->arm_count; i++) {
        const struct arm *arm = &experiment->arms[i];
        struct warning warning = {i == 0 ? NULL : arm->place.file};
        PASS(scenario_remarks(&arm->scenario, warn, &warning, error));
    }
    warn_of_twins(experiment, partings);
    return STATUS_OK;
}

/* ---- sizes ---- */

void experiment_size_text(const struct experiment *experiment, char *text, size_t size)
{
    size_t members = experiment_members(experiment);
    int used = snprintf(text, size, "%zu member%s: %zu arm%s, %zu replicate%s", members,
                        members == 1 ? "" : "s", experiment->arm_count, experiment->arm_count == 1 ? "" : "s",
                        experiment->replicate_count, experiment->replicate_count == 1 ? "" : "s");
    if (experiment->design.points > 0) {
        snprintf(text + used, size - (size_t)used, ", %zu points of the sweep", experiment->design.points);
    }
}

enum status experiment_days(const struct experiment *experiment, const int32_t *partings, const bool *wanted,
                            struct family_days *days, struct error *error)
{
    size_t arms = experiment->arm_count;
    bool *all = memory_alloc(arms, sizeof *all);
    *days = (struct family_days){0};
    if (all == NULL) {
        return error_memory(error, "arms of an experiment");
    }
    memset(all, 1, arms * sizeof *all);
    for (size_t family = 0; family < experiment_families(experiment); family++) {
        family_expect(experiment, partings, wanted == NULL ? all : wanted + family * arms, days);
    }
    memory_free(all);
    return STATUS_OK;
}
