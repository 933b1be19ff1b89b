#include "sim/cli/measure_row.h"

#include <math.h>

#include "sim/cli/measures_option.h"
#include "sim/memory.h"
#include "sim/params.h"

/* ids[measure_count] of those that are wanted, which may be there once. */
static enum status choose(const struct model *model, const char *names, size_t *ids, size_t *count,
                          struct error *error)
{
    if (names != NULL) {
        return measures_choose(model, "--measures", names, ids, count, error);
    }
    for (*count = 0; *count < model->measure_count; ++*count) {
        ids[*count] = *count;
    }
    return STATUS_OK;
}

static void print_value(FILE *out, double value)
{
    char text[32];
    param_format_real(value, text);
    fputs(isfinite(value) ? text : "nan", out);
}

static void print_header(FILE *out, const struct model *model, const size_t *ids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%s%s", i > 0 ? "," : "", model->measures[ids[i]].name);
    }
    fputc('\n', out);
}

static void print_row(FILE *out, const double *values, const size_t *ids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fputs(i > 0 ? "," : "", out);
        print_value(out, values[ids[i]]);
    }
    fputc('\n', out);
}

enum status measure_rows_print(FILE *out, const struct model *model, const double *values, size_t runs,
                               const char *names, bool header, struct error *error)
{
    enum status status = STATUS_OK;
    size_t count = 0;
    size_t *ids = memory_alloc(model->measure_count + 1, sizeof *ids);
    if (ids == NULL) {
        return error_memory(error, "measures");
    }
    TRY(choose(model, names, ids, &count, error));
    if (header) {
        print_header(out, model, ids, count);
    }
    for (size_t run = 0; run < runs; run++) {
        print_row(out, values + run * model->measure_count, ids, count);
    }
out:
    memory_free(ids);
    return status;
}
