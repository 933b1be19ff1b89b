#include <inttypes.h>
#include <stdio.h>

#include "sim/io/batch_parts.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"

/* "a b c": names have no blanks. */
static void put_arms(struct netcdf *nc, const struct experiment *experiment)
{
    struct text_buffer text = {0};
    for (size_t i = 0; i < experiment->arm_count; i++) {
        text_buffer_format(&text, "%s%s", i == 0 ? "" : " ", experiment->arms[i].name);
    }
    netcdf_fail(nc, text_buffer_status(&text, nc->error));
    netcdf_put_text(nc, nc->file, "arms", text.text);
    text_buffer_clear(&text);
}

static void write_origin(struct netcdf *nc, const struct batch_content *content, const char *command_line)
{
    const struct experiment *experiment = content->experiment;
    char identity[17];
    result_write_origin(nc, &content->shape->frame, experiment->title, command_line);
    result_write_days(nc, &content->shape->frame);
    netcdf_put_text(nc, nc->file, "story", experiment->story);
    put_arms(nc, experiment);
    snprintf(identity, sizeof identity, "%016" PRIx64, content->identity);
    netcdf_put_text(nc, nc->file, "experiment_identity", identity);
    netcdf_put_int(nc, nc->file, "members", (int64_t)content->table->count);
    netcdf_put_int(nc, nc->file, "members_done", (int64_t)member_table_count(content->table, MEMBER_DONE));
    netcdf_put_int(nc, nc->file, "members_failed",
                   (int64_t)member_table_count(content->table, MEMBER_FAILED));
    netcdf_put_int(nc, nc->file, "panels_of_replicates", (int64_t)experiment->keep.panels);
}

static void write_body(struct netcdf *nc, const struct batch_content *content, const char *const *arms)
{
    const struct experiment *experiment = content->experiment;
    const struct outputs *outputs = &content->shape->frame.sim.outputs;
    const struct result_members members = {
        .arms = arms,
        .arm_count = experiment->arm_count,
        .replicate_count = experiment->replicate_count,
        .point_count = experiment->design.points,
    };
    struct result_scales scales;
    result_scales_write(nc, outputs, &members, &scales);
    batch_write_sweep(nc, experiment, &scales.point);
    batch_write_measures(nc, content, &members);
    batch_write_series(nc, content, &scales);
    result_scales_close(nc, outputs, &scales);
    batch_write_members(nc, content);
    batch_write_panels(nc, content);
    batch_write_scenarios(nc, experiment);
}

static enum status write_all(const char *temporary, const struct result_options *options,
                             const struct batch_content *content, struct error *error)
{
    struct netcdf nc;
    const struct experiment *experiment = content->experiment;
    netcdf_create(&nc, temporary, options->path, error);
    const char **arms = netcdf_memory(&nc, experiment->arm_count, sizeof *arms, "arms of the result");
    for (size_t i = 0; arms != NULL && i < experiment->arm_count; i++) {
        arms[i] = experiment->arms[i].name;
    }
    if (nc.status == STATUS_OK) {
        write_origin(&nc, content, options->command_line);
        write_body(&nc, content, arms);
    }
    memory_free(arms);
    return netcdf_close(&nc);
}

enum status batch_write(const struct result_options *options, const struct batch_content *content,
                        struct error *error)
{
    enum status status = STATUS_OK;
    struct whole_file file = {0};
    TRY(result_check_path(options->path, true, error));
    TRY(whole_file_begin(&file, options->path, error));
    TRY(write_all(file.temporary, options, content, error));
    TRY(whole_file_commit(&file, options->overwrite, error));
out:
    whole_file_clear(&file);
    return status;
}
