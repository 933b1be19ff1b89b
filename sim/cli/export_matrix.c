#include "sim/cli/export_matrix.h"

#include <inttypes.h>
#include <math.h>

#include "sim/params.h"

/* ":far:young" for a cell, blanks in labels replaced. */
static void print_labels(FILE *out, const struct outputs *outputs, size_t id, size_t cell)
{
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    size_t count = outputs_dimensions_of(outputs, id, dimensions);
    size_t below = outputs->cells[id];
    for (size_t d = 0; d < count; d++) {
        below /= dimensions[d]->size;
        fputc(':', out);
        for (const char *at = dimensions[d]->labels[cell / below % dimensions[d]->size]; *at != '\0'; at++) {
            fputc(*at == ' ' || *at == '\t' ? '_' : *at, out);
        }
    }
}

static void print_header(FILE *out, const struct outputs *outputs, const size_t *ids, size_t count)
{
    const char *separator = "";
    for (size_t i = 0; i < count; i++) {
        for (size_t cell = 0; cell < outputs->cells[ids[i]]; cell++) {
            fprintf(out, "%s%s", separator, outputs->declared[ids[i]].name);
            print_labels(out, outputs, ids[i], cell);
            separator = " ";
        }
    }
    fputc('\n', out);
}

static void print_cell(FILE *out, const struct outputs *outputs, size_t id, size_t record, size_t cell)
{
    const void *values = outputs_record(outputs, id, record);
    char text[32];
    if (outputs->declared[id].type == COLUMN_I64) {
        fprintf(out, "%" PRId64, ((const int64_t *)values)[cell]);
        return;
    }
    double value = ((const double *)values)[cell];
    param_format_real(value, text);
    fputs(isfinite(value) ? text : "nan", out);
}

void export_matrix_print(FILE *out, const struct outputs *outputs, const size_t *ids, size_t count,
                         bool header)
{
    if (header) {
        print_header(out, outputs, ids, count);
    }
    for (size_t record = 0; record < outputs->period_count[OUTPUT_MONTHLY]; record++) {
        const char *separator = "";
        for (size_t i = 0; i < count; i++) {
            for (size_t cell = 0; cell < outputs->cells[ids[i]]; cell++) {
                fputs(separator, out);
                print_cell(out, outputs, ids[i], record, cell);
                separator = " ";
            }
        }
        fputc('\n', out);
    }
}
