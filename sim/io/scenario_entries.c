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
        struct name_hint hint;
        name_hint_init(&hint, name, strlen(name));
        for (size_t k = 0; k < key_count; k++) {
            is_known = is_known || strcmp(name, keys[k]) == 0;
            name_hint_offer(&hint, keys[k]);
        }
        if (!is_known) {
            char quoted[TEXT_QUOTE_MAX];
            struct place place = setting_name_place(&reader->tree, setting);
            error_set_at(reader->error, STATUS_INPUT, &place, "an entry of %s has no key %s", list,
                         text_quote(name, strlen(name), quoted));
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
    enum status status = STATUS_OK;
    struct place place = setting_value_place(&reader->tree, setting);
    if (setting_kind(setting) != SOURCE_GROUP) {
        char found[SETTING_FOUND_MAX];
        return error_set_at(reader->error, STATUS_INPUT, &place, "%s: found %s; expected %s", list,
                            setting_found(&reader->tree, setting, found), shape[dated]);
    }
    *entry = (struct entry){.group = setting};
    TRY(check_entry_keys(reader, list, entry, keys, dated ? 3 : 2));
    entry->path = config_setting_get_member(setting, "path");
    entry->value = config_setting_get_member(setting, "value");
    entry->date = config_setting_get_member(setting, "date");
    if (entry->path == NULL || entry->value == NULL || (dated && entry->date == NULL)) {
        return error_set_at(reader->error, STATUS_INPUT, &place, "%s: %s is missing; expected %s", list,
                            entry->path == NULL    ? "path"
                            : entry->value == NULL ? "value"
                                                   : "date",
                            shape[dated]);
    }
    if (setting_kind(entry->path) != SOURCE_TEXT) {
        return reader_expected(reader, entry->path, "the path of a parameter in quotes, as \"run.seed\"");
    }
    struct place path_place = setting_value_place(&reader->tree, entry->path);
    TRY(param_find(reader->scenario->sets, SCENARIO_SETS, config_setting_get_string(entry->path), &path_place,
                   &entry->slot, reader->error));
out:
    return status;
}

static enum status apply_override(const struct reader *reader, const struct entry *entry)
{
    const struct param_set *set = param_set_of(reader->scenario->sets, SCENARIO_SETS, entry->slot.group);
    return reader_store(reader, set, &entry->slot, entry->value);
}

static enum status add_change(const struct reader *reader, const struct entry *entry)
{
    enum status status = STATUS_OK;
    int32_t day;
    char buffer[SETTING_VALUE_MAX];
    struct place date_place = setting_value_place(&reader->tree, entry->date);
    struct place path_place = setting_value_place(&reader->tree, entry->path);
    struct place value_place = setting_value_place(&reader->tree, entry->value);
    if (setting_kind(entry->date) != SOURCE_TEXT) {
        return reader_expected(reader, entry->date, "a date in quotes, as \"2016-01-31\"");
    }
    const char *date = config_setting_get_string(entry->date);
    if (!date_parse(date, &day)) {
        char quoted[TEXT_QUOTE_MAX];
        return error_set_at(
            reader->error, STATUS_INPUT, &date_place,
            "date: %s is not a date that exists; expected a date of the years 1600 to 2999 as "
            "\"2016-01-31\"",
            text_quote(date, strlen(date), quoted));
    }
    TRY(change_allowed(&entry->slot, &path_place, reader->error));
    TRY(setting_check_kind(&reader->tree, entry->value, &entry->slot, reader->error));
    TRY(change_list_add(&reader->scenario->changes, reader->scenario->sets, SCENARIO_SETS, day,
                        config_setting_get_string(entry->path),
                        setting_value(&reader->tree, entry->value, buffer), &value_place, reader->error));
out:
    return status;
}

static enum status read_entries(const struct reader *reader, const char *list, bool dated,
                                enum status (*use)(const struct reader *, const struct entry *))
{
    enum status status = STATUS_OK;
    const config_setting_t *setting = config_setting_get_member(reader->root, list);
    if (setting != NULL && setting_kind(setting) != SOURCE_LIST) {
        return reader_expected(reader, setting, "a list ( { ... }, ... )");
    }
    for (int i = 0; setting != NULL && i < config_setting_length(setting); i++) {
        struct entry entry;
        TRY(read_entry(reader, list, config_setting_get_elem(setting, (unsigned)i), dated, &entry));
        TRY(use(reader, &entry));
    }
out:
    return status;
}

enum status reader_read_overrides(const struct reader *reader)
{
    return read_entries(reader, "overrides", false, apply_override);
}

enum status reader_read_changes(const struct reader *reader)
{
    return read_entries(reader, "changes", true, add_change);
}

bool reader_overrides_have(const struct reader *reader, const char *path)
{
    const config_setting_t *list = config_setting_get_member(reader->root, "overrides");
    for (int i = 0; list != NULL && i < config_setting_length(list); i++) {
        const config_setting_t *entry = config_setting_get_elem(list, (unsigned)i);
        if (strcmp(config_setting_get_string(config_setting_get_member(entry, "path")), path) == 0) {
            return true;
        }
    }
    return false;
}
