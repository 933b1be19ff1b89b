#include "sim/io/scenario_tree.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/text.h"

static const struct source_setting *scanned(const config_setting_t *setting)
{
    return config_setting_get_hook(setting);
}

/* What libconfig refuses although the scan let it pass, such as an array of mixed types. */
static enum status refuse_parse(const struct scenario_tree *tree, struct error *error)
{
    int line = config_error_line(&tree->config);
    const char *text = config_error_text(&tree->config);
    struct place place = source_place(&tree->source, 0);
    if (line >= 1 && (size_t)line <= tree->source.line_count) {
        place = source_place(&tree->source, tree->source.lines[line - 1].begin);
        place.column = 0;
    }
    return error_set_at(error, STATUS_INPUT, &place, "%s", text == NULL ? "cannot be parsed" : text);
}

static bool same_kind(const config_setting_t *setting, const struct source_setting *scan)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_GROUP:
        return scan->kind == SOURCE_GROUP;
    case CONFIG_TYPE_LIST:
        return scan->kind == SOURCE_LIST;
    case CONFIG_TYPE_ARRAY:
        return scan->kind == SOURCE_ARRAY;
    case CONFIG_TYPE_STRING:
        return scan->kind == SOURCE_TEXT;
    case CONFIG_TYPE_BOOL:
        return scan->kind == SOURCE_BOOL;
    case CONFIG_TYPE_FLOAT:
        return scan->kind == SOURCE_REAL;
    default:
        return scan->kind == SOURCE_INTEGER;
    }
}

/* libconfig keeps the order of the text, so its settings and the scanned ones pair off. */
static bool pair(const struct source_settings *settings, config_setting_t *parent, size_t *next)
{
    for (int i = 0; i < config_setting_length(parent); i++) {
        config_setting_t *setting = config_setting_get_elem(parent, (unsigned)i);
        if (*next >= settings->count || !same_kind(setting, &settings->items[*next])) {
            return false;
        }
        config_setting_set_hook(setting, &settings->items[(*next)++]);
        if (config_setting_is_aggregate(setting) && !pair(settings, setting, next)) {
            return false;
        }
    }
    return true;
}

/* From the text to settings. */
static enum status parse(struct scenario_tree *tree, struct error *error)
{
    enum status status = STATUS_OK;
    size_t paired = 0;
    TRY(source_scan(&tree->source, &tree->settings, error));
    config_init(&tree->config);
    tree->has_config = true;
    if (config_read_string(&tree->config, tree->source.text.text) != CONFIG_TRUE) {
        return refuse_parse(tree, error);
    }
    if (!pair(&tree->settings, config_root_setting(&tree->config), &paired) ||
        paired != tree->settings.count) {
        struct place place = source_place(&tree->source, 0);
        place.line = place.column = 0;
        return error_set_at(error, STATUS_FAILED, &place,
                            "this version of libconfig reads the file in another way than expected");
    }
out:
    return status;
}

enum status scenario_tree_read(struct scenario_tree *tree, const char *path, struct error *error)
{
    enum status status = STATUS_OK;
    *tree = (struct scenario_tree){0};
    TRY(source_read(&tree->source, path, error));
    TRY(parse(tree, error));
out:
    return status;
}

enum status scenario_tree_read_memory(struct scenario_tree *tree, const char *name, const char *text,
                                      struct error *error)
{
    enum status status = STATUS_OK;
    *tree = (struct scenario_tree){0};
    TRY(source_read_memory(&tree->source, name, text, error));
    TRY(parse(tree, error));
out:
    return status;
}

void scenario_tree_clear(struct scenario_tree *tree)
{
    if (tree->has_config) {
        config_destroy(&tree->config);
    }
    source_settings_clear(&tree->settings);
    source_clear(&tree->source);
    tree->has_config = false;
}

enum source_kind setting_kind(const config_setting_t *setting)
{
    return scanned(setting)->kind;
}

struct place setting_name_place(const struct scenario_tree *tree, const config_setting_t *setting)
{
    return source_place(&tree->source, scanned(setting)->name);
}

struct place setting_value_place(const struct scenario_tree *tree, const config_setting_t *setting)
{
    return source_place(&tree->source, scanned(setting)->value);
}

const char *setting_found(const struct scenario_tree *tree, const config_setting_t *setting,
                          char out[SETTING_FOUND_MAX])
{
    static const char *const names[] = {
        [SOURCE_GROUP] = "a group { }", [SOURCE_LIST] = "a list ( )",     [SOURCE_ARRAY] = "an array [ ]",
        [SOURCE_TEXT] = "the text",     [SOURCE_INTEGER] = "the integer", [SOURCE_REAL] = "the number",
        [SOURCE_BOOL] = "the value",
    };
    const struct source_setting *scan = scanned(setting);
    char quoted[TEXT_QUOTE_MAX] = "";
    if (scan->kind == SOURCE_TEXT) {
        const char *text = config_setting_get_string(setting);
        text_quote(text, strlen(text), quoted);
    } else if (scan->kind >= SOURCE_INTEGER) {
        int shown = scan->length > 40 ? 40 : (int)scan->length;
        snprintf(quoted, sizeof quoted, "%.*s%s", shown, tree->source.text.text + scan->value,
                 scan->length > 40 ? "..." : "");
    }
    snprintf(out, SETTING_FOUND_MAX, "%s%s%s", names[scan->kind], quoted[0] == '\0' ? "" : " ", quoted);
    return out;
}

/* Decimal digits of an integer, whatever base and mark of length it was written with. */
static const char *integer_value(const char *written, size_t length, char buffer[SETTING_VALUE_MAX])
{
    while (length != 0 && written[length - 1] == 'L') {
        length--;
    }
    memcpy(buffer, written, length);
    buffer[length] = '\0';
    if (length > 2 && (buffer[1] | 0x20) == 'x') {
        errno = 0;
        uint64_t value = strtoull(buffer, NULL, 16);
        snprintf(buffer, SETTING_VALUE_MAX, "%" PRIu64 "%s", value, errno == ERANGE ? "0" : "");
    }
    return buffer;
}

const char *setting_value(const struct scenario_tree *tree, const config_setting_t *setting,
                          char buffer[SETTING_VALUE_MAX])
{
    const struct source_setting *scan = scanned(setting);
    const char *written = tree->source.text.text + scan->value;
    if (scan->kind == SOURCE_TEXT) {
        return config_setting_get_string(setting);
    }
    if (scan->kind < SOURCE_TEXT || scan->length >= SETTING_VALUE_MAX) {
        return NULL;
    }
    if (scan->kind == SOURCE_INTEGER) {
        return integer_value(written, scan->length, buffer);
    }
    if (scan->kind == SOURCE_BOOL) {
        return (written[0] | 0x20) == 't' ? "true" : "false";
    }
    memcpy(buffer, written, scan->length);
    buffer[scan->length] = '\0';
    return buffer;
}

static bool takes(enum param_type type, enum source_kind kind)
{
    switch (type) {
    case PARAM_BOOL:
        return kind == SOURCE_BOOL;
    case PARAM_INT:
        return kind == SOURCE_INTEGER;
    case PARAM_REAL:
        return kind == SOURCE_REAL || kind == SOURCE_INTEGER;
    case PARAM_DATE:
    case PARAM_TEXT:
    case PARAM_CHOICE:
    case PARAM_REF:
    case PARAM_NOTE:
        return kind == SOURCE_TEXT;
    }
    return false;
}

enum status setting_check_kind(const struct scenario_tree *tree, const config_setting_t *setting,
                               const struct param_slot *slot, struct error *error)
{
    const struct source_setting *scan = scanned(setting);
    if (takes(slot->param->type, scan->kind) &&
        (scan->kind == SOURCE_TEXT || scan->length < SETTING_VALUE_MAX)) {
        return STATUS_OK;
    }
    char path[PARAM_PATH_MAX];
    char expected[256];
    char found[SETTING_FOUND_MAX];
    struct place place = setting_value_place(tree, setting);
    param_path(slot, path);
    param_expected(slot->param, expected, sizeof expected);
    return error_set_at(error, STATUS_INPUT, &place, "%s: found %s; expected %s%s", path,
                        setting_found(tree, setting, found), expected,
                        slot->param->type >= PARAM_TEXT ? " in quotes" : "");
}
