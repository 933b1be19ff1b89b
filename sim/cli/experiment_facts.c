#include "sim/cli/experiment_facts.h"
#include "sim/batch.h"

#include <stdio.h>
#include <string.h>

#include "sim/cli/experiment_options.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/io/member_pack.h"
#include "sim/io/scenario_file.h"
#include "sim/memory.h"
#include "sim/memory_room.h"
#include "sim/parallel.h"

enum { NAME_COLUMNS = 12, SHOWN = 40 };

void print_fact(const char *name, const char *text)
{
    int used = printf("%-*s", NAME_COLUMNS, name);
    text_wrap(stdout, text, NAME_COLUMNS, used, terminal_text_columns(stdout));
}

static void print_period(const struct scenario *scenario)
{
    char first[11];
    char start[11];
    char last[11];
    char text[128];
    date_format(scenario_first_day(scenario), first);
    date_format(scenario->run->start, start);
    date_format(scenario->run->end - 1, last);
    snprintf(text, sizeof text, "%s to %s, burn-in from %s", start, last, first);
    print_fact("period", text);
}

/* When an arm leaves the first one. */
static void arm_parting_text(size_t arm, int32_t day, char *text, size_t size)
{
    char date[11];
    if (arm == 0) {
        snprintf(text, size, "the first");
    } else if (day == INT32_MAX) {
        snprintf(text, size, "does the same");
    } else if (day == INT32_MIN) {
        snprintf(text, size, "another from the beginning");
    } else {
        date_format(day, date);
        snprintf(text, size, "parts on %s", date);
    }
}

static void print_arms(const struct experiment *experiment, const int32_t *partings)
{
    for (size_t i = 0; i < experiment->arm_count && i < SHOWN; i++) {
        const struct arm *arm = &experiment->arms[i];
        char parting[64];
        char text[ARM_NAME_MAX + ARM_TEXT_MAX + 96];
        arm_parting_text(i, partings[i], parting, sizeof parting);
        snprintf(text, sizeof text, "%s (%s)%s%s", arm->name, parting, arm->text[0] != '\0' ? ": " : "",
                 arm->text);
        print_fact(i == 0 ? "arms" : "", text);
    }
    if (experiment->arm_count > SHOWN) {
        print_fact("", "...");
    }
}

static void print_sweep(const struct experiment *experiment)
{
    const struct design *design = &experiment->design;
    for (size_t f = 0; f < design->factor_count; f++) {
        char text[PARAM_PATH_MAX + 2 * PARAM_TEXT_MAX + 32];
        snprintf(text, sizeof text, "%s: %s ... %s", design->factors[f].path, design_value(design, 0, f),
                 design_value(design, design->points - 1, f));
        print_fact(f == 0 ? "sweeps" : "", text);
    }
}

static void print_seeds(const struct experiment *experiment)
{
    size_t last = experiment->replicate_count - 1;
    char text[160];
    snprintf(text, sizeof text, "%lld to %lld, population %lld to %lld", (long long)experiment->seeds[0],
             (long long)experiment->seeds[last], (long long)experiment->population_seeds[0],
             (long long)experiment->population_seeds[last]);
    print_fact("seeds", text);
}

static enum status print_keep(const struct experiment *experiment, struct error *error)
{
    struct member_shape shape = {0};
    enum status status = STATUS_OK;
    char each[32];
    char all[32];
    char text[160];
    TRY(member_shape_init(&shape, experiment, error));
    double bytes = (double)member_shape_bytes(&shape);
    text_bytes(each, sizeof each, bytes);
    text_bytes(all, sizeof all, bytes * (double)experiment_members(experiment));
    snprintf(text, sizeof text, "measures and %zu series: %s a member, %s in all before it is compressed",
             shape.count - 1, each, all);
    print_fact("keeps", text);
out:
    if (shape.frame.model != NULL) {
        member_shape_clear(&shape);
    }
    return status;
}

/* Rows of a member lie in files as they are while it runs, packed from then on. An arm that parts takes a
 * copy. */
static void print_panels(const struct experiment *experiment)
{
    enum { PACKED = 4 }; /* times smaller, about */
    const struct scenario *scenario = &experiment->arms[0].scenario;
    size_t members = experiment->keep.panels * experiment_points(experiment) * experiment->arm_count;
    char each[32] = "?";
    char all[32] = "?";
    char text[200];
    if (members == 0) {
        return;
    }
    if (scenario->model->effort != NULL) {
        struct effort effort = scenario->model->effort(scenario->sets[SCENARIO_SET_MODEL].values);
        double days = scenario->run->end - scenario->run->start;
        double bytes = effort.panel_day_bytes * days + effort.panel_end_bytes;
        text_bytes(each, sizeof each, bytes);
        text_bytes(all, sizeof all, bytes / PACKED * (double)members);
    }
    snprintf(text, sizeof text,
             "panels of %zu replicate%s, %zu members: about %s on disk in all, and %s beside it for each "
             "that runs",
             experiment->keep.panels, experiment->keep.panels == 1 ? "" : "s", members, all, each);
    print_fact("", text);
}

/* Arms that part keep the state that they leave beside their own. */
static enum status print_effort(const struct experiment *experiment, const int32_t *partings,
                                struct error *error)
{
    const struct scenario *scenario = &experiment->arms[0].scenario;
    struct parallel parallel;
    struct family_days days;
    char text[256];
    char number[64];
    PASS(experiment_days(experiment, partings, NULL, &days, error));
    parallel_init(&parallel, 0);
    size_t families = experiment_families(experiment);
    int most = batch_jobs(experiment, parallel.threads, memory_room(""));
    double jobs = families < (size_t)most ? (double)families : most;
    double whole = (double)(days.lived + days.shared);
    text_number(number, sizeof number, (double)days.lived, 0);
    snprintf(text, sizeof text, "%s days of simulation; common history saves %.0f %%", number,
             100 * (double)days.shared / whole);
    print_fact("lives", text);
    if (scenario->model->effort != NULL) {
        struct effort effort = scenario->model->effort(scenario->sets[SCENARIO_SET_MODEL].values);
        char bytes[32];
        char time[32];
        text_bytes(bytes, sizeof bytes, effort.bytes * jobs * (days.shared > 0 ? 2 : 1));
        text_duration(time, sizeof time, effort.day_seconds * (double)days.lived / parallel.threads);
        snprintf(text, sizeof text, "%d thread%s, %.0f at a time, about %s of memory, about %s",
                 parallel.threads, parallel.threads == 1 ? "" : "s", jobs, bytes, time);
        print_fact("takes", text);
    }
    return STATUS_OK;
}

enum status experiment_print_facts(const struct experiment *experiment, const int32_t *partings,
                                   struct error *error)
{
    char text[256];
    print_fact("experiment", experiment->title);
    print_fact("model", experiment->model->name);
    print_period(&experiment->arms[0].scenario);
    experiment_size_text(experiment, text, sizeof text);
    print_fact("runs", text);
    print_arms(experiment, partings);
    print_seeds(experiment);
    print_sweep(experiment);
    PASS(print_keep(experiment, error));
    print_panels(experiment);
    return print_effort(experiment, partings, error);
}

enum status experiment_print_member(const struct experiment *experiment, size_t member, struct error *error)
{
    struct scenario scenario = {0};
    char *text = NULL;
    enum status status = STATUS_OK;
    if (member > experiment_members(experiment)) {
        return error_set(error, STATUS_INPUT, "--member %zu: the experiment has %zu members", member,
                         experiment_members(experiment));
    }
    TRY(experiment_scenario(experiment, member - 1, &scenario, error));
    TRY(scenario_write_text(&scenario, &text, error));
    fputs(text, stdout);
out:
    memory_free(text);
    scenario_clear(&scenario);
    return status;
}
