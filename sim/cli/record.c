#include "sim/cli/record.h"

#include <math.h>

void record_put_text(struct record *record, const char *name, const char *text)
{
    record->fields[record->count++] = (struct field){name, FIELD_TEXT, text};
}

void record_put_number(struct record *record, const char *name, double value)
{
    char *text = record->numbers[record->count];
    param_format_real(value, text);
    record->fields[record->count++] = (struct field){name, FIELD_NUMBER, isfinite(value) ? text : NULL};
}

void record_put_size(struct record *record, const char *name, bool given, size_t value)
{
    char *text = record->numbers[record->count];
    snprintf(text, RECORD_NUMBER, "%zu", value);
    record->fields[record->count++] = (struct field){name, FIELD_NUMBER, given ? text : NULL};
}

void record_put_bool(struct record *record, const char *name, bool given, bool value)
{
    const char *text = value ? "true" : "false";
    record->fields[record->count++] = (struct field){name, FIELD_BOOL, given ? text : NULL};
}
