/* The analysis of sensitivity for programs: CSV and JSON. */
#include "sim/cli/record.h"
#include "sim/cli/sensitivity_table.h"

/* An estimate and both ends of its interval; the names are constants of three. */
static void put_figure(struct record *record, const char *const names[3], double value, double half)
{
    record_put_number(record, names[0], value);
    record_put_number(record, names[1], value - half);
    record_put_number(record, names[2], value + half);
}

static const char *const mu[] = {"mu", "mu_low", "mu_high"};
static const char *const mu_star[] = {"mu_star", "mu_star_low", "mu_star_high"};
static const char *const first[] = {"first", "first_low", "first_high"};
static const char *const total[] = {"total", "total_low", "total_high"};
static const char *const first_sum[] = {"first_sum", "first_sum_low", "first_sum_high"};
static const char *const variance[] = {"variance", "variance_low", "variance_high"};
static const char *const luck[] = {"luck_share", "luck_share_low", "luck_share_high"};

static void put_effect(struct record *record, const struct morris_effect *effect)
{
    record_put_number(record, "samples", (double)effect->count);
    put_figure(record, mu, effect->mu, effect->mu_half);
    put_figure(record, mu_star, effect->mu_star, effect->mu_star_half);
    record_put_number(record, "sigma", effect->sigma);
    record_put_number(record, "sigma_low", effect->sigma_low);
    record_put_number(record, "sigma_high", effect->sigma_high);
    record_put_number(record, "luck", effect->luck);
    record_put_text(record, "finding", morris_finding_name(effect->finding));
}

static void put_index(struct record *record, const struct sensitivity_figure *figure, size_t f)
{
    const struct sobol_summary *summary = &figure->summary;
    const struct sobol_index *index = &figure->indices[f];
    record_put_number(record, "samples", (double)summary->rows);
    put_figure(record, first, index->first.value, index->first.half);
    put_figure(record, total, index->total.value, index->total.half);
    put_figure(record, first_sum, summary->first_sum.value, summary->first_sum.half);
    put_figure(record, variance, summary->variance.value, summary->variance.half);
    put_figure(record, luck, summary->luck.value, summary->luck.half);
}

static void write_record(struct record_writer *writer, const struct sensitivity_view *view, size_t index,
                         size_t f)
{
    const struct measure *measure = &view->model->measures[view->measures[index]];
    const struct sensitivity_figure *figure = &view->figures[index];
    const struct factor *factor = &view->plan->design->factors[f];
    struct record record = {.count = 0};
    record_put_text(&record, "method", figure->effects != NULL ? "morris" : "sobol");
    record_put_text(&record, "measure", measure->name);
    record_put_text(&record, "unit", measure->unit);
    record_put_text(&record, "parameter", factor->path);
    record_put_number(&record, "lower", factor->from);
    record_put_number(&record, "upper", factor->to);
    record_put_text(&record, "scale", factor->logarithmic ? "logarithmic" : "linear");
    record_put_number(&record, "seeds", (double)view->plan->seeds);
    record_put_number(&record, "level", view->level);
    record_put_number(&record, "mean", figure->mean);
    if (figure->effects != NULL) {
        put_effect(&record, &figure->effects[f]);
    } else {
        put_index(&record, figure, f);
    }
    record_put_text(&record, "label", measure->label);
    records_write(writer, record.fields, record.count);
}

/* The beginning of the one object of JSON. */
static void print_origin(FILE *out, const struct sensitivity_view *view)
{
    const struct sensitivity *plan = view->plan;
    char level[RECORD_NUMBER];
    param_format_real(view->level, level);
    format_json_member(out, "{\n", "title", view->title);
    format_json_member(out, ",\n", "model", view->model->name);
    format_json_member(out, ",\n", "command_line", view->command);
    format_json_member(out, ",\n", "method", plan->method == SENSITIVITY_MORRIS ? "morris" : "sobol");
    fprintf(out,
            ",\n\"samples\": %zu,\n\"seeds\": %zu,\n\"runs\": %zu,\n\"failed\": %zu,\n\"level\": %s,\n"
            "\"figures\": ",
            plan->units, plan->seeds, sensitivity_points(plan) * plan->seeds, view->failed, level);
}

void sensitivity_print_records(FILE *out, const struct sensitivity_view *view, enum format format)
{
    if (format == FORMAT_JSON) {
        print_origin(out, view);
    }
    struct record_writer writer = records_begin(out, format);
    for (size_t i = 0; i < view->count; i++) {
        for (size_t f = 0; f < view->plan->design->factor_count; f++) {
            write_record(&writer, view, i, f);
        }
    }
    records_end(&writer);
    fputs(format == FORMAT_JSON ? "}\n" : "", out);
}
