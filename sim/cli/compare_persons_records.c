/* Groups of persons for programs: CSV and JSON. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "sim/cli/compare_persons.h"
#include "sim/cli/record.h"
#include "sim/date.h"

/* Of the share whose days differ there is no baseline, and no test. */
static void put_means(struct record *record, const struct persons_comparison *comparison, size_t at,
                      bool share, bool has_placebo)
{
    const struct paired *pairs = &comparison->pairs[at];
    const struct paired *placebos = &comparison->placebos[at];
    const struct paired_estimate *estimate = &comparison->estimates[at];
    const struct paired_estimate *placebo = &comparison->placebo_estimates[at];
    double difference = pairs->count > 0 && !share ? pairs->difference : NAN;
    record_put_size(record, "pairs", true, pairs->count);
    record_put_number(record, "baseline_mean", pairs->count > 0 && !share ? pairs->first : NAN);
    record_put_number(record, "arm_mean", pairs->count > 0 ? pairs->second : NAN);
    record_put_number(record, "difference", difference);
    record_put_number(record, "low", difference - estimate->half);
    record_put_number(record, "high", difference + estimate->half);
    record_put_number(record, "variance_ratio", estimate->ratio);
    record_put_number(record, "p", estimate->p);
    record_put_number(record, "p_adjusted", comparison->adjusted[at]);
    record_put_text(record, "finding", paired_finding_name(estimate->finding));
    double mean = share ? pairs->first : placebos->second;
    bool given = has_placebo && (share ? pairs->count : placebos->count) > 0;
    record_put_number(record, "placebo_mean", given ? mean : NAN);
    record_put_number(record, "placebo_difference", placebos->count > 0 ? placebos->difference : NAN);
    record_put_number(record, "placebo_low", placebos->difference - placebo->half);
    record_put_number(record, "placebo_high", placebos->difference + placebo->half);
}

static const char *state_name(const struct persons_comparison *comparison, uint32_t state)
{
    return state < comparison->states->size ? comparison->states->labels[state] : "gone";
}

static void write_row(struct record_writer *writer, const struct persons_view *view, size_t c, size_t index)
{
    const struct persons_comparison *comparison = view->comparison;
    const struct experiment *experiment = &view->batch->experiment;
    const struct contrast *contrast = &comparison->contrasts[c];
    const struct persons_about *about = &comparison->about[c];
    const struct persons_row *row = &comparison->rows[index];
    size_t at = c * comparison->row_count + index;
    bool change = row->figure == PERSON_FIGURES;
    bool swept = experiment->design.points > 0;
    struct record record = {.count = 0};
    char group[PERSON_GROUP_TEXT];
    char unit[PERSONS_UNIT_MAX];
    char eve[11];
    char last[11];
    date_format(about->days.first - 1, eve);
    date_format(about->days.end - 1, last);
    person_group_text(&comparison->groups, row->group, group);
    persons_unit(view, row, unit);
    record_put_text(&record, "arm", experiment->arms[contrast->arm].name);
    record_put_text(&record, "baseline", experiment->arms[contrast->base_arm].name);
    record_put_text(&record, "placebo",
                    about->placebo != SIZE_MAX ? experiment->arms[about->placebo].name : NULL);
    record_put_size(&record, "point", swept, contrast->point);
    record_put_text(&record, "figure", change ? "changes_of_state" : person_figure_name(row->figure));
    record_put_text(&record, "group", change ? NULL : group);
    record_put_text(&record, "from", change ? state_name(comparison, row->from) : NULL);
    record_put_text(&record, "to", change ? state_name(comparison, row->to) : NULL);
    record_put_text(&record, "unit", unit);
    record_put_text(&record, "known_on", eve);
    record_put_text(&record, "last_day", last);
    record_put_number(&record, "persons", comparison->sizes[at]);
    put_means(&record, comparison, at, row->figure == PERSON_CHANGED, about->placebo != SIZE_MAX);
    records_write(writer, record.fields, record.count);
}

static void print_about(FILE *out, const struct persons_view *view, size_t c)
{
    const struct persons_comparison *comparison = view->comparison;
    const struct experiment *experiment = &view->batch->experiment;
    const struct persons_about *about = &comparison->about[c];
    format_json_member(out, c == 0 ? "{" : ", {", "arm", experiment->arms[comparison->contrasts[c].arm].name);
    fprintf(out, ", \"pairs\": %zu, \"persons\": %.6f, \"came_later\": %.6f}", about->pairs, about->persons,
            about->later);
}

/* The beginning of the one object of JSON. */
static void print_origin(FILE *out, const struct persons_view *view)
{
    const struct loaded_batch *batch = view->batch;
    format_json_member(out, "{\n", "experiment", batch->experiment.title);
    format_json_member(out, ",\n", "model", batch->experiment.model->name);
    format_json_member(out, ",\n", "created", batch->created);
    format_json_member(out, ",\n", "command_line", batch->command_line);
    fprintf(out,
            ",\n\"identity\": \"%016" PRIx64 "\",\n\"level\": %.17g,\n\"correction\": \"holm\",\n"
            "\"figures_tested\": %zu,\n\"changed_by_more_than_days\": %d,\n\"contrasts\": [",
            batch->identity, view->level, view->comparison->tested, (int)view->threshold);
    for (size_t c = 0; c < view->comparison->contrast_count; c++) {
        print_about(out, view, c);
    }
    fputs("],\n\"differences\": ", out);
}

void persons_print_records(FILE *out, const struct persons_view *view, enum format format)
{
    const struct persons_comparison *comparison = view->comparison;
    if (format == FORMAT_JSON) {
        print_origin(out, view);
    }
    struct record_writer writer = records_begin(out, format);
    for (size_t c = 0; c < comparison->contrast_count; c++) {
        for (size_t i = 0; i < comparison->row_count; i++) {
            write_row(&writer, view, c, i);
        }
    }
    records_end(&writer);
    fputs(format == FORMAT_JSON ? "}\n" : "", out);
}
