/* The comparison for programs: CSV and JSON. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "sim/cli/compare_table.h"
#include "sim/cli/record.h"
#include "sim/date.h"

static double some(double number)
{
    return number > 0 ? number : NAN;
}

static void put_difference(struct record *record, const struct paired *pairs,
                           const struct paired_estimate *estimate)
{
    double share = pairs->first != 0 ? 100 / fabs(pairs->first) : NAN;
    double nothing = pairs->count > 0 ? 0 : NAN; /* means of no pairs are none */
    record_put_size(record, "pairs", true, pairs->count);
    record_put_number(record, "baseline_mean", pairs->first + nothing);
    record_put_number(record, "arm_mean", pairs->second + nothing);
    record_put_number(record, "difference", pairs->difference + nothing);
    record_put_number(record, "low", pairs->difference - estimate->half);
    record_put_number(record, "high", pairs->difference + estimate->half);
    record_put_number(record, "difference_percent", (pairs->difference + nothing) * share);
    record_put_number(record, "low_percent", (pairs->difference - estimate->half) * share);
    record_put_number(record, "high_percent", (pairs->difference + estimate->half) * share);
    record_put_number(record, "variance_ratio", estimate->ratio);
    record_put_number(record, "p", estimate->p);
}

static void write_row(struct record_writer *writer, const struct compare_view *view, size_t c, size_t f)
{
    const struct comparison *comparison = view->comparison;
    const struct experiment *experiment = &view->batch->experiment;
    const struct contrast *contrast = &comparison->contrasts[c];
    const struct figure *figure = &comparison->figures[f];
    size_t row = c * comparison->figure_count + f;
    const struct paired_estimate *estimate = &comparison->estimates[row];
    const struct compare_needs needs = compare_needs(view, &comparison->pairs[row]);
    bool measure = figure->measure != NULL;
    bool swept = experiment->design.points > 0;
    struct record record = {.count = 0};
    char first[11];
    char last[11];
    date_format(figure->first_day, first);
    date_format(figure->last_day, last);
    record_put_text(&record, "arm", experiment->arms[contrast->arm].name);
    record_put_text(&record, "baseline", experiment->arms[contrast->base_arm].name);
    record_put_size(&record, "point", swept, contrast->point);
    record_put_size(&record, "baseline_point", swept, contrast->base_point);
    record_put_text(&record, "kind", measure ? "measure" : "series");
    record_put_text(&record, "name", measure ? figure->measure->name : figure->output->name);
    record_put_text(&record, "labels", figure->labels);
    record_put_text(&record, "first_day", measure ? NULL : first);
    record_put_text(&record, "last_day", measure ? NULL : last);
    record_put_text(&record, "unit", measure ? figure->measure->unit : figure->output->unit);
    put_difference(&record, &comparison->pairs[row], estimate);
    record_put_number(&record, "p_adjusted", comparison->adjusted[row]);
    record_put_text(&record, "finding", paired_finding_name(estimate->finding));
    record_put_number(&record, "replicates_needed", some(needs.paired));
    record_put_number(&record, "replicates_needed_unpaired", some(needs.unpaired));
    record_put_text(&record, "text", measure ? figure->measure->definition : figure->output->text);
    records_write(writer, record.fields, record.count);
}

/* The beginning of the one object of JSON. */
static void print_origin(FILE *out, const struct compare_view *view)
{
    const struct loaded_batch *batch = view->batch;
    const struct experiment *experiment = &batch->experiment;
    char number[RECORD_NUMBER];
    format_json_member(out, "{\n", "experiment", experiment->title);
    format_json_member(out, ",\n", "model", experiment->model->name);
    format_json_member(out, ",\n", "created", batch->created);
    format_json_member(out, ",\n", "command_line", batch->command_line);
    fprintf(out, ",\n\"identity\": \"%016" PRIx64 "\",\n\"replicates\": %zu,\n\"points\": %zu",
            batch->identity, experiment->replicate_count, experiment->design.points);
    for (int status = 0; status < MEMBER_STATUSES; status++) {
        fprintf(out, ",\n\"%s\": %zu", member_status_name((enum member_status)status),
                member_table_count(&batch->table, (enum member_status)status));
    }
    param_format_real(view->level, number);
    fprintf(out, ",\n\"level\": %s,\n\"correction\": \"holm\",\n\"figures_tested\": %zu", number,
            view->comparison->tested);
    param_format_real(view->precision, number);
    fprintf(out, ",\n\"precision\": %s,\n\"precision_unit\": \"%s\"", number,
            view->in_percent ? "percent of the baseline" : "unit of the figure");
    fprintf(out, ",\n\"series_left_out\": %zu,\n\"differences\": ", view->comparison->left_out);
}

void compare_print_records(FILE *out, const struct compare_view *view, enum format format)
{
    const struct comparison *comparison = view->comparison;
    if (format == FORMAT_JSON) {
        print_origin(out, view);
    }
    struct record_writer writer = records_begin(out, format);
    for (size_t c = 0; c < comparison->contrast_count; c++) {
        for (size_t f = 0; f < comparison->figure_count; f++) {
            write_row(&writer, view, c, f);
        }
    }
    records_end(&writer);
    fputs(format == FORMAT_JSON ? "}\n" : "", out);
}
