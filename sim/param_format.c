#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/date.h"
#include "sim/params.h"

void param_format_real(double value, char text[32])
{
    /* Whole numbers below 10^15 are exact in plain digits, which read better than 2.5e+02. */
    if (fabs(value) < 1e15 && trunc(value) == value) {
        snprintf(text, 32, "%.0f", value);
        return;
    }
    for (int digits = 1; digits <= DBL_DECIMAL_DIG; digits++) {
        snprintf(text, 32, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            return;
        }
    }
}

static void format_choice(const char *names, int32_t code, char *text, size_t size)
{
    for (; code > 0 && *names != '\0'; code--) {
        names += param_choice_length(names);
        names += *names == '|';
    }
    snprintf(text, size, "%.*s", (int)param_choice_length(names), names);
}

static void format_ref(const struct param_set *set, const char *table, int32_t row, char *text, size_t size)
{
    const struct param_group *group = param_schema_find(set->schema, table, strlen(table));
    bool exists = group != NULL && row >= 0 && (size_t)row < param_row_count(set, group);
    snprintf(text, size, "%s", exists ? param_row_name(set, group, (size_t)row) : "");
}

void param_format(const struct param_set *set, const struct param_slot *slot, char *text, size_t size)
{
    char buffer[32];
    switch (slot->param->type) {
    case PARAM_BOOL:
        snprintf(text, size, "%s", *(const bool *)slot->value ? "true" : "false");
        break;
    case PARAM_INT:
        snprintf(text, size, "%" PRId64, *(const int64_t *)slot->value);
        break;
    case PARAM_REAL:
        param_format_real(*(const double *)slot->value, buffer);
        snprintf(text, size, "%s", buffer);
        break;
    case PARAM_DATE:
        date_format(*(const int32_t *)slot->value, buffer);
        snprintf(text, size, "%s", buffer);
        break;
    case PARAM_TEXT:
    case PARAM_NOTE:
        snprintf(text, size, "%s", (const char *)slot->value);
        break;
    case PARAM_CHOICE:
        format_choice(slot->param->unit, *(const int32_t *)slot->value, text, size);
        break;
    case PARAM_REF:
        format_ref(set, slot->param->unit, *(const int32_t *)slot->value, text, size);
        break;
    }
}

void param_format_default(const struct param_set *set, const struct param_slot *slot, char *text, size_t size)
{
    union param_value value;
    struct param_slot fallback = {slot->group, slot->param, slot->row, &value};
    text[0] = '\0';
    if ((slot->param->flags & PARAM_REQUIRED) != 0) {
        return;
    }
    if (slot->param->type == PARAM_REF) {
        snprintf(text, size, "%s", slot->param->fallback);
    } else if (param_read(set, slot, slot->param->fallback, NULL, &value, NULL) == STATUS_OK) {
        param_format(set, &fallback, text, size);
    }
}

const char *param_type_name(enum param_type type)
{
    static const char *const names[] = {
        [PARAM_BOOL] = "bool", [PARAM_INT] = "integer",   [PARAM_REAL] = "real", [PARAM_DATE] = "date",
        [PARAM_TEXT] = "text", [PARAM_CHOICE] = "choice", [PARAM_REF] = "row",   [PARAM_NOTE] = "text",
    };
    return names[type];
}

/* A bound of an integer is written with all its digits. */
static void format_bound(const struct param *param, double bound, char text[32])
{
    if (param->type == PARAM_INT && fabs(bound) < 0x1p63) {
        snprintf(text, 32, "%" PRId64, (int64_t)bound);
    } else {
        param_format_real(bound, text);
    }
}

void param_bounds(const struct param *param, char *text, size_t size)
{
    char min[32];
    char max[32];
    bool is_number = param->type == PARAM_INT || param->type == PARAM_REAL;
    bool has_min = is_number && param->min > -DBL_MAX;
    bool has_max = is_number && param->max < DBL_MAX;
    format_bound(param, param->min, min);
    format_bound(param, param->max, max);
    if (has_min && has_max) {
        snprintf(text, size, "%s to %s", min, max);
    } else if (has_min || has_max) {
        snprintf(text, size, "at %s %s", has_min ? "least" : "most", has_min ? min : max);
    } else {
        snprintf(text, size, "%s", "");
    }
}

static void expected_number(const struct param *param, char *text, size_t size)
{
    char bounds[80];
    param_bounds(param, bounds, sizeof bounds);
    bool has_unit = strcmp(param->unit, "1") != 0;
    const char *link = bounds[0] == '\0' ? "" : strncmp(bounds, "at ", 3) == 0 ? " of " : " from ";
    bool is_rate = strncmp(param->unit, "1/", 2) == 0; /* "0 to 1 per day", not "0 to 1 1/day" */
    const char *of_unit = !has_unit ? "" : is_rate ? " per " : bounds[0] == '\0' ? " of " : " ";
    snprintf(text, size, "%s%s%s%s%s", param->type == PARAM_INT ? "an integer" : "a number", link, bounds,
             of_unit,
             !has_unit ? ""
             : is_rate ? param->unit + 2
                       : param->unit);
}

/* "one of: low, high" */
static void expected_choice(const char *names, char *text, size_t size)
{
    size_t end = (size_t)snprintf(text, size, "one of: ");
    for (; *names != '\0' && end + 2 < size; names++) {
        if (*names == '|') {
            text[end++] = ',';
            text[end++] = ' ';
        } else {
            text[end++] = *names;
        }
    }
    text[end] = '\0';
}

void param_expected(const struct param *param, char *text, size_t size)
{
    switch (param->type) {
    case PARAM_BOOL:
        snprintf(text, size, "true or false");
        break;
    case PARAM_INT:
    case PARAM_REAL:
        expected_number(param, text, size);
        break;
    case PARAM_DATE:
        snprintf(text, size, "a date of the years 1600 to 2999 as \"2016-01-31\"");
        break;
    case PARAM_TEXT:
    case PARAM_NOTE:
        snprintf(text, size, "text of at most %d bytes",
                 (param->type == PARAM_TEXT ? PARAM_TEXT_MAX : PARAM_NOTE_MAX) - 1);
        break;
    case PARAM_CHOICE:
        expected_choice(param->unit, text, size);
        break;
    case PARAM_REF:
        snprintf(text, size, "the name of a row of %s", param->unit);
        break;
    }
}
