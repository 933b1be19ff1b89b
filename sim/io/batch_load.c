#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/batch_parts.h"
#include "sim/io/scenario_file.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"

static void refuse(struct netcdf *nc, const char *what)
{
    netcdf_refuse(nc, STATUS_INPUT, "\"%s\" %s: %s", nc->path, nc->fault, what);
}

bool batch_is(const char *path)
{
    struct netcdf nc;
    struct error error = {0};
    netcdf_open(&nc, path, &error);
    bool is = netcdf_has(&nc, nc.file, BATCH_SCENARIOS) && netcdf_has(&nc, nc.file, BATCH_MEMBERS);
    netcdf_close(&nc);
    return is;
}

/* ---- arms ---- */

static void read_arm(struct netcdf *nc, struct loaded_batch *batch, hid_t group, const char *name,
                     const struct model *const *models, size_t model_count)
{
    struct experiment *experiment = &batch->experiment;
    struct arm *arm = experiment_add_arm(experiment, nc->error);
    char where[512];
    if (arm == NULL) {
        netcdf_fail(nc, STATUS_MEMORY);
        return;
    }
    snprintf(arm->name, sizeof arm->name, "%s", name);
    snprintf(where, sizeof where, "%.400s (scenario of %.80s)", nc->path, name);
    char *document = netcdf_read_text(nc, group, name);
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc,
                    scenario_read_memory(&arm->scenario, where, document, models, model_count, nc->error));
        experiment->model = arm->scenario.model;
    }
    hid_t variable = netcdf_find(nc, group, name);
    char *text = netcdf_get_text(nc, variable, "text");
    snprintf(arm->text, sizeof arm->text, "%s", text == NULL ? "" : text);
    netcdf_drop(nc, variable);
    memory_free(text);
    memory_free(document);
}

static void read_arms(struct netcdf *nc, struct loaded_batch *batch, const struct model *const *models,
                      size_t model_count)
{
    char *names = netcdf_get_text(nc, nc->file, "arms");
    hid_t group = netcdf_find(nc, nc->file, BATCH_SCENARIOS);
    char *rest = NULL;
    for (char *name = names == NULL ? NULL : strtok_r(names, " ", &rest); name != NULL;
         name = strtok_r(NULL, " ", &rest)) {
        if (nc->status == STATUS_OK) {
            read_arm(nc, batch, group, name, models, model_count);
        }
    }
    if (nc->status == STATUS_OK && batch->experiment.arm_count == 0) {
        refuse(nc, "it has no arms");
    }
    netcdf_drop(nc, group);
    memory_free(names);
}

/* ---- the sweep ---- */

static void read_paths(struct netcdf *nc, struct design *design, char *line)
{
    char *rest = NULL;
    for (char *path = strtok_r(line, "\t", &rest); path != NULL; path = strtok_r(NULL, "\t", &rest)) {
        struct factor *factor = design_add(design, nc->error);
        if (factor == NULL) {
            netcdf_fail(nc, STATUS_MEMORY);
            return;
        }
        snprintf(factor->path, sizeof factor->path, "%s", path);
    }
}

/* Cuts the line off that `*text` begins with; NULL at the end. */
static char *next_line(char **text)
{
    char *line = *text;
    char *end = strchr(line, '\n');
    if (line[0] == '\0' || end == NULL) {
        return NULL;
    }
    *end = '\0';
    *text = end + 1;
    return line;
}

static void read_point(struct netcdf *nc, struct design *design, size_t point, const char *line)
{
    for (size_t f = 0; f < design->factor_count; f++) {
        size_t length = strcspn(line, "\t");
        snprintf(design_value(design, point, f), PARAM_TEXT_MAX, "%.*s", (int)length, line);
        line += length + (line[length] == '\t');
        if (line[0] == '\0' && f + 1 < design->factor_count) {
            refuse(nc, "a point of its sweep lacks values");
            return;
        }
    }
}

static void read_design(struct netcdf *nc, struct design *design)
{
    if (!netcdf_has(nc, nc->file, "design")) {
        return;
    }
    uint64_t points = netcdf_size(nc, nc->file, "point", COLUMN_I32);
    char *text = netcdf_read_text(nc, nc->file, "design");
    char *rest = text;
    char *line = nc->status == STATUS_OK ? next_line(&rest) : NULL;
    if (line != NULL) {
        read_paths(nc, design, line);
    }
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc, design_reserve(design, (size_t)points, nc->error));
    }
    for (size_t i = 0; nc->status == STATUS_OK && i < points; i++) {
        line = next_line(&rest);
        if (line == NULL) {
            refuse(nc, "its sweep lacks points");
        } else {
            read_point(nc, design, i, line);
        }
    }
    memory_free(text);
}

/* ---- members ---- */

static void read_seeds(struct netcdf *nc, struct experiment *experiment, hid_t group, size_t members)
{
    uint64_t replicates = netcdf_size(nc, nc->file, "replicate", COLUMN_I32);
    int64_t *values = netcdf_memory(nc, members, sizeof *values, "members of the result");
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc, experiment_seed(experiment, (size_t)replicates, 0, false, 0, false, nc->error));
    }
    if (nc->status == STATUS_OK && members != experiment_members(experiment)) {
        refuse(nc, "it has another number of members than its arms and replicates make");
    }
    netcdf_read(nc, group, "seed", COLUMN_I64, members, values);
    for (size_t i = 0; nc->status == STATUS_OK && i < members; i++) {
        experiment->seeds[experiment_member(experiment, i).replicate] = values[i];
    }
    netcdf_read(nc, group, "population_seed", COLUMN_I64, members, values);
    for (size_t i = 0; nc->status == STATUS_OK && i < members; i++) {
        experiment->population_seeds[experiment_member(experiment, i).replicate] = values[i];
    }
    memory_free(values);
}

static void read_failures(struct netcdf *nc, struct member_table *table, hid_t group)
{
    if (!netcdf_has(nc, group, "failures")) {
        return;
    }
    char *text = netcdf_read_text(nc, group, "failures");
    char *rest = text;
    for (char *line; nc->status == STATUS_OK && (line = next_line(&rest)) != NULL;) {
        char *why = line;
        unsigned long long number = strtoull(line, &why, 10);
        if (number >= 1 && number <= table->count && table->status[number - 1] == MEMBER_FAILED) {
            netcdf_fail(nc, member_table_failed(table, (size_t)number - 1, why + (*why == '\t'), nc->error));
        }
    }
    memory_free(text);
}

static void read_table(struct netcdf *nc, struct member_table *table, hid_t group, size_t members)
{
    int64_t *status = netcdf_memory(nc, members, sizeof *status, "members of the result");
    int64_t *state = netcdf_memory(nc, members, sizeof *state, "members of the result");
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc, member_table_init(table, members, nc->error));
    }
    netcdf_read(nc, group, "status", COLUMN_I64, members, status);
    netcdf_read(nc, group, "state", COLUMN_I64, members, state);
    for (size_t i = 0; nc->status == STATUS_OK && i < members; i++) {
        if (status[i] < 0 || status[i] >= MEMBER_STATUSES) {
            refuse(nc, "a member has a status that does not exist");
        } else if (status[i] == MEMBER_DONE) {
            member_table_done(table, i, (uint64_t)state[i]);
        } else if (status[i] == MEMBER_FAILED) {
            netcdf_fail(nc, member_table_failed(table, i, "", nc->error));
        }
    }
    read_failures(nc, table, group);
    memory_free(status);
    memory_free(state);
}

static void read_members(struct netcdf *nc, struct loaded_batch *batch)
{
    hid_t group = netcdf_find(nc, nc->file, BATCH_MEMBERS);
    uint64_t members = nc->status == STATUS_OK ? netcdf_size(nc, group, "number", COLUMN_I64) : 0;
    if (members > EXPERIMENT_MEMBERS_MAX) {
        refuse(nc, "it has too many members");
    }
    if (nc->status == STATUS_OK) {
        read_seeds(nc, &batch->experiment, group, (size_t)members);
        read_table(nc, &batch->table, group, (size_t)members);
    }
    netcdf_drop(nc, group);
}

/* ---- what is kept ---- */

static void read_keep(struct netcdf *nc, struct loaded_batch *batch)
{
    struct experiment *experiment = &batch->experiment;
    const struct model *model = experiment->model;
    experiment->keep.outputs = model_output_count(model);
    int64_t panels = netcdf_get_int(nc, nc->file, "panels_of_replicates");
    if (panels < 0 || (uint64_t)panels > experiment->replicate_count) {
        refuse(nc, "it has panels of replicates that it has not");
    }
    experiment->keep.panels = (size_t)panels;
    experiment->keep.series =
        netcdf_memory(nc, experiment->keep.outputs, sizeof *experiment->keep.series, "series of the result");
    for (size_t id = 0; nc->status == STATUS_OK && id < experiment->keep.outputs; id++) {
        experiment->keep.series[id] = netcdf_has(nc, nc->file, model_output(model, id)->name);
    }
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc, member_shape_init(&batch->shape, experiment, nc->error));
    }
}

/* The names are checked against the file when a slice is first read. */
static void make_room_for_handles(struct netcdf *nc, struct loaded_batch *batch)
{
    size_t count = batch->experiment.keep.outputs + batch->experiment.model->measure_count;
    batch->measures =
        batch->experiment.model->measure_count > 0 ? netcdf_find(nc, nc->file, BATCH_MEASURES) : -1;
    batch->variables = netcdf_memory(nc, count, sizeof *batch->variables, "series of the result");
    for (size_t i = 0; batch->variables != NULL && i < count; i++) {
        batch->variables[i] = -1;
    }
}

static void read_all(struct netcdf *nc, struct loaded_batch *batch, const struct model *const *models,
                     size_t model_count)
{
    char *title = netcdf_get_text(nc, nc->file, "title");
    snprintf(batch->experiment.title, sizeof batch->experiment.title, "%s", title == NULL ? "" : title);
    batch->experiment.story = netcdf_get_text(nc, nc->file, "story");
    batch->created = netcdf_get_text(nc, nc->file, "created");
    batch->command_line = netcdf_get_text(nc, nc->file, "command_line");
    batch->bytes = nc->bytes;
    memory_free(title);
    if (netcdf_has(nc, nc->file, "experiment")) {
        batch->experiment.text = netcdf_read_text(nc, nc->file, "experiment");
    }
    read_arms(nc, batch, models, model_count);
    if (nc->status == STATUS_OK) {
        read_design(nc, &batch->experiment.design);
        read_members(nc, batch);
    }
    if (nc->status == STATUS_OK) {
        read_keep(nc, batch);
    }
    if (nc->status == STATUS_OK) {
        make_room_for_handles(nc, batch);
    }
}

static enum status open_file(struct loaded_batch *batch, const char *path, struct error *error)
{
    *batch = (struct loaded_batch){0};
    char *name = text_join(path, "");
    batch->nc = memory_alloc(1, sizeof *batch->nc);
    if (batch->nc == NULL || name == NULL) {
        memory_free(name);
        memory_free(batch->nc);
        batch->nc = NULL;
        return error_memory(error, "result");
    }
    netcdf_open(batch->nc, name, error);
    if (batch->nc->status == STATUS_OK && !netcdf_has(batch->nc, batch->nc->file, BATCH_SCENARIOS)) {
        netcdf_refuse(batch->nc, STATUS_INPUT, "\"%s\" is not the result of an experiment", path);
        error_hint(error, "\"bassin batch EXPERIMENT -o FILE.h5\" makes one");
    }
    return batch->nc->status;
}

static void read_identity(struct netcdf *nc, struct loaded_batch *batch)
{
    char *identity = netcdf_get_text(nc, nc->file, "experiment_identity");
    batch->identity = identity == NULL ? 0 : strtoull(identity, NULL, 16);
    memory_free(identity);
}

enum status batch_load(struct loaded_batch *batch, const char *path, const struct model *const *models,
                       size_t model_count, struct error *error)
{
    PASS(open_file(batch, path, error));
    read_identity(batch->nc, batch);
    read_all(batch->nc, batch, models, model_count);
    batch->open = batch->shape.count;
    return batch->nc->status;
}

enum status batch_load_part(struct loaded_batch *part, const char *path, const struct loaded_batch *like,
                            struct error *error)
{
    PASS(open_file(part, path, error));
    struct netcdf *nc = part->nc;
    part->borrowed = true;
    part->experiment = like->experiment;
    part->shape = like->shape;
    part->open = like->shape.count;
    read_identity(nc, part);
    if (nc->status == STATUS_OK && part->identity != like->identity) {
        netcdf_refuse(nc, STATUS_INPUT, "\"%s\" is of another experiment, or another version, than \"%s\"",
                      path, like->nc->path);
    }
    hid_t group = netcdf_find(nc, nc->file, BATCH_MEMBERS);
    if (nc->status == STATUS_OK) {
        read_table(nc, &part->table, group, like->table.count);
        make_room_for_handles(nc, part);
    }
    netcdf_drop(nc, group);
    return nc->status;
}

void batch_unload(struct loaded_batch *batch)
{
    if (batch->nc != NULL) {
        const char *name = batch->nc->path;
        netcdf_close(batch->nc); /* with all that is open in it */
        memory_free((void *)(uintptr_t)name);
    }
    memory_free(batch->nc);
    memory_free(batch->variables);
    memory_free(batch->created);
    memory_free(batch->command_line);
    member_table_clear(&batch->table);
    if (!batch->borrowed && batch->shape.frame.model != NULL) {
        member_shape_clear(&batch->shape);
    }
    if (!batch->borrowed) {
        experiment_clear(&batch->experiment);
    }
}

/* ---- slices ---- */

/* One series at a time: each that is open keeps a chunk in memory, of which many parts would have many. */
static void close_other_series(struct loaded_batch *batch, size_t index)
{
    size_t series = batch->shape.count - 1;
    if (index < series && batch->open < series && batch->open != index) {
        netcdf_drop(batch->nc, batch->variables[batch->open]);
        batch->variables[batch->open] = -1;
    }
    batch->open = index < series ? index : batch->open;
}

/* The series of a slice, or a measure after all of them. */
static hid_t open_variable(struct loaded_batch *batch, size_t index, enum column_type *type, size_t *rank,
                           hsize_t *sizes)
{
    const struct experiment *experiment = &batch->experiment;
    const struct outputs *outputs = &batch->shape.frame.sim.outputs;
    size_t series = batch->shape.count - 1;
    const char *name;
    if (index < series) {
        const struct output *output = &outputs->declared[batch->shape.ids[index]];
        *rank = batch_series_sizes(experiment, outputs, batch->shape.ids[index], sizes);
        *type = output->type;
        name = output->name;
    } else {
        *rank = batch_sizes(experiment, sizes);
        *type = COLUMN_F64;
        name = experiment->model->measures[index - series].name;
    }
    close_other_series(batch, index);
    if (batch->variables[index] < 0) {
        hid_t parent = index < series ? batch->nc->file : batch->measures;
        batch->variables[index] = netcdf_find_shaped(batch->nc, parent, name, *type, sizes, *rank);
    }
    return batch->variables[index];
}

/* The cells of one member. */
static void read_cells(struct loaded_batch *batch, size_t index, const struct member *member, void *cells)
{
    struct netcdf_block block = {.begin = {member->arm, member->replicate}};
    enum column_type type;
    hid_t variable = open_variable(batch, index, &type, &block.rank, block.count);
    block.count[0] = 1;
    block.count[1] = 1;
    if (batch->experiment.design.points > 0) {
        block.begin[2] = member->point;
        block.count[2] = 1;
    }
    netcdf_read_block(batch->nc, variable, type, &block, cells);
}

enum status batch_read(const void *context, size_t member, size_t slice, void *cells, struct error *error)
{
    struct loaded_batch *batch = (struct loaded_batch *)(uintptr_t)context;
    const struct member at = experiment_member(&batch->experiment, member);
    size_t series = batch->shape.count - 1;
    batch->nc->error = error;
    if (slice < series && batch->shape.cells[slice] != 0) {
        read_cells(batch, slice, &at, cells);
    }
    for (size_t m = 0; slice == series && m < batch->experiment.model->measure_count; m++) {
        read_cells(batch, series + m, &at, (double *)cells + m);
    }
    return batch->nc->status;
}

/* `index` as open_variable takes it; `time`: the variable has a dimension of records. */
static enum status read_block(struct loaded_batch *batch, size_t index, bool time,
                              const struct batch_block *wanted, void *cells, struct error *error)
{
    struct netcdf_block block = {.begin = {wanted->arm, wanted->first_replicate}};
    enum column_type type;
    batch->nc->error = error;
    hid_t variable = open_variable(batch, index, &type, &block.rank, block.count);
    block.count[0] = 1;
    block.count[1] = wanted->replicates;
    if (time) {
        size_t along = batch->experiment.design.points > 0 ? 3 : 2;
        block.begin[along] = wanted->first_record;
        block.count[along] = wanted->records;
    }
    netcdf_read_block(batch->nc, variable, type, &block, cells);
    return batch->nc->status;
}

enum status batch_read_series(struct loaded_batch *batch, size_t slice, const struct batch_block *block,
                              void *cells, struct error *error)
{
    const struct outputs *outputs = &batch->shape.frame.sim.outputs;
    bool time = outputs->declared[batch->shape.ids[slice]].axis != OUTPUT_FINAL;
    return read_block(batch, slice, time, block, cells, error);
}

enum status batch_read_measure(struct loaded_batch *batch, size_t measure, const struct batch_block *block,
                               double *values, struct error *error)
{
    return read_block(batch, batch->shape.count - 1 + measure, false, block, values, error);
}
