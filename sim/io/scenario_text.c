/* A resolved scenario as text: every value with its unit and meaning, to be read by people and by
 * scenario_read. */
#include <stdlib.h>
#include <string.h>

#include "sim/date.h"
#include "sim/io/scenario_file.h"
#include "sim/io/text_buffer.h"

struct writer {
    const struct scenario *scenario;
    struct text_buffer *out;
    struct error *error;
};

/* Text in quotes, with the escapes that libconfig reads. */
static enum status write_quoted(const struct writer *writer, const char *text)
{
    enum status status = STATUS_OK;
    TRY(text_buffer_add(writer->out, "\"", 1, writer->error));
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            TRY(text_buffer_format(writer->out, writer->error, "\\%c", *text));
        } else if ((unsigned char)*text < 0x20 || *text == 0x7F) {
            TRY(text_buffer_format(writer->out, writer->error, "\\x%02x", (unsigned char)*text));
        } else {
            TRY(text_buffer_add(writer->out, text, 1, writer->error));
        }
    }
    TRY(text_buffer_add(writer->out, "\"", 1, writer->error));
out:
    return status;
}

/* A value as param_format gives it, in the notation of libconfig. Integers beyond 32 bits carry the mark that
 * other readers of libconfig files need. */
static enum status write_formatted(const struct writer *writer, enum param_type type, const char *value)
{
    if (type >= PARAM_DATE) {
        return write_quoted(writer, value);
    }
    int64_t integer = 0;
    if (type == PARAM_INT) {
        integer = strtoll(value, NULL, 10);
    }
    bool is_long = integer > INT32_MAX || integer < INT32_MIN;
    return text_buffer_format(writer->out, writer->error, "%s%s", value, is_long ? "L" : "");
}

static enum status write_value(const struct writer *writer, const struct param_set *set,
                               const struct param_slot *slot)
{
    char value[PARAM_NOTE_MAX];
    param_format(set, slot, value, sizeof value);
    return write_formatted(writer, slot->param->type, value);
}

/* "metres. Depth of the lake." or, for what has no unit, "Depth of the lake." */
static enum status write_meaning(const struct writer *writer, const struct param *param)
{
    enum status status = STATUS_OK;
    bool has_unit = (param->type == PARAM_INT || param->type == PARAM_REAL) && strcmp(param->unit, "1") != 0;
    const char *pieces[] = {has_unit ? param->unit : "",
                            has_unit ? ". " : "",
                            param->text,
                            param->type == PARAM_CHOICE ? " One of: " : "",
                            param->type == PARAM_CHOICE ? param->unit : "",
                            param->type == PARAM_REF ? " A row of " : "",
                            param->type == PARAM_REF ? param->unit : "",
                            param->type == PARAM_REF || param->type == PARAM_CHOICE ? "." : ""};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        TRY(text_buffer_add(writer->out, pieces[i], strlen(pieces[i]), writer->error));
    }
    TRY(text_buffer_add(writer->out, "\n", 1, writer->error));
out:
    return status;
}

static enum status write_comment(const struct writer *writer, const char *text)
{
    enum status status = STATUS_OK;
    TRY(text_buffer_add(writer->out, "\n# ", 3, writer->error));
    TRY(text_buffer_add(writer->out, text, strlen(text), writer->error));
    TRY(text_buffer_add(writer->out, "\n", 1, writer->error));
out:
    return status;
}

static enum status write_group(const struct writer *writer, const struct param_set *set,
                               const struct param_group *group)
{
    enum status status = STATUS_OK;
    TRY(write_comment(writer, group->text));
    TRY(text_buffer_format(writer->out, writer->error, "%s:\n{\n", group->path));
    for (size_t i = 0; i < group->param_count; i++) {
        struct param_slot slot = param_slot_at(set, group, 0, &group->params[i]);
        TRY(text_buffer_format(writer->out, writer->error, "    %s = ", slot.param->name));
        TRY(write_value(writer, set, &slot));
        TRY(text_buffer_format(writer->out, writer->error, "; # "));
        TRY(write_meaning(writer, slot.param));
    }
    TRY(text_buffer_format(writer->out, writer->error, "};\n"));
out:
    return status;
}

static enum status write_row(const struct writer *writer, const struct param_set *set,
                             const struct param_group *group, size_t row)
{
    enum status status = STATUS_OK;
    TRY(text_buffer_format(writer->out, writer->error, "%s    {", row == 0 ? "" : ",\n"));
    for (size_t i = 0; i < group->param_count; i++) {
        struct param_slot slot = param_slot_at(set, group, row, &group->params[i]);
        TRY(text_buffer_format(writer->out, writer->error, " %s = ", slot.param->name));
        TRY(write_value(writer, set, &slot));
        TRY(text_buffer_format(writer->out, writer->error, ";"));
    }
    TRY(text_buffer_format(writer->out, writer->error, " }"));
out:
    return status;
}

/* One row a line, the meaning of the fields above them. */
static enum status write_table(const struct writer *writer, const struct param_set *set,
                               const struct param_group *group)
{
    enum status status = STATUS_OK;
    TRY(write_comment(writer, group->text));
    for (size_t i = 0; i < group->param_count; i++) {
        TRY(text_buffer_format(writer->out, writer->error, "#   %s: ", group->params[i].name));
        TRY(write_meaning(writer, &group->params[i]));
    }
    TRY(text_buffer_format(writer->out, writer->error, "%s = (\n", group->path));
    for (size_t row = 0; row < param_row_count(set, group); row++) {
        TRY(write_row(writer, set, group, row));
    }
    TRY(text_buffer_format(writer->out, writer->error, "\n);\n"));
out:
    return status;
}

static enum status write_change(const struct writer *writer, const struct change *change, bool is_first)
{
    enum status status = STATUS_OK;
    char date[11];
    date_format(change->day, date);
    TRY(text_buffer_format(writer->out, writer->error,
                           "%s    { date = \"%s\"; path = ", is_first ? "" : ",\n", date));
    TRY(write_quoted(writer, change->path));
    TRY(text_buffer_format(writer->out, writer->error, "; value = "));
    TRY(write_formatted(writer, change->slot.param->type, change->value));
    TRY(text_buffer_format(writer->out, writer->error, "; }"));
out:
    return status;
}

static enum status write_changes(const struct writer *writer)
{
    enum status status = STATUS_OK;
    const struct change_list *list = &writer->scenario->changes;
    TRY(write_comment(writer, "What changes at which date."));
    TRY(text_buffer_format(writer->out, writer->error, "changes = (\n"));
    for (size_t i = 0; i < list->count; i++) {
        TRY(write_change(writer, &list->changes[i], i == 0));
    }
    TRY(text_buffer_format(writer->out, writer->error, "\n);\n"));
out:
    return status;
}

static enum status write_head(const struct writer *writer)
{
    enum status status = STATUS_OK;
    TRY(text_buffer_format(writer->out, writer->error,
                           "# Resolved scenario: every parameter with its value. It runs again as it is.\n"));
    TRY(text_buffer_format(writer->out, writer->error, "title = "));
    TRY(write_quoted(writer, writer->scenario->title));
    TRY(text_buffer_format(writer->out, writer->error, ";\nmodel = "));
    TRY(write_quoted(writer, writer->scenario->model->name));
    TRY(text_buffer_format(writer->out, writer->error, ";\n"));
out:
    return status;
}

enum status scenario_write_text(const struct scenario *scenario, char **text, struct error *error)
{
    enum status status = STATUS_OK;
    struct text_buffer out = {0};
    const struct writer writer = {scenario, &out, error};
    *text = NULL;
    TRY(write_head(&writer));
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        const struct param_set *set = &scenario->sets[i];
        for (size_t g = 0; g < set->schema->group_count; g++) {
            const struct param_group *group = &set->schema->groups[g];
            TRY(group->row_size == 0 ? write_group(&writer, set, group) : write_table(&writer, set, group));
        }
    }
    TRY(write_changes(&writer));
    *text = out.text;
    out = (struct text_buffer){0};
out:
    text_buffer_clear(&out);
    return status;
}
