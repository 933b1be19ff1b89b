/* What is declared, as JSON: parameters that may change at a date, series, panels and tables. */
#include <string.h>

#include "analysis/web/engine/page.h"

static void put_text(struct text_buffer *json, const char *name, const char *text)
{
    json_name(json, name);
    json_text(json, text);
}

static void put_number(struct text_buffer *json, const char *name, double number)
{
    json_name(json, name);
    json_number(json, number);
}

/* The range in which a number was looked at, where the model says so. */
static void put_usual(struct text_buffer *json, const struct model *model, const char *group,
                      const char *name)
{
    const struct usual_range *usual;
    for (size_t u = 0; (usual = model_usual(model, u)) != NULL; u++) {
        size_t length = strlen(group);
        if (strncmp(usual->what, group, length) == 0 && usual->what[length] == '.' &&
            strcmp(usual->what + length + 1, name) == 0) {
            json_name(json, "usual");
            json_bracket(json, '[');
            json_number(json, usual->min);
            json_number(json, usual->max);
            json_bracket(json, ']');
        }
    }
}

static void put_parameter(struct text_buffer *json, const struct scenario *scenario,
                          const struct param_set *set, const struct param_slot *slot)
{
    const struct param *param = slot->param;
    char path[PARAM_PATH_MAX];
    char value[PARAM_NOTE_MAX];
    param_path(slot, path);
    param_format(set, slot, value, sizeof value);
    json_bracket(json, '{');
    put_text(json, "path", path);
    put_text(json, "group", slot->group->path);
    put_text(json, "name", param->name);
    put_text(json, "type", param_type_name(param->type));
    put_text(json, "value", value);
    put_text(json, "unit", param->unit);
    put_text(json, "text", param->text);
    put_text(json, "source", param->source);
    put_number(json, "min", param->min);
    put_number(json, "max", param->max);
    put_usual(json, scenario->model, slot->group->path, param->name);
    json_bracket(json, '}');
}

static void put_group(struct text_buffer *json, const struct scenario *scenario, const struct param_set *set,
                      const struct param_group *group)
{
    for (size_t row = 0; row < param_row_count(set, group); row++) {
        for (size_t p = 0; p < group->param_count; p++) {
            if ((group->params[p].flags & PARAM_DATED) != 0) {
                struct param_slot slot = param_slot_at(set, group, row, &group->params[p]);
                put_parameter(json, scenario, set, &slot);
            }
        }
    }
}

static void put_groups(struct text_buffer *json, const struct scenario *scenario)
{
    const struct param_set *set = &scenario->sets[SCENARIO_SET_MODEL];
    json_name(json, "groups");
    json_bracket(json, '{');
    for (size_t g = 0; g < param_group_count(set->schema); g++) {
        const struct param_group *group = param_group_at(set->schema, g);
        put_text(json, group->path, group->text);
    }
    json_bracket(json, '}');
    json_name(json, "parameters");
    json_bracket(json, '[');
    for (size_t g = 0; g < param_group_count(set->schema); g++) {
        put_group(json, scenario, set, param_group_at(set->schema, g));
    }
    json_bracket(json, ']');
}

static void put_needs(struct text_buffer *json, const struct model *model)
{
    json_name(json, "needs");
    json_bracket(json, '[');
    const struct requirement *need;
    for (size_t n = 0; (need = model_need(model, n)) != NULL; n++) {
        json_bracket(json, '{');
        put_text(json, "what", need->what);
        put_text(json, "where", need->where == NULL ? "" : need->where);
        put_text(json, "on", need->on);
        json_name(json, "off");
        json_truth(json, need->off);
        json_bracket(json, '}');
    }
    json_bracket(json, ']');
}

static const char *text_of(struct page *page)
{
    if (page->json.failed) {
        error_memory(&page->error, "description");
        return NULL;
    }
    return page->json.text;
}

const char *page_parameters(struct page *page, const struct scenario *scenario)
{
    struct text_buffer *json = &page->json;
    json_restart(json);
    json_bracket(json, '{');
    put_text(json, "title", scenario->title);
    put_number(json, "start", scenario->run->start);
    put_number(json, "end", scenario->run->end);
    put_number(json, "first_day", scenario_first_day(scenario));
    put_number(json, "seed", (double)scenario->run->seed);
    put_groups(json, scenario);
    put_needs(json, scenario->model);
    json_bracket(json, '}');
    return text_of(page);
}

static void put_outputs(struct text_buffer *json, const struct outputs *outputs)
{
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    json_name(json, "outputs");
    json_bracket(json, '[');
    for (size_t i = 0; i < outputs->count; i++) {
        const struct output *output = &outputs->declared[i];
        json_bracket(json, '{');
        put_text(json, "name", output->name);
        put_text(json, "type", output->type == COLUMN_I64 ? "i64" : "f64");
        put_number(json, "axis", output->axis);
        put_number(json, "cells", (double)outputs->cells[i]);
        put_text(json, "unit", output->unit);
        put_text(json, "text", output->text);
        json_name(json, "dims");
        json_bracket(json, '[');
        size_t count = outputs_dimensions_of(outputs, i, dimensions);
        for (size_t d = 0; d < count; d++) {
            json_text(json, dimensions[d]->name);
        }
        json_bracket(json, ']');
        json_bracket(json, '}');
    }
    json_bracket(json, ']');
}

static void put_dimensions(struct text_buffer *json, const struct outputs *outputs)
{
    json_name(json, "dimensions");
    json_bracket(json, '{');
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        const struct dimension *dimension = &outputs->dimensions[i];
        json_name(json, dimension->name);
        json_bracket(json, '[');
        for (size_t k = 0; k < dimension->size && dimension->labels != NULL; k++) {
            json_text(json, dimension->labels[k]);
        }
        json_bracket(json, ']');
    }
    json_bracket(json, '}');
}

static const char *type_name(enum column_type type)
{
    static const char *const names[] = {"u8", "u16", "u32", "u64", "i32", "i64", "f32", "f64"};
    return names[type];
}

/* `stride` is the size of a row that holds the column, 0: it lies alone. Fields of records are columns, too.
 */
static void put_column(struct text_buffer *json, const struct column *column, size_t stride)
{
    if (column->type == COLUMN_RECORD) {
        for (size_t i = 0; i < column->field_count; i++) {
            put_column(json, &column->fields[i], column->record_size);
        }
        return;
    }
    json_bracket(json, '{');
    put_text(json, "name", column->name);
    put_text(json, "type", type_name(column->type));
    put_number(json, "offset", (double)column->offset);
    put_number(json, "stride", (double)(stride != 0 ? stride : column_type_size(column->type)));
    put_text(json, "unit", column->unit);
    json_bracket(json, '}');
}

static void put_columns(struct text_buffer *json, const struct column *columns, size_t count, size_t stride)
{
    json_name(json, "columns");
    json_bracket(json, '[');
    for (size_t i = 0; i < count; i++) {
        put_column(json, &columns[i], stride);
    }
    json_bracket(json, ']');
}

static void put_panels(struct text_buffer *json, const struct model *model)
{
    json_name(json, "panels");
    json_bracket(json, '[');
    for (size_t i = 0; i < model->panel_count; i++) {
        json_bracket(json, '{');
        put_text(json, "name", model->panels[i].name);
        put_number(json, "row_size", (double)model->panels[i].row_size);
        put_columns(json, model->panels[i].columns, model->panels[i].column_count, model->panels[i].row_size);
        json_bracket(json, '}');
    }
    json_bracket(json, ']');
}

static void put_tables(struct text_buffer *json, const struct run *run)
{
    const struct table *table;
    json_name(json, "tables");
    json_bracket(json, '{');
    for (size_t i = 0; (table = run->model->table(run->world, i)) != NULL; i++) {
        json_name(json, table->name);
        json_bracket(json, '{');
        put_columns(json, table->columns, table->column_count, 0);
        json_bracket(json, '}');
    }
    json_bracket(json, '}');
}

const char *page_outputs(struct page *page, struct arm *arm)
{
    struct text_buffer *json = &page->json;
    json_restart(json);
    json_bracket(json, '{');
    put_outputs(json, &arm->run.sim.outputs);
    put_dimensions(json, &arm->run.sim.outputs);
    put_panels(json, arm->run.model);
    put_tables(json, &arm->run);
    json_bracket(json, '}');
    return text_of(page);
}
