/* Known outcomes for programs: CSV and JSON. */
#include <math.h>

#include "sim/cli/record.h"
#include "sim/cli/validation.h"

/* Empty text is none. */
static void put_text(struct record *record, const char *name, const char *text)
{
    bool none = text == NULL || text[0] == '\0';
    record_put_text(record, name, none ? NULL : text);
}

static void put_columns(struct record *record, const struct known_outcome *row, enum outcome_column first,
                        enum outcome_column last)
{
    for (int column = (int)first; column <= (int)last; column++) {
        put_text(record, outcome_column_name((enum outcome_column)column), row->text[column]);
    }
}

static void write_row(struct record_writer *writer, const struct validation *validation,
                      const struct finding *finding)
{
    const struct known_outcome *row = finding->row;
    const struct outcome_estimate *estimate = &finding->estimate;
    const struct source *source = row->asked ? &validation->sources[finding->source] : NULL;
    struct record record = {.count = 0};
    put_columns(&record, row, OUTCOME_ID, OUTCOME_EXPRESSED);
    record_put_number(&record, outcome_column_name(OUTCOME_PER), row->range.per != 0 ? row->range.per : NAN);
    record_put_number(&record, outcome_column_name(OUTCOME_LOW), row->range.low);
    record_put_number(&record, outcome_column_name(OUTCOME_HIGH), row->range.high);
    record_put_number(&record, "pairs", row->asked ? (double)estimate->pairs : NAN);
    record_put_number(&record, "result", estimate->value);
    record_put_number(&record, "result_low", estimate->value - estimate->half);
    record_put_number(&record, "result_high", estimate->value + estimate->half);
    put_text(&record, "verdict", outcome_verdict_name(finding->verdict));
    put_text(&record, "file", source != NULL ? source->result : NULL);
    put_text(&record, "file_state", source != NULL ? source_state_name(source->state) : NULL);
    put_columns(&record, row, OUTCOME_UNIT, OUTCOME_MISSING);
    records_write(writer, record.fields, record.count);
}

/* The beginning of the one object of JSON. */
static void print_counts(FILE *out, const struct validation *validation)
{
    char number[RECORD_NUMBER];
    param_format_real(validation->level, number);
    fprintf(out, "{\n\"level\": %s", number);
    for (int verdict = 0; verdict < OUTCOME_VERDICTS; verdict++) {
        fprintf(out, ",\n\"%s\": %zu", outcome_verdict_name((enum outcome_verdict)verdict),
                validation_count(validation, (enum outcome_verdict)verdict));
    }
    fputs(",\n\"outcomes\": ", out);
}

void validation_print_records(FILE *out, const struct validation *validation, enum format format)
{
    if (format == FORMAT_JSON) {
        print_counts(out, validation);
    }
    struct record_writer writer = records_begin(out, format);
    for (size_t i = 0; i < validation->finding_count; i++) {
        write_row(&writer, validation, &validation->findings[i]);
    }
    records_end(&writer);
    fputs(format == FORMAT_JSON ? "}\n" : "", out);
}
