#include "sim/assignment.h"

#include <stdio.h>
#include <string.h>

#include "sim/date.h"
#include "sim/list.h"
#include "sim/names.h"
#include "sim/params.h"
#include "sim/text.h"

enum { DATE_LENGTH = 10 };

/* What begins like a date and a colon: no path does. */
static bool begins_with_date(const char *path)
{
    return path[0] >= '0' && path[0] <= '9' && strchr(path, ':') != NULL;
}

/* Takes the date from the beginning of the path. */
static enum status take_date(struct assignment *given, struct error *error)
{
    char date[DATE_LENGTH + 1] = "";
    const char *colon = strchr(given->path, ':');
    size_t length = strcspn(given->path, ": \t");
    if (length == DATE_LENGTH &&
        length + strspn(given->path + length, " \t") == (size_t)(colon - given->path)) {
        memcpy(date, given->path, DATE_LENGTH);
    }
    if (!date_parse(date, &given->day)) {
        char quoted[TEXT_QUOTE_MAX];
        return error_set_at(error, STATUS_INPUT, &given->path_place,
                            "%s is not a date that exists; expected DATE:PATH, as in 2016-01-31:GROUP.NAME",
                            text_quote(given->path, length, quoted));
    }
    given->dated = true;
    given->path = colon + 1 + strspn(colon + 1, " \t");
    return STATUS_OK;
}

/* A copy of the path without blanks around it. */
static enum status keep_path(struct assignments *list, struct assignment *given, const char *path,
                             struct error *error)
{
    char kept[PARAM_PATH_MAX + DATE_LENGTH + 2];
    path += strspn(path, " \t");
    size_t length = strlen(path);
    while (length > 0 && strchr(" \t", path[length - 1]) != NULL) {
        length--;
    }
    if (length == 0) {
        return error_set_at(error, STATUS_INPUT, &given->path_place,
                            "the path of a parameter is missing; expected one such as run.seed");
    }
    if (length >= sizeof kept) {
        return error_set_at(error, STATUS_INPUT, &given->path_place, "too long for the path of a parameter");
    }
    memcpy(kept, path, length);
    kept[length] = '\0';
    return names_keep(&list->texts, &list->text_count, kept, &given->path, error);
}

enum status assignments_add(struct assignments *list, const char *path, const char *value,
                            const struct place *path_place, const struct place *value_place,
                            struct error *error)
{
    struct assignment given = {.path_place = *path_place, .value_place = *value_place};
    PASS(names_keep(&list->texts, &list->text_count, path_place->file, &given.path_place.file, error));
    given.value_place.file = given.path_place.file;
    PASS(keep_path(list, &given, path, error));
    PASS(names_keep(&list->texts, &list->text_count, value, &given.value, error));
    if (begins_with_date(given.path)) {
        PASS(take_date(&given, error));
    }
    struct assignment *items = list_room(list->items, list->count, sizeof *items);
    if (items == NULL) {
        return error_memory(error, "settings of the command line");
    }
    list->items = items;
    list->items[list->count++] = given;
    return STATUS_OK;
}

enum status assignments_add_option(struct assignments *list, const char *option, const char *text,
                                   struct error *error)
{
    char source[128]; /* an error names it where it would name a file */
    char path[PARAM_PATH_MAX + DATE_LENGTH + 2];
    bool wants_date = strcmp(option, "--change") == 0;
    const char *shape =
        wants_date ? "DATE:PATH=VALUE, as in 2016-01-31:GROUP.NAME=1" : "PATH=VALUE, as in run.seed=7";
    snprintf(source, sizeof source, "%s %s", option, text);
    struct place place = {.file = source};
    const char *equals = strchr(text, '=');
    if (equals == NULL || equals == text) {
        return error_set_at(error, STATUS_INPUT, &place, "expected %s", shape);
    }
    if ((size_t)(equals - text) >= sizeof path) {
        return error_set_at(error, STATUS_INPUT, &place, "too long for the path of a parameter");
    }
    snprintf(path, sizeof path, "%.*s", (int)(equals - text), text);
    PASS(assignments_add(list, path, equals + 1, &place, &place, error));
    if (list->items[list->count - 1].dated != wants_date) {
        error_set_at(error, STATUS_INPUT, &place, "expected %s", shape);
        error_hint(error, wants_date ? "--set gives a value from the first day on"
                                     : "--change says what changes at a date");
        return STATUS_INPUT;
    }
    return STATUS_OK;
}

void assignments_clear(struct assignments *list)
{
    names_clear(&list->texts, &list->text_count);
    memory_free(list->items);
    *list = (struct assignments){0};
}

void assignment_text(const struct assignment *given, char *text, size_t size)
{
    char date[12] = "";
    if (given->dated) {
        date_format(given->day, date);
        strcat(date, ":");
    }
    snprintf(text, size, "%s%s=%s", date, given->path, given->value);
}
