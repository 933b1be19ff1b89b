/* One value of a parameter: read, checked against the declaration, stored. */
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/date.h"
#include "sim/name_hint.h"
#include "sim/params.h"
#include "sim/text.h"

void param_store(const struct param_slot *slot, const union param_value *value)
{
    static const size_t sizes[] = {
        [PARAM_BOOL] = sizeof value->truth, [PARAM_INT] = sizeof value->integer,
        [PARAM_REAL] = sizeof value->real,  [PARAM_DATE] = sizeof value->code,
        [PARAM_TEXT] = sizeof value->text,  [PARAM_CHOICE] = sizeof value->code,
        [PARAM_REF] = sizeof value->code,   [PARAM_NOTE] = sizeof value->note,
    };
    memcpy(slot->value, value, sizes[slot->param->type]);
}

/* "PATH: WHAT is wrong; expected ..." */
static enum status refuse(const struct param_slot *slot, const struct place *place, const char *what,
                          struct error *error)
{
    char path[PARAM_PATH_MAX];
    char expected[256];
    param_path(slot, path);
    param_expected(slot->param, expected, sizeof expected);
    return error_set_at(error, STATUS_INPUT, place, "%s: %s; expected %s", path, what, expected);
}

static enum status refuse_text(const struct param_slot *slot, const struct place *place, const char *text,
                               const char *fault, struct error *error)
{
    char quoted[TEXT_QUOTE_MAX];
    char what[TEXT_QUOTE_MAX + 64];
    snprintf(what, sizeof what, "%s %s", text_quote(text, strlen(text), quoted), fault);
    return refuse(slot, place, what, error);
}

/* `value` as it was written, without quotes, then what is wrong with it. */
static enum status refuse_number(const struct param_slot *slot, const struct place *place, const char *value,
                                 const char *fault, struct error *error)
{
    char what[128];
    snprintf(what, sizeof what, "%.48s%s %s", value, strlen(value) > 48 ? "..." : "", fault);
    return refuse(slot, place, what, error);
}

static enum status check_real(const struct param_slot *slot, double value, const char *written,
                              const struct place *place, struct error *error)
{
    if (value >= slot->param->min && value <= slot->param->max && !isinf(value)) {
        return STATUS_OK;
    }
    return refuse_number(slot, place, written, value < slot->param->min ? "is too small" : "is too large",
                         error);
}

/* Compares without rounding: a bound beyond the range of integers binds nothing. */
static enum status check_int(const struct param_slot *slot, int64_t value, const char *written,
                             const struct place *place, struct error *error)
{
    double min = ceil(slot->param->min);
    double max = floor(slot->param->max);
    bool small = min >= 0x1p63 || (min > -0x1p63 && value < (int64_t)min);
    bool large = max < -0x1p63 || (max < 0x1p63 && value > (int64_t)max);
    return !small && !large
               ? STATUS_OK
               : refuse_number(slot, place, written, small ? "is too small" : "is too large", error);
}

static const char *skip_digits(const char *text)
{
    while (*text >= '0' && *text <= '9') {
        text++;
    }
    return text;
}

static const char *skip_sign(const char *text)
{
    return *text == '+' || *text == '-' ? text + 1 : text;
}

static bool is_integer(const char *text)
{
    const char *digits = skip_sign(text);
    const char *end = skip_digits(digits);
    return end != digits && *end == '\0';
}

/* Decimal digits only: strtod would also take "inf", "nan", hexadecimal numbers and leading blanks. */
static bool is_real(const char *text)
{
    const char *whole = skip_sign(text);
    const char *end = skip_digits(whole);
    bool has_digits = end != whole;
    if (*end == '.') {
        const char *fraction = end + 1;
        end = skip_digits(fraction);
        has_digits = has_digits || end != fraction;
    }
    if (has_digits && (*end == 'e' || *end == 'E')) {
        const char *exponent = skip_sign(end + 1);
        end = skip_digits(exponent);
        has_digits = end != exponent;
    }
    return has_digits && *end == '\0';
}

static enum status read_int(const struct param_slot *slot, const char *text, const struct place *place,
                            int64_t *value, struct error *error)
{
    if (!is_integer(text)) {
        return refuse_text(slot, place, text, "is not an integer", error);
    }
    errno = 0;
    *value = strtoll(text, NULL, 10);
    if (errno == ERANGE) {
        return refuse_number(slot, place, text, *value < 0 ? "is too small" : "is too large", error);
    }
    return check_int(slot, *value, text, place, error);
}

static enum status read_real(const struct param_slot *slot, const char *text, const struct place *place,
                             double *value, struct error *error)
{
    if (!is_real(text)) {
        return refuse_text(slot, place, text, "is not a number", error);
    }
    *value = strtod(text, NULL);
    return check_real(slot, *value, text, place, error);
}

static enum status read_bool(const struct param_slot *slot, const char *text, const struct place *place,
                             bool *value, struct error *error)
{
    *value = strcmp(text, "true") == 0;
    if (!*value && strcmp(text, "false") != 0) {
        return refuse_text(slot, place, text, "is neither true nor false", error);
    }
    return STATUS_OK;
}

static enum status read_date(const struct param_slot *slot, const char *text, const struct place *place,
                             int32_t *day, struct error *error)
{
    if (!date_parse(text, day)) {
        return refuse_text(slot, place, text, "is not a date that exists", error);
    }
    return STATUS_OK;
}

/* Into `chars` of `size` bytes, all of them written. */
static enum status read_text(const struct param_slot *slot, const char *text, const struct place *place,
                             char *chars, size_t size, struct error *error)
{
    size_t length = strlen(text);
    if (length >= size) {
        char fault[64];
        snprintf(fault, sizeof fault, "is too long (%zu bytes)", length);
        return refuse_text(slot, place, text, fault, error);
    }
    if (!text_is_plain(text, length)) {
        return refuse_text(slot, place, text, "holds control characters or is not UTF-8", error);
    }
    if (length == 0 && param_group_has_names(slot->group) && slot->param == &slot->group->params[0]) {
        return refuse(slot, place, "the name of a row is empty", error);
    }
    memset(chars, 0, size);
    memcpy(chars, text, length);
    return STATUS_OK;
}

size_t param_choice_length(const char *names)
{
    return strcspn(names, "|");
}

static enum status read_choice(const struct param_slot *slot, const char *text, const struct place *place,
                               int32_t *code, struct error *error)
{
    struct name_hint hint;
    name_hint_init(&hint, text, strlen(text));
    const char *names = slot->param->unit;
    for (*code = 0;; ++*code) {
        size_t length = param_choice_length(names);
        if (strlen(text) == length && strncmp(text, names, length) == 0) {
            return STATUS_OK;
        }
        char name[NAME_HINT_MAX];
        snprintf(name, sizeof name, "%.*s", (int)length, names);
        name_hint_offer(&hint, name);
        if (names[length] == '\0') {
            break;
        }
        names += length + 1;
    }
    refuse_text(slot, place, text, "is no choice here", error);
    if (hint.best[0] != '\0') { /* else what is expected lists them */
        name_hint_tell(&hint, "", error);
    }
    return STATUS_INPUT;
}

static enum status read_ref(const struct param_set *set, const struct param_slot *slot, const char *text,
                            const struct place *place, int32_t *row, struct error *error)
{
    const char *table = slot->param->unit;
    const struct param_group *group = param_schema_find(set->schema, table, strlen(table));
    size_t count = group == NULL ? 0 : param_row_count(set, group);
    struct name_hint hint;
    name_hint_init(&hint, text, strlen(text));
    *row = -1;
    if (text[0] == '\0' && slot->param->fallback[0] == '\0' && (slot->param->flags & PARAM_REQUIRED) == 0) {
        return STATUS_OK;
    }
    for (size_t i = 0; i < count; i++) {
        const char *name = param_row_name(set, group, i);
        if (strcmp(name, text) == 0) {
            *row = (int32_t)i;
            return STATUS_OK;
        }
    }
    for (size_t i = 0; i < count; i++) {
        name_hint_offer(&hint, param_row_name(set, group, i));
    }
    char path[PARAM_PATH_MAX];
    char quoted[TEXT_QUOTE_MAX];
    param_path(slot, path);
    error_set_at(error, STATUS_INPUT, place, "%s: %s has no row called %s%s", path, table,
                 text_quote(text, strlen(text), quoted), count == 0 ? " (it is empty)" : "");
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

/* Blanks around a number, a date or a name are no part of it: programs that write settings leave them. */
static const char *without_blanks(const char *text, char buffer[PARAM_NOTE_MAX])
{
    size_t begin = strspn(text, " \t");
    size_t length = strlen(text + begin);
    while (length != 0 && strchr(" \t", text[begin + length - 1]) != NULL) {
        length--;
    }
    if ((begin == 0 && text[length] == '\0') || length >= PARAM_NOTE_MAX) {
        return text;
    }
    memcpy(buffer, text + begin, length);
    buffer[length] = '\0';
    return buffer;
}

enum status param_read(const struct param_set *set, const struct param_slot *slot, const char *text,
                       const struct place *place, union param_value *value, struct error *error)
{
    char buffer[PARAM_NOTE_MAX];
    const char *bare = without_blanks(text, buffer);
    switch (slot->param->type) {
    case PARAM_BOOL:
        return read_bool(slot, bare, place, &value->truth, error);
    case PARAM_INT:
        return read_int(slot, bare, place, &value->integer, error);
    case PARAM_REAL:
        return read_real(slot, bare, place, &value->real, error);
    case PARAM_DATE:
        return read_date(slot, bare, place, &value->code, error);
    case PARAM_TEXT:
        return read_text(slot, text, place, value->text.chars, sizeof value->text.chars, error);
    case PARAM_NOTE:
        return read_text(slot, text, place, value->note.chars, sizeof value->note.chars, error);
    case PARAM_CHOICE:
        return read_choice(slot, bare, place, &value->code, error);
    case PARAM_REF:
        return read_ref(set, slot, text, place, &value->code, error);
    }
    return error_set_at(error, STATUS_FAILED, place, "%s: declared with an unknown type", slot->param->name);
}

enum status param_set_text(const struct param_set *set, const struct param_slot *slot, const char *text,
                           const struct place *place, struct error *error)
{
    union param_value value;
    PASS(param_read(set, slot, text, place, &value, error));
    /* Changes and references hold on to the names of rows. */
    const char *name = slot->value;
    if (param_group_has_names(slot->group) && slot->param == &slot->group->params[0] && name[0] != '\0' &&
        strcmp(name, text) != 0) {
        char path[PARAM_PATH_MAX];
        param_path(slot, path);
        return error_set_at(error, STATUS_INPUT, place, "%s: the name of a row cannot be changed", path);
    }
    param_store(slot, &value);
    return STATUS_OK;
}
