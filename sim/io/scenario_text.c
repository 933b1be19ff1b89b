/* A resolved scenario as text: every value with its unit and meaning, to be read by people and by
 * scenario_read. */
#include <stdlib.h>
#include <string.h>

#include "sim/date.h"
#include "sim/io/scenario_file.h"
#include "sim/io/text_file.h"

/* Text in quotes, with the escapes that libconfig reads. */
static void put_quoted(struct text_buffer *out, const char *text)
{
    text_buffer_put(out, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            text_buffer_format(out, "\\%c", *text);
        } else if ((unsigned char)*text < 0x20 || *text == 0x7F) {
            text_buffer_format(out, "\\x%02x", (unsigned char)*text);
        } else {
            text_buffer_add(out, text, 1);
        }
    }
    text_buffer_put(out, "\"");
}

/* A value as param_format gives it, in the notation of libconfig. Integers beyond 32 bits carry the mark that
 * other readers of libconfig files need. */
static void put_formatted(struct text_buffer *out, enum param_type type, const char *value)
{
    if (type >= PARAM_DATE) {
        put_quoted(out, value);
        return;
    }
    int64_t integer = type == PARAM_INT ? strtoll(value, NULL, 10) : 0;
    bool is_long = integer > INT32_MAX || integer < INT32_MIN;
    text_buffer_format(out, "%s%s", value, is_long ? "L" : "");
}

/* "NAME = VALUE;" */
static void put_assignment(struct text_buffer *out, const struct param_set *set,
                           const struct param_group *group, size_t row, const struct param *param)
{
    char value[PARAM_NOTE_MAX];
    struct param_slot slot = param_slot_at(set, group, row, param);
    param_format(set, &slot, value, sizeof value);
    text_buffer_format(out, "%s = ", param->name);
    put_formatted(out, param->type, value);
    text_buffer_put(out, ";");
}

/* "metres. Depth of the lake." or, for what has no unit, "Depth of the lake." */
static void put_meaning(struct text_buffer *out, const struct param *param)
{
    bool has_unit = (param->type == PARAM_INT || param->type == PARAM_REAL) && strcmp(param->unit, "1") != 0;
    text_buffer_put(out, has_unit ? param->unit : "");
    text_buffer_put(out, has_unit ? ". " : "");
    text_buffer_put(out, param->text);
    if (param->type == PARAM_CHOICE || param->type == PARAM_REF) {
        text_buffer_put(out, param->type == PARAM_CHOICE ? " One of: " : " A row of ");
        text_buffer_put(out, param->unit);
        text_buffer_put(out, ".");
    }
    text_buffer_put(out, "\n");
}

static void put_comment(struct text_buffer *out, const char *text)
{
    text_buffer_put(out, "\n# ");
    text_buffer_put(out, text);
    text_buffer_put(out, "\n");
}

static void put_group(struct text_buffer *out, const struct param_set *set, const struct param_group *group)
{
    text_buffer_format(out, "%s:\n{\n", group->path);
    for (size_t i = 0; i < group->param_count; i++) {
        text_buffer_put(out, "    ");
        put_assignment(out, set, group, 0, &group->params[i]);
        text_buffer_put(out, " # ");
        put_meaning(out, &group->params[i]);
    }
    text_buffer_put(out, "};\n");
}

/* One row a line, the meaning of the fields above them. */
static void put_table(struct text_buffer *out, const struct param_set *set, const struct param_group *group)
{
    for (size_t i = 0; i < group->param_count; i++) {
        text_buffer_format(out, "#   %s: ", group->params[i].name);
        put_meaning(out, &group->params[i]);
    }
    text_buffer_format(out, "%s = (\n", group->path);
    for (size_t row = 0; row < param_row_count(set, group); row++) {
        text_buffer_put(out, row == 0 ? "    {" : ",\n    {");
        for (size_t i = 0; i < group->param_count; i++) {
            text_buffer_put(out, " ");
            put_assignment(out, set, group, row, &group->params[i]);
        }
        text_buffer_put(out, " }");
    }
    text_buffer_put(out, "\n);\n");
}

static void put_changes(struct text_buffer *out, const struct change_list *list)
{
    put_comment(out, "What changes at which date.");
    text_buffer_put(out, "changes = (\n");
    for (size_t i = 0; i < list->count; i++) {
        const struct change *change = &list->changes[i];
        char date[11];
        date_format(change->day, date);
        text_buffer_format(out, "%s    { date = \"%s\"; path = ", i == 0 ? "" : ",\n", date);
        put_quoted(out, change->path);
        text_buffer_put(out, "; value = ");
        put_formatted(out, change->slot.param->type, change->value);
        text_buffer_put(out, "; }");
    }
    text_buffer_put(out, "\n);\n");
}

enum status scenario_write_text(const struct scenario *scenario, char **text, struct error *error)
{
    struct text_buffer out = {0};
    text_buffer_put(&out,
                    "# Resolved scenario: every parameter with its value. It runs again as it is.\ntitle = ");
    put_quoted(&out, scenario->title);
    text_buffer_put(&out, ";\nmodel = ");
    put_quoted(&out, scenario->model->name);
    text_buffer_put(&out, ";\n");
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        const struct param_set *set = &scenario->sets[i];
        for (size_t g = 0; g < param_group_count(set->schema); g++) {
            const struct param_group *group = param_group_at(set->schema, g);
            put_comment(&out, group->text);
            (group->row_size == 0 ? put_group : put_table)(&out, set, group);
        }
    }
    put_changes(&out, &scenario->changes);
    enum status status = text_buffer_status(&out, error);
    *text = NULL;
    if (status == STATUS_OK) {
        *text = out.text;
        out.text = NULL;
    }
    text_buffer_clear(&out);
    return status;
}
