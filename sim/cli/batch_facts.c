#include "sim/cli/batch_facts.h"

#include <inttypes.h>
#include <stdio.h>

#include "sim/cli/experiment_facts.h"
#include "sim/cli/experiment_options.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/placebo.h"

enum { FAILURES_SHOWN = 20 };

static void print_members(const struct member_table *table)
{
    char text[160];
    snprintf(text, sizeof text, "%zu done, %zu failed, %zu missing", member_table_count(table, MEMBER_DONE),
             member_table_count(table, MEMBER_FAILED), member_table_count(table, MEMBER_MISSING));
    print_fact("members", text);
    size_t shown = 0;
    for (size_t i = 0; i < table->count && shown < FAILURES_SHOWN; i++) {
        if (table->status[i] == MEMBER_FAILED) {
            char failure[1024];
            snprintf(failure, sizeof failure, "member %zu: %.900s", i + 1, table->why[i]);
            print_fact(shown++ == 0 ? "failed" : "", failure);
        }
    }
}

static void print_arms(const struct experiment *experiment)
{
    for (size_t i = 0; i < experiment->arm_count; i++) {
        const struct arm *arm = &experiment->arms[i];
        char text[ARM_NAME_MAX + ARM_TEXT_MAX + 8];
        snprintf(text, sizeof text, "%s%s%s", arm->name, arm->text[0] != '\0' ? ": " : "", arm->text);
        print_fact(i == 0 ? "arms" : "", text);
    }
}

static void print_series(const struct loaded_batch *batch)
{
    const struct outputs *outputs = &batch->shape.frame.sim.outputs;
    struct text_buffer names = {0};
    for (size_t i = 0; i + 1 < batch->shape.count; i++) {
        text_buffer_format(&names, "%s%s", i == 0 ? "" : ", ", outputs->declared[batch->shape.ids[i]].name);
    }
    print_fact("series", names.text != NULL ? names.text : "none");
    text_buffer_clear(&names);
}

static void print_panels(const struct experiment *experiment)
{
    struct text_buffer text = {0};
    for (size_t i = 0; i < experiment->model->panel_count; i++) {
        text_buffer_format(&text, "%s%s", i == 0 ? "" : ", ", experiment->model->panels[i].name);
    }
    text_buffer_format(&text, " of replicate%s 0", experiment->keep.panels == 1 ? "" : "s");
    if (experiment->keep.panels > 1) {
        text_buffer_format(&text, " to %zu", experiment->keep.panels - 1);
    }
    text_buffer_put(&text, ", in the groups panel/ARM/REPLICATE");
    text_buffer_put(&text, experiment->design.points > 0 ? "/POINT" : "");
    print_fact("panels", experiment->keep.panels > 0 && text.text != NULL ? text.text : "none");
    text_buffer_clear(&text);
}

static void print_text(const struct loaded_batch *batch)
{
    const struct experiment *experiment = &batch->experiment;
    char text[256];
    char start[11];
    char last[11];
    print_fact("experiment", experiment->title);
    print_fact("model", experiment->model->name);
    print_fact("created", batch->created);
    print_fact("command", batch->command_line);
    date_format(experiment->arms[0].scenario.run->start, start);
    date_format(experiment->arms[0].scenario.run->end - 1, last);
    snprintf(text, sizeof text, "%s to %s", start, last);
    print_fact("period", text);
    experiment_size_text(experiment, text, sizeof text);
    print_fact("runs", text);
    print_members(&batch->table);
    print_arms(experiment);
    for (size_t f = 0; f < experiment->design.factor_count; f++) {
        print_fact(f == 0 ? "sweeps" : "", experiment->design.factors[f].path);
    }
    snprintf(text, sizeof text, "%zu, in the group measure", experiment->model->measure_count);
    print_fact("measures", text);
    print_series(batch);
    print_panels(experiment);
    text_bytes(text, sizeof text, (double)batch->bytes);
    print_fact("size", text);
}

/* A list of texts. */
static void json_begin(const char *name)
{
    printf(",\n  \"%s\": [", name);
}

static void json_item(size_t index, const char *text)
{
    fputs(index == 0 ? "" : ", ", stdout);
    format_json_string(stdout, text);
}

/* Their names, what they are, and which are placebos of the first. */
static void json_arms(const struct experiment *experiment)
{
    json_begin("arms");
    for (size_t i = 0; i < experiment->arm_count; i++) {
        json_item(i, experiment->arms[i].name);
    }
    fputs("]", stdout);
    json_begin("arm_texts");
    for (size_t i = 0; i < experiment->arm_count; i++) {
        json_item(i, experiment->arms[i].text);
    }
    fputs("]", stdout);
    json_begin("placebos");
    for (size_t i = 1, count = 0; i < experiment->arm_count; i++) {
        int32_t day;
        if (placebo_is(&experiment->arms[i].scenario, &experiment->arms[0].scenario, &day)) {
            json_item(count++, experiment->arms[i].name);
        }
    }
    fputs("]", stdout);
}

static void print_json(const struct loaded_batch *batch)
{
    const struct experiment *experiment = &batch->experiment;
    const struct outputs *outputs = &batch->shape.frame.sim.outputs;
    format_json_member(stdout, "{\n  ", "experiment", experiment->title);
    format_json_member(stdout, ",\n  ", "model", experiment->model->name);
    format_json_member(stdout, ",\n  ", "created", batch->created);
    format_json_member(stdout, ",\n  ", "command_line", batch->command_line);
    printf(",\n  \"identity\": \"%016" PRIx64 "\"", batch->identity);
    printf(",\n  \"replicates\": %zu,\n  \"points\": %zu", experiment->replicate_count,
           experiment->design.points);
    printf(",\n  \"panels_of_replicates\": %zu", experiment->keep.panels);
    for (int status = 0; status < MEMBER_STATUSES; status++) {
        printf(",\n  \"%s\": %zu", member_status_name((enum member_status)status),
               member_table_count(&batch->table, (enum member_status)status));
    }
    json_arms(experiment);
    json_begin("sweeps");
    for (size_t f = 0; f < experiment->design.factor_count; f++) {
        json_item(f, experiment->design.factors[f].path);
    }
    fputs("]", stdout);
    json_begin("series");
    for (size_t i = 0; i + 1 < batch->shape.count; i++) {
        json_item(i, outputs->declared[batch->shape.ids[i]].name);
    }
    fputs("]\n}\n", stdout);
}

void batch_print_facts(const struct loaded_batch *batch, enum format format)
{
    if (format == FORMAT_JSON) {
        print_json(batch);
    } else {
        print_text(batch);
    }
}
