#include "sim/io/parameter_list.h"
#include "sim/io/result_parts.h"
#include "sim/memory.h"

enum text_kind { VALUE, DEFAULT, UNIT, TYPE, MEANING, SOURCE, TEXT_KINDS };

static const char *text_of(const struct parameter_line *line, enum text_kind kind)
{
    switch (kind) {
    case VALUE:
        return line->value;
    case DEFAULT:
        return line->fallback;
    case UNIT:
        return line->param->unit;
    case TYPE:
        return param_type_name(line->param->type);
    case MEANING:
        return line->param->text;
    case SOURCE:
        return line->param->source;
    case TEXT_KINDS:
        break;
    }
    return "";
}

static void write_lines(struct netcdf *nc, hid_t group, const struct parameter_list *list, const char **texts)
{
    static const struct {
        const char *name;
        const char *text;
    } variables[TEXT_KINDS] = {
        [VALUE] = {"value", "Value at the beginning, as a scenario writes it"},
        [DEFAULT] = {"default", "Value it has when a scenario does not give it; empty: a scenario must"},
        [UNIT] = {"unit", "Unit; of a choice, what there is to choose; of a reference, the table"},
        [TYPE] = {"type", "Type: bool, int, real, date, text, choice, reference"},
        [MEANING] = {"meaning", "What it means"},
        [SOURCE] = {"source", "Where its default comes from"},
    };
    for (size_t i = 0; i < list->count; i++) {
        texts[i] = list->lines[i].path;
    }
    struct netcdf_dimension dimension = netcdf_labels(nc, group, "parameter", list->count, texts);
    netcdf_put_text(nc, dimension.scale, "long_name", "Path of the parameter");
    for (int kind = 0; kind < TEXT_KINDS; kind++) {
        for (size_t i = 0; i < list->count; i++) {
            texts[i] = text_of(&list->lines[i], (enum text_kind)kind);
        }
        hid_t variable = netcdf_text_variable(nc, group, variables[kind].name, &dimension, 1);
        netcdf_put_text(nc, variable, "long_name", variables[kind].text);
        netcdf_write_text(nc, variable, texts);
        netcdf_drop(nc, variable);
    }
    netcdf_drop(nc, dimension.scale);
}

void result_write_parameters(struct netcdf *nc, const struct scenario *scenario)
{
    struct parameter_list list;
    enum status status = parameter_list_init(&list, scenario, nc->error);
    const char **texts = status == STATUS_OK ? memory_alloc(list.count, sizeof *texts) : NULL;
    if (status == STATUS_OK && texts == NULL) {
        status = error_memory(nc->error, "list of parameters");
    }
    if (status == STATUS_OK) {
        hid_t group = netcdf_group(nc, nc->file, "parameters");
        write_lines(nc, group, &list, texts);
        netcdf_drop(nc, group);
    } else {
        netcdf_fail(nc, status);
    }
    memory_free(texts);
    parameter_list_clear(&list);
}
