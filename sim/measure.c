#include "sim/measure.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "sim/params.h"

int measure_find(const struct measure *measures, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(measures[i].name, name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static bool is_legal_name(const char *name)
{
    if (name == NULL || !isalpha((unsigned char)name[0]) || strlen(name) >= PARAM_TEXT_MAX) {
        return false;
    }
    for (const char *c = name; *c != '\0'; c++) {
        if (!isalnum((unsigned char)*c) && *c != '_' && *c != '.') {
            return false;
        }
    }
    return true;
}

static bool is_empty(const char *text)
{
    return text == NULL || text[0] == '\0' || strchr(text, '\n') != NULL;
}

enum status measures_check(const struct measure *measures, size_t count, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        const struct measure *measure = &measures[i];
        const char *fault = NULL;
        if (!is_legal_name(measure->name)) {
            fault = "its name is not made of letters, digits, _ and points";
        } else if (measure_find(measures, count, measure->name) != (int)i) {
            fault = "it is declared twice";
        } else if (is_empty(measure->section) || is_empty(measure->label) || is_empty(measure->unit) ||
                   is_empty(measure->definition)) {
            fault = "section, label, unit or definition is missing, or has several lines";
        } else if (measure->digits < 0 || measure->digits > 9) {
            fault = "expected 0 to 9 digits after the point";
        }
        if (fault != NULL) {
            return error_set(error, STATUS_FAILED, "declaration of the measure %s (number %zu): %s",
                             measure->name == NULL ? "" : measure->name, i, fault);
        }
    }
    return STATUS_OK;
}
