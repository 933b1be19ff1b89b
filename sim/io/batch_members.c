/* Who the members are: a table of them, the points of the sweep, the scenarios of the arms. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/batch_parts.h"
#include "sim/io/scenario_file.h"
#include "sim/memory.h"

/* ---- the table ---- */

struct listing {
    const struct batch_content *content;
    struct netcdf_dimension row;
    hid_t group;
    int64_t *values; /* [members], for one column after the other */
};

enum field { ARM, REPLICATE, POINT, SEED, POPULATION_SEED, STATUS, STATE, COLUMNS };

static int64_t value_of(const struct batch_content *content, size_t number, enum field column)
{
    const struct experiment *experiment = content->experiment;
    const struct member member = experiment_member(experiment, number);
    switch (column) {
    case ARM:
        return (int64_t)member.arm;
    case REPLICATE:
        return (int64_t)member.replicate;
    case POINT:
        return (int64_t)member.point;
    case SEED:
        return experiment->seeds[member.replicate];
    case POPULATION_SEED:
        return experiment->population_seeds[member.replicate];
    case STATUS:
        return content->table->status[number];
    default:
        return (int64_t)content->table->digest[number];
    }
}

static void write_column(struct netcdf *nc, const struct listing *table, enum field column)
{
    static const struct {
        const char *name;
        const char *text;
    } columns[COLUMNS] = {
        [ARM] = {"arm_code", "Number of the arm, an index into arm"},
        [REPLICATE] = {"replicate_code", "Number of the replicate, an index into replicate"},
        [POINT] = {"point_code", "Number of the point of the sweep, an index into point"},
        [SEED] = {"seed", "Seed of the dynamics"},
        [POPULATION_SEED] = {"population_seed", "Seed of the population"},
        [STATUS] = {"status", "What became of it: 0 missing, 1 done, 2 failed"},
        [STATE] = {"state", "Digest of the state at the end; 0 unless done"},
    };
    size_t count = table->content->table->count;
    if (column == POINT && table->content->experiment->design.points == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        table->values[i] = value_of(table->content, i, column);
    }
    hid_t variable = netcdf_variable(nc, table->group, columns[column].name, COLUMN_I64, &table->row, 1);
    netcdf_describe(nc, variable, columns[column].text, "1");
    netcdf_write(nc, variable, COLUMN_I64, table->values);
    netcdf_drop(nc, variable);
}

/* A line for each member that failed: its number, a tab, why. */
static void write_failures(struct netcdf *nc, const struct listing *table)
{
    const struct member_table *members = table->content->table;
    struct text_buffer text = {0};
    for (size_t i = 0; i < members->count; i++) {
        if (members->status[i] == MEMBER_FAILED) {
            text_buffer_format(&text, "%zu\t%s\n", i + 1, members->why[i]);
        }
    }
    netcdf_fail(nc, text_buffer_status(&text, nc->error));
    if (text.length != 0 && nc->status == STATUS_OK) {
        hid_t variable = netcdf_document(nc, table->group, "failures", text.text);
        netcdf_put_text(nc, variable, "long_name", "Members that failed: number, tab, why");
        netcdf_drop(nc, variable);
    }
    text_buffer_clear(&text);
}

void batch_write_members(struct netcdf *nc, const struct batch_content *content)
{
    struct listing table = {.content = content, .group = netcdf_group(nc, nc->file, BATCH_MEMBERS)};
    size_t count = content->table->count;
    table.values = netcdf_memory(nc, count, sizeof *table.values, "members of the result");
    for (size_t i = 0; nc->status == STATUS_OK && i < count; i++) {
        table.values[i] = (int64_t)i + 1;
    }
    if (nc->status == STATUS_OK) {
        table.row = netcdf_coordinate(nc, table.group, "number", COLUMN_I64, count, false, table.values);
        netcdf_describe(nc, table.row.scale, "Number of the member, as --member takes it", "1");
        for (int column = 0; column < COLUMNS; column++) {
            write_column(nc, &table, (enum field)column);
        }
        write_failures(nc, &table);
        netcdf_drop(nc, table.row.scale);
    }
    netcdf_drop(nc, table.group);
    memory_free(table.values);
}

/* ---- the sweep ---- */

static bool is_number(const struct experiment *experiment, const struct factor *factor,
                      struct param_slot *slot)
{
    return param_find(experiment->arms[0].scenario.sets, SCENARIO_SETS, factor->path, NULL, slot, NULL) ==
               STATUS_OK &&
           (slot->param->type == PARAM_INT || slot->param->type == PARAM_REAL);
}

static void write_factor(struct netcdf *nc, const struct experiment *experiment, size_t f,
                         const struct netcdf_dimension *point)
{
    const struct design *design = &experiment->design;
    const struct factor *factor = &design->factors[f];
    struct param_slot slot = {0};
    bool number = is_number(experiment, factor, &slot);
    void *values = netcdf_memory(nc, design->points, sizeof(double), "points of the sweep");
    for (size_t i = 0; nc->status == STATUS_OK && i < design->points; i++) {
        if (number) {
            ((double *)values)[i] = strtod(design_value(design, i, f), NULL);
        } else {
            ((const char **)values)[i] = design_value(design, i, f);
        }
    }
    hid_t variable = number ? netcdf_variable(nc, nc->file, factor->path, COLUMN_F64, point, 1)
                            : netcdf_text_variable(nc, nc->file, factor->path, point, 1);
    if (slot.param != NULL) {
        netcdf_describe(nc, variable, slot.param->text, number ? slot.param->unit : "1");
    }
    netcdf_put_text(nc, variable, "kind", "swept");
    if (number) {
        netcdf_write(nc, variable, COLUMN_F64, values);
    } else {
        netcdf_write_text(nc, variable, values);
    }
    netcdf_drop(nc, variable);
    memory_free(values);
}

/* The points as they were set: a line of paths, then a line a point, values between tabs. */
static void write_design(struct netcdf *nc, const struct design *design)
{
    struct text_buffer text = {0};
    for (size_t f = 0; f < design->factor_count; f++) {
        text_buffer_put(&text, f == 0 ? "" : "\t");
        text_buffer_put(&text, design->factors[f].path);
    }
    for (size_t i = 0; i < design->points; i++) {
        for (size_t f = 0; f < design->factor_count; f++) {
            text_buffer_put(&text, f == 0 ? "\n" : "\t");
            text_buffer_put(&text, design_value(design, i, f));
        }
    }
    text_buffer_put(&text, "\n");
    netcdf_fail(nc, text_buffer_status(&text, nc->error));
    if (nc->status == STATUS_OK) {
        hid_t variable = netcdf_document(nc, nc->file, "design", text.text);
        netcdf_put_text(nc, variable, "long_name", "Points of the sweep: a line of paths, a line a point");
        netcdf_drop(nc, variable);
    }
    text_buffer_clear(&text);
}

void batch_write_sweep(struct netcdf *nc, const struct experiment *experiment,
                       const struct netcdf_dimension *point)
{
    for (size_t f = 0; f < experiment->design.factor_count && nc->status == STATUS_OK; f++) {
        write_factor(nc, experiment, f, point);
    }
    if (experiment->design.points > 0) {
        write_design(nc, &experiment->design);
    }
}

/* ---- the scenarios ---- */

void batch_write_scenarios(struct netcdf *nc, const struct experiment *experiment)
{
    hid_t group = netcdf_group(nc, nc->file, BATCH_SCENARIOS);
    for (size_t i = 0; i < experiment->arm_count && nc->status == STATUS_OK; i++) {
        char *text = NULL;
        const struct arm *arm = &experiment->arms[i];
        netcdf_fail(nc, scenario_write_text(&arm->scenario, &text, nc->error));
        if (nc->status == STATUS_OK) {
            hid_t variable = netcdf_document(nc, group, arm->name, text);
            netcdf_put_text(nc, variable, "long_name", "The resolved scenario of the arm");
            netcdf_put_text(nc, variable, "text", arm->text);
            netcdf_drop(nc, variable);
        }
        memory_free(text);
    }
    netcdf_drop(nc, group);
    if (experiment->text != NULL && experiment->text[0] != '\0') {
        hid_t variable = netcdf_document(nc, nc->file, "experiment", experiment->text);
        netcdf_put_text(nc, variable, "long_name", "The experiment file");
        netcdf_drop(nc, variable);
    }
}
