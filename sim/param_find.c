/* Addresses of parameters: "search.effort", "zones.Mulhouse.jobs". */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/name_hint.h"
#include "sim/params.h"
#include "sim/text.h"

static bool is_name(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && memcmp(name, text, length) == 0;
}

const struct param *param_group_find(const struct param_group *group, const char *name, size_t length)
{
    size_t i = name_find(name, length, group->params, group->param_count, sizeof group->params[0]);
    return i < group->param_count ? &group->params[i] : NULL;
}

const struct param_group *param_schema_find(const struct param_schema *schema, const char *path,
                                            size_t length)
{
    for (size_t i = 0; i < param_group_count(schema); i++) {
        const struct param_group *group = param_group_at(schema, i);
        if (is_name(group->path, path, length)) {
            return group;
        }
    }
    return NULL;
}

/* What is searched, passed as one. */
struct search {
    const struct param_set *sets;
    size_t set_count;
    const char *path; /* as the user wrote it */
    const struct place *place;
    struct error *error;
};

__attribute__((format(printf, 2, 3))) static enum status refuse(const struct search *search,
                                                                const char *format, ...)
{
    char what[256];
    char quoted[TEXT_QUOTE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return error_set_at(search->error, STATUS_INPUT, search->place, "no parameter %s: %s",
                        text_quote(search->path, strlen(search->path), quoted), what);
}

/* Nobody knows the group: perhaps it is misspelt, perhaps the name stands in another one. */
static enum status no_group(const struct search *search, size_t length)
{
    struct name_hint hint;
    name_hint_init(&hint, search->path, length);
    const struct param_group *home = NULL;
    const char *name = strrchr(search->path, '.');
    name = name == NULL ? search->path : name + 1;
    for (size_t i = 0; i < search->set_count; i++) {
        const struct param_schema *schema = search->sets[i].schema;
        for (size_t g = 0; g < param_group_count(schema); g++) {
            const struct param_group *group = param_group_at(schema, g);
            name_hint_offer(&hint, group->path);
            if (group->row_size == 0 && param_group_find(group, name, strlen(name)) != NULL) {
                home = group;
            }
        }
    }
    char quoted[TEXT_QUOTE_MAX];
    refuse(search, "there is no group or table %s", text_quote(search->path, length, quoted));
    if (hint.best[0] == '\0' && home != NULL) {
        error_hint(search->error, "did you mean \"%s.%s\"?", home->path, name);
    } else if (hint.best[0] != '\0') {
        error_hint(search->error, "did you mean \"%s%.120s\"?", hint.best, search->path + length);
    } else {
        name_hint_tell(&hint, "", search->error);
    }
    return STATUS_INPUT;
}

/* `name` is not in `group`; `before` is what comes before a right name. */
static enum status no_param(const struct search *search, const struct param_group *group, const char *name,
                            size_t before)
{
    const struct name_hint hint =
        name_hint_among(name, group->params, group->param_count, sizeof group->params[0]);
    char quoted[TEXT_QUOTE_MAX];
    char prefix[PARAM_PATH_MAX];
    snprintf(prefix, sizeof prefix, "%.*s", (int)before, search->path);
    refuse(search, "%s has no %s called %s", group->path, group->row_size == 0 ? "parameter" : "field",
           text_quote(name, strlen(name), quoted));
    name_hint_tell(&hint, prefix, search->error);
    return STATUS_INPUT;
}

/* Row numbers count from 1; nothing else may stand there. */
static size_t parse_row_number(const char *text, size_t length)
{
    size_t row = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9' || row > 100000000) {
            return 0;
        }
        row = row * 10 + (size_t)(text[i] - '0');
    }
    return row;
}

static enum status find_numbered(const struct search *search, const struct param_set *set,
                                 const struct param_group *group, const char *row_text, size_t length,
                                 size_t *row)
{
    size_t count = param_row_count(set, group);
    size_t number = parse_row_number(row_text, length);
    if (number == 0 || number > count) {
        return refuse(search,
                      "%s is a table of %zu rows without names; expected %s.NUMBER.FIELD, counted from 1",
                      group->path, count, group->path);
    }
    *row = number - 1;
    return STATUS_OK;
}

static enum status find_row(const struct search *search, const struct param_set *set,
                            const struct param_group *group, const char *row_name, size_t length, size_t *row)
{
    if (!param_group_has_names(group)) {
        return find_numbered(search, set, group, row_name, length, row);
    }
    size_t count = param_row_count(set, group);
    struct name_hint hint;
    name_hint_init(&hint, row_name, length);
    for (size_t i = 0; i < count; i++) {
        const char *name = param_row_name(set, group, i);
        if (is_name(name, row_name, length)) {
            *row = i;
            return STATUS_OK;
        }
        name_hint_offer(&hint, name);
    }
    char quoted[TEXT_QUOTE_MAX];
    char prefix[PARAM_PATH_MAX];
    refuse(search, "%s has no row called %s", group->path, text_quote(row_name, length, quoted));
    snprintf(prefix, sizeof prefix, "%s.", group->path);
    if (hint.best[0] != '\0') {
        error_hint(search->error, "did you mean \"%s%s%.64s\"?", prefix, hint.best, row_name + length);
    } else {
        name_hint_tell(&hint, prefix, search->error);
    }
    return STATUS_INPUT;
}

/* The group was found: what follows it is "name", or "row.field" where the row may hold points itself. */
static enum status find_in_group(const struct search *search, const struct param_set *set,
                                 const struct param_group *group, const char *rest, struct param_slot *slot)
{
    bool is_table = group->row_size != 0;
    const char *name = rest;
    size_t row = 0;
    if (is_table) {
        const char *last_point = strrchr(rest, '.');
        if (last_point == NULL || last_point == rest) {
            return refuse(search, "%s is a table; expected %s.ROW.FIELD", group->path, group->path);
        }
        PASS(find_row(search, set, group, rest, (size_t)(last_point - rest), &row));
        name = last_point + 1;
    }
    const struct param *param = param_group_find(group, name, strlen(name));
    if (param == NULL) {
        return no_param(search, group, name, (size_t)(name - search->path));
    }
    *slot = param_slot_at(set, group, row, param);
    return STATUS_OK;
}

enum status param_find(const struct param_set *sets, size_t set_count, const char *path,
                       const struct place *place, struct param_slot *slot, struct error *error)
{
    const struct search search = {sets, set_count, path, place, error};
    size_t length = strcspn(path, ".");
    for (size_t i = 0; i < set_count; i++) {
        const struct param_group *group = param_schema_find(sets[i].schema, path, length);
        if (group == NULL) {
            continue;
        }
        if (path[length] == '\0') {
            return refuse(&search, "%s is a %s; expected %s.%s", group->path,
                          group->row_size == 0 ? "group" : "table", group->path,
                          group->row_size == 0 ? "NAME" : "ROW.FIELD");
        }
        return find_in_group(&search, &sets[i], group, path + length + 1, slot);
    }
    return no_group(&search, length);
}
