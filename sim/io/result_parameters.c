/* The record of all parameters in a result. Rows of a table are listed as "table.row.field", where a row
 * without a name goes by its number. */
#include <string.h>

#include "sim/io/result_parts.h"
#include "sim/memory.h"
#include "sim/text.h"

enum text_kind { PATH, VALUE, DEFAULT, UNIT, TYPE, MEANING, SOURCE, TEXT_KINDS };

/* The texts of one kind, one after the other, each ended by a zero. */
static void put_texts(struct text_buffer *texts, const struct param_set *set, enum text_kind kind)
{
    for (struct param_slot slot = {0}; param_next(set, &slot);) {
        char buffer[PARAM_NOTE_MAX];
        const char *text = buffer;
        switch (kind) {
        case PATH:
            param_path(&slot, buffer);
            break;
        case VALUE:
            param_format(set, &slot, buffer, sizeof buffer);
            break;
        case DEFAULT:
            param_format_default(set, &slot, buffer, sizeof buffer);
            break;
        case UNIT:
            text = slot.param->unit;
            break;
        case TYPE:
            text = param_type_name(slot.param->type);
            break;
        case MEANING:
            text = slot.param->text;
            break;
        default:
            text = slot.param->source;
            break;
        }
        text_buffer_add(texts, text, strlen(text) + 1);
    }
}

/* All texts of one kind, of which `lines` has as many as `texts` has room for. */
static const char *const *lines_of(struct netcdf *nc, const struct scenario *scenario, enum text_kind kind,
                                   struct text_buffer *buffer, const char **texts, size_t lines)
{
    buffer->length = 0;
    for (int s = 0; s < SCENARIO_SETS; s++) {
        put_texts(buffer, &scenario->sets[s], kind);
    }
    netcdf_fail(nc, text_buffer_status(buffer, nc->error));
    const char *text = buffer->text;
    for (size_t i = 0; nc->status == STATUS_OK && i < lines; i++) {
        texts[i] = text;
        text += strlen(text) + 1;
    }
    return texts;
}

static void write_lines(struct netcdf *nc, hid_t group, const struct scenario *scenario, size_t lines,
                        const char **texts)
{
    static const struct {
        const char *name;
        const char *text;
    } variables[TEXT_KINDS] = {
        [PATH] = {"parameter", "Path of the parameter"},
        [VALUE] = {"value", "Value at the beginning, as a scenario writes it"},
        [DEFAULT] = {"default", "Value it has when a scenario does not give it; empty: a scenario must"},
        [UNIT] = {"unit", "Unit; of a choice, what there is to choose; of a reference, the table"},
        [TYPE] = {"type", "Type: bool, integer, real, date, text, choice, or row of a table"},
        [MEANING] = {"meaning", "What it means"},
        [SOURCE] = {"source", "Where its default comes from"},
    };
    struct text_buffer buffer = {0};
    struct netcdf_dimension dimension =
        netcdf_labels(nc, group, "parameter", lines, lines_of(nc, scenario, PATH, &buffer, texts, lines));
    netcdf_put_text(nc, dimension.scale, "long_name", variables[PATH].text);
    for (int kind = VALUE; kind < TEXT_KINDS; kind++) {
        hid_t variable = netcdf_text_variable(nc, group, variables[kind].name, &dimension, 1);
        netcdf_put_text(nc, variable, "long_name", variables[kind].text);
        netcdf_write_text(nc, variable, lines_of(nc, scenario, (enum text_kind)kind, &buffer, texts, lines));
        netcdf_drop(nc, variable);
    }
    netcdf_drop(nc, dimension.scale);
    text_buffer_clear(&buffer);
}

void result_write_parameters(struct netcdf *nc, const struct scenario *scenario)
{
    size_t lines = 0;
    for (int s = 0; s < SCENARIO_SETS; s++) {
        for (struct param_slot slot = {0}; param_next(&scenario->sets[s], &slot);) {
            lines++;
        }
    }
    const char **texts = netcdf_memory(nc, lines, sizeof *texts, "list of parameters");
    if (nc->status == STATUS_OK) {
        hid_t group = netcdf_group(nc, nc->file, "parameters");
        write_lines(nc, group, scenario, lines, texts);
        netcdf_drop(nc, group);
    }
    memory_free(texts);
}
