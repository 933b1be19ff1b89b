/* Values given by path: overrides, and changes at a date. */
#include <string.h>

#include "sim/date.h"
#include "sim/io/scenario_reader.h"
#include "sim/name_hint.h"
#include "sim/text.h"

/* One { path = ...; value = ...; } or { date = ...; path = ...; value = ...; }. */
struct entry {
    const config_setting_t *group;
    const config_setting_t *date; /* NULL in overrides */
    const config_setting_t *path;
    const config_setting_t *value;
    struct param_slot slot;
};

static enum status check_entry_keys(const struct reader *reader, const char *list, const struct entry *entry,
                                    const char *const *keys, size_t key_count)
{
    for (int i = 0; i < config_setting_length(entry->group); i++) {
        const config_setting_t *setting = config_setting_get_elem(entry->group, (unsigned)i);
        const char *name = config_setting_name(setting);
        bool is_known = false;
        for (size_t k = 0; k < key_count; k++) {
            is_known = is_known || strcmp(name, keys[k]) == 0;
        }
        if (!is_known) {
            const struct name_hint hint = name_hint_among(name, keys, key_count, sizeof keys[0]);
            char quoted[TEXT_QUOTE_MAX];
            error_set_at(reader->error, STATUS_INPUT, setting_name_place(setting),
                         "an entry of %s has no key %s", list, text_quote(name, strlen(name), quoted));
            name_hint_tell(&hint, "", reader->error);
            return STATUS_INPUT;
        }
    }
    return STATUS_OK;
}

static enum status read_entry(const struct reader *reader, const char *list, const config_setting_t *setting,
                              bool dated, struct entry *entry)
{
    static const char *const keys[] = {"path", "value", "date"};
    static const char *const shape[] = {"{ path = \"...\"; value = ...; }",
                                        "{ date = \"...\"; path = \"...\"; value = ...; }"};
    const struct place *place = setting_value_place(setting);
    if (!config_setting_is_group(setting)) {
        char found[SETTING_FOUND_MAX];
        return error_set_at(reader->error, STATUS_INPUT, place, "%s: found %s; expected %s", list,
                            setting_found(setting, found), shape[dated]);
    }
    *entry = (struct entry){.group = setting};
    PASS(check_entry_keys(reader, list, entry, keys, dated ? 3 : 2));
    entry->path = config_setting_get_member(setting, "path");
    entry->value = config_setting_get_member(setting, "value");
    entry->date = config_setting_get_member(setting, "date");
    if (entry->path == NULL || entry->value == NULL || (dated && entry->date == NULL)) {
        return error_set_at(reader->error, STATUS_INPUT, place, "%s: %s is missing; expected %s", list,
                            entry->path == NULL    ? "path"
                            : entry->value == NULL ? "value"
                                                   : "date",
                            shape[dated]);
    }
    if (!setting_is_text(entry->path)) {
        return reader_expected(reader, entry->path, "the path of a parameter in quotes, as \"run.seed\"");
    }
    return param_find(reader->scenario->sets, SCENARIO_SETS, config_setting_get_string(entry->path),
                      setting_value_place(entry->path), &entry->slot, reader->error);
}

static enum status apply_override(const struct reader *reader, const struct entry *entry)
{
    char buffer[SETTING_VALUE_MAX];
    PASS(setting_check_kind(entry->value, &entry->slot, reader->error));
    return scenario_give(reader->scenario, &entry->slot, setting_value(entry->value, buffer),
                         setting_value_place(entry->value), reader->error);
}

static enum status read_date(const struct reader *reader, const config_setting_t *setting, int32_t *day)
{
    if (!setting_is_text(setting)) {
        return reader_expected(reader, setting, "a date in quotes, as \"2016-01-31\"");
    }
    const char *date = config_setting_get_string(setting);
    if (!date_parse(date, day)) {
        char quoted[TEXT_QUOTE_MAX];
        return error_set_at(
            reader->error, STATUS_INPUT, setting_value_place(setting),
            "date: %s is not a date that exists; expected a date of the years 1600 to 2999 as "
            "\"2016-01-31\"",
            text_quote(date, strlen(date), quoted));
    }
    return STATUS_OK;
}

/* A change of the same value on the same day in another file is replaced. */
static enum status add_change(const struct reader *reader, const struct entry *entry)
{
    int32_t day = 0;
    char buffer[SETTING_VALUE_MAX];
    struct change_list *changes = &reader->scenario->changes;
    const struct place *place = setting_value_place(entry->value);
    const char *path = config_setting_get_string(entry->path);
    PASS(read_date(reader, entry->date, &day));
    PASS(change_allowed(&entry->slot, setting_value_place(entry->path), reader->error));
    PASS(setting_check_kind(entry->value, &entry->slot, reader->error));
    const struct change *same = change_list_find(changes, &entry->slot, day);
    if (same != NULL && strcmp(same->place.file, place->file) != 0) {
        PASS(scenario_note_replaced(reader->scenario, path, place, &same->place, reader->error));
        change_list_remove(changes, same);
    }
    return change_list_add(changes, reader->scenario->sets, SCENARIO_SETS, day, path,
                           setting_value(entry->value, buffer), place, reader->error);
}

static enum status read_list(const struct reader *reader, const config_setting_t *setting, const char *list,
                             bool dated, enum status (*use)(const struct reader *, const struct entry *))
{
    if (setting != NULL && !config_setting_is_list(setting)) {
        return reader_expected(reader, setting, "a list ( { ... }, ... )");
    }
    for (int i = 0; setting != NULL && i < config_setting_length(setting); i++) {
        struct entry entry;
        PASS(read_entry(reader, list, config_setting_get_elem(setting, (unsigned)i), dated, &entry));
        PASS(use(reader, &entry));
    }
    return STATUS_OK;
}

enum status reader_read_override_list(const struct reader *reader, const config_setting_t *setting)
{
    return read_list(reader, setting, "overrides", false, apply_override);
}

enum status reader_read_change_list(const struct reader *reader, const config_setting_t *setting)
{
    return read_list(reader, setting, "changes", true, add_change);
}

enum status reader_read_overrides(const struct reader *reader, const struct document *document)
{
    return reader_read_override_list(reader, document_setting(document, "overrides"));
}

enum status reader_read_changes(const struct reader *reader)
{
    for (const struct document *d = reader->tree.first; d != NULL; d = d->next) {
        PASS(reader_read_change_list(reader, document_setting(d, "changes")));
    }
    return STATUS_OK;
}

enum status reader_expected(const struct reader *reader, const config_setting_t *setting, const char *what)
{
    char found[SETTING_FOUND_MAX];
    const char *name = config_setting_name(setting);
    return error_set_at(reader->error, STATUS_INPUT, setting_value_place(setting),
                        "%s%sfound %s; expected %s", name == NULL ? "" : name, name == NULL ? "" : ": ",
                        setting_found(setting, found), what);
}
