/* The panels of members: a group each, with the layout that a run's result has. Pieces are taken over as they
 * are packed, from the journal, or from other results. */
#include <inttypes.h>
#include <stdio.h>

#include "sim/io/batch_parts.h"
#include "sim/memory.h"

void batch_panel_path(const struct experiment *experiment, size_t member, char path[BATCH_PANEL_PATH_MAX])
{
    const struct member at = experiment_member(experiment, member);
    const char *arm = experiment->arms[at.arm].name;
    if (experiment->design.points > 0) {
        snprintf(path, BATCH_PANEL_PATH_MAX, BATCH_PANELS "/%s/%zu/%zu", arm, at.replicate, at.point);
    } else {
        snprintf(path, BATCH_PANEL_PATH_MAX, BATCH_PANELS "/%s/%zu", arm, at.replicate);
    }
}

/* ---- writing ---- */

/* A member whose panels are written. */
struct writing {
    const struct batch_content *content;
    size_t member;
    struct panel_index index;
    struct text_buffer packed;
};

static void write_piece(struct netcdf *nc, struct writing *writing, const struct panel_piece *piece,
                        hid_t variable)
{
    const struct batch_source *source = &writing->content->source;
    uint64_t first = (uint64_t)piece->chunk * netcdf_chunk_rows(writing->index.rows[piece->panel]);
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc, source->piece(source->context, writing->member, &writing->index, piece,
                                      &writing->packed, nc->error));
    }
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc, panel_piece_check(&writing->index, piece, writing->packed.text,
                                          writing->packed.length, nc->error));
    }
    netcdf_write_chunk(nc, variable, first, writing->packed.text, writing->packed.length);
}

static void write_panel(struct netcdf *nc, hid_t parent, struct writing *writing, size_t index)
{
    const struct panel_spec *spec = &writing->index.model->panels[index];
    const struct outputs *outputs = &writing->content->shape->frame.sim.outputs;
    struct result_panel panel;
    result_panel_begin(nc, parent, spec, outputs, writing->index.rows[index], &panel);
    size_t chunks = panel_chunks(writing->index.rows[index]);
    for (size_t chunk = 0; chunk < chunks && panel.variables != NULL && nc->status == STATUS_OK; chunk++) {
        for (size_t column = 0; column < spec->column_count; column++) {
            const struct panel_piece piece = {index, chunk, column};
            write_piece(nc, writing, &piece, panel.variables[column]);
        }
    }
    result_panel_end(nc, &panel);
}

static void write_member(struct netcdf *nc, hid_t parent, const char *name,
                         const struct batch_content *content, size_t member)
{
    struct writing writing = {.content = content, .member = member};
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc, content->source.panels(content->source.context, member, &writing.index, nc->error));
    }
    if (writing.index.model != NULL && nc->status == STATUS_OK) {
        hid_t group = netcdf_group(nc, parent, name);
        netcdf_put_int(nc, group, "member", (int64_t)member + 1);
        for (size_t i = 0; i < writing.index.model->panel_count; i++) {
            if (panel_is_written(&writing.index.model->panels[i], writing.index.rows[i])) {
                write_panel(nc, group, &writing, i);
            }
        }
        netcdf_drop(nc, group);
    }
    panel_index_clear(&writing.index);
    text_buffer_clear(&writing.packed);
}

/* The points of a replicate, or the one member that it is. */
static void write_replicate(struct netcdf *nc, hid_t parent, const struct batch_content *content, size_t arm,
                            size_t replicate)
{
    const struct experiment *experiment = content->experiment;
    size_t points = experiment->design.points;
    char name[24];
    snprintf(name, sizeof name, "%zu", replicate);
    hid_t group = points > 0 ? netcdf_group(nc, parent, name) : parent;
    for (size_t point = 0; point < experiment_points(experiment); point++) {
        size_t member = batch_member(experiment, arm, replicate, point);
        if (points > 0) {
            snprintf(name, sizeof name, "%zu", point);
        }
        if (content->table->status[member] == MEMBER_DONE) {
            write_member(nc, group, name, content, member);
        }
    }
    if (points > 0) {
        netcdf_drop(nc, group);
    }
}

void batch_write_panels(struct netcdf *nc, const struct batch_content *content)
{
    const struct experiment *experiment = content->experiment;
    if (experiment->keep.panels == 0) {
        return;
    }
    hid_t panels = netcdf_group(nc, nc->file, BATCH_PANELS);
    for (size_t arm = 0; arm < experiment->arm_count && nc->status == STATUS_OK; arm++) {
        hid_t group = netcdf_group(nc, panels, experiment->arms[arm].name);
        for (size_t replicate = 0; replicate < experiment->keep.panels && nc->status == STATUS_OK;
             replicate++) {
            write_replicate(nc, group, content, arm, replicate);
        }
        netcdf_drop(nc, group);
    }
    netcdf_drop(nc, panels);
}

/* ---- reading ---- */

static hid_t open_panel(struct loaded_batch *batch, size_t member, size_t panel)
{
    char path[BATCH_PANEL_PATH_MAX];
    batch_panel_path(&batch->experiment, member, path);
    hid_t group = netcdf_find(batch->nc, batch->nc->file, path);
    hid_t found = netcdf_find(batch->nc, group, batch->experiment.model->panels[panel].name);
    netcdf_drop(batch->nc, group);
    return found;
}

/* A panel that nobody asked for is not there. */
static bool has_panel(struct loaded_batch *batch, size_t member, size_t panel)
{
    const struct panel_spec *spec = &batch->experiment.model->panels[panel];
    char path[BATCH_PANEL_PATH_MAX];
    if (!spec->when_asked) {
        return true;
    }
    batch_panel_path(&batch->experiment, member, path);
    hid_t group = netcdf_find(batch->nc, batch->nc->file, path);
    bool there = batch->nc->status == STATUS_OK && netcdf_has(batch->nc, group, spec->name);
    netcdf_drop(batch->nc, group);
    return there;
}

static uint64_t count_rows(struct loaded_batch *batch, size_t member, size_t panel)
{
    const struct column *column = &batch->experiment.model->panels[panel].columns[0];
    char name[COLUMN_NAME_MAX];
    if (!has_panel(batch, member, panel)) {
        return 0;
    }
    panel_column_name(column, name);
    hid_t group = open_panel(batch, member, panel);
    uint64_t rows = netcdf_size(batch->nc, group, name, column->type);
    netcdf_drop(batch->nc, group);
    return rows;
}

enum status batch_panels(const void *context, size_t member, struct panel_index *index, struct error *error)
{
    struct loaded_batch *batch = (struct loaded_batch *)(uintptr_t)context;
    const struct model *model = batch->experiment.model;
    *index = (struct panel_index){0};
    batch->nc->error = error;
    if (experiment_member(&batch->experiment, member).replicate >= batch->experiment.keep.panels) {
        return STATUS_OK;
    }
    uint64_t *rows = netcdf_memory(batch->nc, model->panel_count, sizeof *rows, "panels of a member");
    for (size_t i = 0; rows != NULL && i < model->panel_count; i++) {
        rows[i] = count_rows(batch, member, i);
    }
    if (batch->nc->status == STATUS_OK) {
        netcdf_fail(batch->nc, panel_index_init(index, model, rows, error));
    }
    memory_free(rows);
    return batch->nc->status;
}

enum status batch_piece(const void *context, size_t member, const struct panel_index *index,
                        const struct panel_piece *piece, struct text_buffer *packed, struct error *error)
{
    struct loaded_batch *batch = (struct loaded_batch *)(uintptr_t)context;
    const struct column *column = &index->model->panels[piece->panel].columns[piece->column];
    uint64_t rows = index->rows[piece->panel];
    char name[COLUMN_NAME_MAX];
    batch->nc->error = error;
    panel_column_name(column, name);
    hid_t group = open_panel(batch, member, piece->panel);
    hid_t variable = netcdf_find_shaped(batch->nc, group, name, column->type, (const hsize_t[]){rows}, 1);
    netcdf_read_chunk(batch->nc, variable, rows, (uint64_t)piece->chunk * netcdf_chunk_rows(rows), packed);
    netcdf_drop(batch->nc, variable);
    netcdf_drop(batch->nc, group);
    return batch->nc->status;
}
