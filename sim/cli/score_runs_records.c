/* The scorecard of several runs for programs: CSV and JSON. */
#include <inttypes.h>
#include <math.h>

#include "sim/cli/record.h"
#include "sim/cli/score_runs_table.h"

static void put_figures(struct record *record, const struct score_line *line,
                        const struct score_spread *spread)
{
    bool compared = line->target != NULL;
    record_put_number(record, "mean", line->value);
    record_put_number(record, "low", spread->low);
    record_put_number(record, "high", spread->high);
    record_put_size(record, "runs", true, spread->runs);
    record_put_size(record, "runs_within", compared, spread->runs_within);
    record_put_bool(record, "within", compared, line->within);
    record_put_bool(record, "within_half", compared, spread->within_half);
    record_put_number(record, "gap", line->gap);
    record_put_number(record, "tolerance", compared ? line->target->tolerance : NAN);
    record_put_number(record, "gap_tolerances", line->gap_tolerances);
    record_put_number(record, "relative_gap", spread->relative_gap);
    record_put_bool(record, "held_out", compared, spread->held_out);
}

static void write_line(struct record_writer *writer, const struct score_line *line,
                       const struct score_spread *spread)
{
    static const struct target none = {.value = NAN};
    const struct target *target = line->target != NULL ? line->target : &none;
    bool compared = line->target != NULL;
    struct record record = {.count = 0};
    record_put_text(&record, "id", compared ? target->id.chars : NULL);
    record_put_text(&record, "territory", target->territory.chars);
    record_put_text(&record, "measure", line->measure->name);
    record_put_text(&record, "section", line->measure->section);
    record_put_text(&record, "label", line->measure->label);
    record_put_number(&record, "published", target->value);
    put_figures(&record, line, spread);
    record_put_text(&record, "unit", target->unit.chars);
    record_put_text(&record, "measure_unit", line->measure->unit);
    record_put_text(&record, "measure_definition", line->measure->definition);
    record_put_text(&record, "year", target->year.chars);
    record_put_text(&record, "definition", target->definition.chars);
    record_put_text(&record, "source", target->source.chars);
    record_put_text(&record, "confidence", compared ? target_confidence(target) : "");
    records_write(writer, record.fields, record.count);
}

/* Members of an object: what the targets of a part come to. */
static void print_total(FILE *out, const struct score_total *total)
{
    char mean[RECORD_NUMBER];
    char gap[RECORD_NUMBER];
    param_format_real(total->mean, mean);
    param_format_real(total->relative_gap, gap);
    fprintf(out, "\"targets\": %zu, \"within\": %zu, \"within_half\": %zu, ", total->targets, total->within,
            total->within_half);
    fprintf(out, "\"single_low\": %zu, \"single_high\": %zu, \"single_mean\": %s, ", total->least,
            total->most, mean);
    fprintf(out, "\"relative_gap\": %s, \"published_zero\": %zu, \"in_no_run\": %zu",
            isfinite(total->relative_gap) ? gap : "null", total->zero, total->missing);
}

static void print_summary(FILE *out, const struct score_runs *score)
{
    fprintf(out, ",\n\"summary\": {\"runs\": %zu, ", score->runs);
    print_total(out, &score->totals[SCORE_ALL]);
    fputs(",\n  \"held_out\": {", out);
    print_total(out, &score->totals[SCORE_HELD_OUT]);
    fputs("},\n  \"others\": {", out);
    print_total(out, &score->totals[SCORE_OTHERS]);
    fputs("}}", out);
}

static void print_runs(FILE *out, const struct scored_runs *scored)
{
    fputs(",\n\"runs\": ", out);
    struct record_writer writer = records_begin(out, FORMAT_JSON);
    for (size_t i = 0; i < scored->count; i++) {
        const struct scored_run *run = &scored->runs[i];
        char seeds[2][RECORD_NUMBER];
        struct record record = {.count = 0};
        snprintf(seeds[0], sizeof seeds[0], "%" PRId64, run->seed);
        snprintf(seeds[1], sizeof seeds[1], "%" PRId64, run->population_seed);
        record_put_text(&record, "file", run->path);
        record_put_size(&record, "replicate", scored->arm != NULL, run->replicate);
        record.fields[record.count++] = (struct field){"seed", FIELD_NUMBER, seeds[0]};
        record.fields[record.count++] = (struct field){"population_seed", FIELD_NUMBER, seeds[1]};
        records_write(&writer, record.fields, record.count);
    }
    records_end(&writer);
}

/* The beginning of the one object of JSON. */
static void print_origin(FILE *out, const struct score_runs *score, const struct scored_runs *scored)
{
    const struct loaded_batch *batch = &scored->batch;
    format_json_member(out, "{\n", "title",
                       scored->arm != NULL ? batch->experiment.title : scored->first.texts[RESULT_TITLE]);
    format_json_member(out, ",\n", "model", scored->scenario->model->name);
    if (scored->arm != NULL) {
        format_json_member(out, ",\n", "arm", scored->arm);
    }
    print_summary(out, score);
    print_runs(out, scored);
    fputs(",\"measures\": ", out); /* after the end of a line */
}

void score_runs_print_records(FILE *out, const struct score_runs *score, const struct scored_runs *scored,
                              enum format format)
{
    bool json = format == FORMAT_JSON;
    if (json) {
        print_origin(out, score, scored);
    }
    struct record_writer writer = records_begin(out, format);
    for (size_t i = 0; i < score->mean.count; i++) {
        write_line(&writer, &score->mean.lines[i], &score->spreads[i]);
    }
    records_end(&writer);
    fputs(json ? "}\n" : "", out);
}
