#include "sim/io/scenario_tree.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text_file.h"
#include "sim/memory.h"
#include "sim/scenario.h"
#include "sim/text.h"

enum {
    DEPTH_MAX = 16,   /* of includes */
    FILES_MAX = 1000, /* a hundred files that include each other twice would have no end */
};

/* A file that is being read, and the one that includes it. */
struct open_file {
    const struct open_file *parent;
    const char *name;
    struct text_file_identity identity;
    int depth;
};

/* What libconfig refuses; it knows the line. */
static enum status refuse_parse(const struct document *document, const struct text_buffer *text,
                                struct error *error)
{
    const char *fault = config_error_text(&document->config);
    struct place place = {.file = document->file};
    struct text_line line = {.place = place};
    for (size_t at = 0; at < text->length && line.place.line < config_error_line(&document->config);) {
        text_line_next(text, &at, &line);
    }
    place.line = line.place.line;
    size_t blank = line.text == NULL ? 0 : strspn(line.text, " \t");
    char quoted[TEXT_QUOTE_MAX];
    error_set_at(error, STATUS_INPUT, &place, "%s near %s", fault == NULL ? "cannot be parsed" : fault,
                 line.length <= blank ? "the end of the file"
                                      : text_quote(line.text + blank, line.length - blank, quoted));
    if (fault != NULL && strcmp(fault, "syntax error") == 0) {
        error_hint(error, "expected NAME = VALUE; with { } around groups and ( ) around tables");
    }
    return STATUS_INPUT;
}

/* libconfig keeps the order of the text, so its settings and the scanned ones pair off. */
static bool pair(const struct source *source, config_setting_t *parent, size_t *next)
{
    for (int i = 0; i < config_setting_length(parent); i++) {
        config_setting_t *setting = config_setting_get_elem(parent, (unsigned)i);
        if (setting == NULL || *next >= source->setting_count ||
            (config_setting_name(setting) == NULL && config_setting_is_group(parent)) ||
            (setting_is_text(setting) && config_setting_get_string(setting) == NULL)) {
            return false;
        }
        config_setting_set_hook(setting, &source->settings[(*next)++]);
        if (config_setting_is_aggregate(setting) && !pair(source, setting, next)) {
            return false;
        }
    }
    return true;
}

/* From the text, of which includes are blanked, to settings. */
static enum status parse(struct document *document, const struct text_buffer *text, struct error *error)
{
    size_t paired = 0;
    if (config_read_string(&document->config, text->text) != CONFIG_TRUE) {
        return refuse_parse(document, text, error);
    }
    config_setting_t *root = config_root_setting(&document->config);
    if (root == NULL || !pair(&document->source, root, &paired) || paired != document->source.setting_count) {
        const struct place place = {.file = document->file};
        return error_set_at(error, STATUS_FAILED, &place,
                            "libconfig lost settings: no memory, or a version that reads otherwise");
    }
    return STATUS_OK;
}

static enum status read_file(struct scenario_tree *tree, const char *path, const struct place *place,
                             const struct open_file *parent, struct error *error);

/* The files that are named, in the folder of the one that names them. */
static enum status read_includes(struct scenario_tree *tree, const struct document *document,
                                 struct text_buffer *text, const struct open_file *file, struct error *error)
{
    enum status status = STATUS_OK;
    struct text_buffer path = {0};
    for (size_t i = 0; i < document->source.include_count; i++) {
        const struct source_include *include = &document->source.includes[i];
        if (tree->from_memory) {
            TRY(error_set_at(error, STATUS_INPUT, &include->place,
                             "a scenario that is stored in a result may include no files"));
        }
        path.length = 0;
        TRY(text_file_path(file->name, text->text + include->name, include->name_length, &path, error));
        TRY(read_file(tree, path.text, &include->place, file, error));
        memset(text->text + include->begin, ' ', include->end - include->begin);
    }
out:
    text_buffer_clear(&path);
    return status;
}

static enum status read_text(struct scenario_tree *tree, struct text_buffer *text,
                             const struct open_file *file, struct error *error)
{
    enum status status = STATUS_OK;
    struct document *document = memory_alloc(1, sizeof *document);
    if (document == NULL) {
        return error_memory(error, "a scenario");
    }
    document->file = file->name;
    config_init(&document->config);
    TRY(source_scan(&document->source, text, file->name, error));
    TRY(read_includes(tree, document, text, file, error));
    TRY(parse(document, text, error));
out:
    *(tree->last == NULL ? &tree->first : &tree->last->next) = document;
    tree->last = document;
    return status;
}

static enum status check_nesting(struct scenario_tree *tree, const struct open_file *file, size_t bytes,
                                 const struct place *place, struct error *error)
{
    for (const struct open_file *outer = file->parent; outer != NULL; outer = outer->parent) {
        if (outer->identity.device == file->identity.device &&
            outer->identity.inode == file->identity.inode) {
            return error_set_at(error, STATUS_INPUT, place, "\"%s\" includes itself", file->name);
        }
    }
    tree->bytes += bytes;
    if (file->depth > DEPTH_MAX || tree->file_count > FILES_MAX || tree->bytes > TEXT_FILE_MAX) {
        return error_set_at(error, STATUS_INPUT, place, "too much is included");
    }
    return STATUS_OK;
}

static enum status read_file(struct scenario_tree *tree, const char *path, const struct place *place,
                             const struct open_file *parent, struct error *error)
{
    enum status status = STATUS_OK;
    bool is_stdin = parent == NULL && strcmp(path, "-") == 0;
    struct text_buffer text = {0};
    struct open_file file = {.parent = parent, .depth = parent == NULL ? 1 : parent->depth + 1};
    TRY(names_keep(&tree->files, &tree->file_count, is_stdin ? "<stdin>" : path, &file.name, error));
    TRY(text_file_load(path, is_stdin, place, &text, &file.identity, error));
    TRY(check_nesting(tree, &file, text.length, place, error));
    TRY(read_text(tree, &text, &file, error));
out:
    text_buffer_clear(&text);
    return status;
}

enum status scenario_tree_read(struct scenario_tree *tree, const char *path, struct error *error)
{
    *tree = (struct scenario_tree){0};
    return read_file(tree, path, NULL, NULL, error);
}

enum status scenario_tree_read_memory(struct scenario_tree *tree, const char *name, const char *text,
                                      struct error *error)
{
    enum status status = STATUS_OK;
    struct text_buffer copy = {0};
    struct open_file file = {0};
    *tree = (struct scenario_tree){.from_memory = true};
    TRY(names_keep(&tree->files, &tree->file_count, name, &file.name, error));
    text_buffer_put(&copy, text);
    TRY(text_buffer_status(&copy, error));
    TRY(read_text(tree, &copy, &file, error));
out:
    text_buffer_clear(&copy);
    return status;
}

void scenario_tree_clear(struct scenario_tree *tree)
{
    while (tree->first != NULL) {
        struct document *document = tree->first;
        tree->first = document->next;
        config_destroy(&document->config);
        source_clear(&document->source);
        memory_free(document);
    }
    for (size_t i = 0; i < tree->file_count; i++) {
        memory_free(tree->files[i]);
    }
    memory_free(tree->files);
    *tree = (struct scenario_tree){0};
}

config_setting_t *document_setting(const struct document *document, const char *name)
{
    return config_setting_get_member(config_root_setting(&document->config), name);
}

config_setting_t *scenario_tree_setting(const struct scenario_tree *tree, const char *name)
{
    config_setting_t *found = NULL;
    for (const struct document *document = tree->first; document != NULL; document = document->next) {
        config_setting_t *setting = document_setting(document, name);
        found = setting != NULL ? setting : found;
    }
    return found;
}

static const struct source_setting *scanned(const config_setting_t *setting)
{
    return config_setting_get_hook(setting);
}

const struct place *setting_name_place(const config_setting_t *setting)
{
    return &scanned(setting)->name;
}

const struct place *setting_value_place(const config_setting_t *setting)
{
    return &scanned(setting)->value;
}

bool setting_is_text(const config_setting_t *setting)
{
    return config_setting_type(setting) == CONFIG_TYPE_STRING;
}

const char *setting_value(const config_setting_t *setting, char buffer[SETTING_VALUE_MAX])
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_STRING:
        return config_setting_get_string(setting);
    case CONFIG_TYPE_BOOL:
        return config_setting_get_bool(setting) ? "true" : "false";
    case CONFIG_TYPE_FLOAT:
        param_format_real(config_setting_get_float(setting), buffer);
        strcat(buffer, strpbrk(buffer, ".e") == NULL ? ".0" : "");
        break;
    default:
        snprintf(buffer, SETTING_VALUE_MAX, "%" PRId64, scanned(setting)->integer);
        break;
    }
    return buffer;
}

const char *setting_found(const config_setting_t *setting, char out[SETTING_FOUND_MAX])
{
    char buffer[SETTING_VALUE_MAX];
    char quoted[TEXT_QUOTE_MAX];
    const char *what = "the integer";
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_GROUP:
        return strcpy(out, "a group { }");
    case CONFIG_TYPE_LIST:
        return strcpy(out, "a list ( )");
    case CONFIG_TYPE_ARRAY:
        return strcpy(out, "an array [ ]");
    case CONFIG_TYPE_STRING:
        text_quote(config_setting_get_string(setting), strlen(config_setting_get_string(setting)), quoted);
        snprintf(out, SETTING_FOUND_MAX, "the text %s", quoted);
        return out;
    case CONFIG_TYPE_FLOAT:
        what = "the number";
        break;
    case CONFIG_TYPE_BOOL:
        what = "the value";
        break;
    default:
        break;
    }
    snprintf(out, SETTING_FOUND_MAX, "%s %s", what, setting_value(setting, buffer));
    return out;
}

static bool takes(enum param_type type, int kind)
{
    switch (type) {
    case PARAM_BOOL:
        return kind == CONFIG_TYPE_BOOL;
    case PARAM_INT:
        return kind == CONFIG_TYPE_INT || kind == CONFIG_TYPE_INT64;
    case PARAM_REAL:
        return kind == CONFIG_TYPE_INT || kind == CONFIG_TYPE_INT64 || kind == CONFIG_TYPE_FLOAT;
    default:
        return kind == CONFIG_TYPE_STRING;
    }
}

enum status setting_check_kind(const config_setting_t *setting, const struct param_slot *slot,
                               struct error *error)
{
    if (takes(slot->param->type, config_setting_type(setting))) {
        return STATUS_OK;
    }
    char path[PARAM_PATH_MAX];
    char expected[256];
    char found[SETTING_FOUND_MAX];
    param_path(slot, path);
    param_expected(slot->param, expected, sizeof expected);
    return error_set_at(error, STATUS_INPUT, setting_value_place(setting), "%s: found %s; expected %s%s",
                        path, setting_found(setting, found), expected,
                        slot->param->type >= PARAM_TEXT ? " in quotes" : "");
}
