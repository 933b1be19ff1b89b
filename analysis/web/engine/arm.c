/* Runs of a page. */
#include <stdio.h>
#include <string.h>

#include "analysis/web/engine/page.h"
#include "sim/list.h"
#include "sim/memory.h"

static bool is_kept(const struct arm *arm, const struct panel_spec *spec, const unsigned char *row)
{
    uint32_t actor;
    memcpy(&actor, row + spec->columns[0].offset, sizeof actor);
    return arm->actors == 0 || actor % arm->actors % arm->stride == 0;
}

static enum status keep_row(struct page_rows *kept, const unsigned char *row, size_t size,
                            struct error *error)
{
    unsigned char *bytes = list_room(kept->bytes, kept->count, size);
    if (bytes == NULL) {
        return error_memory(error, "panel");
    }
    kept->bytes = bytes;
    memcpy(kept->bytes + kept->count * size, row, size);
    kept->count++;
    return STATUS_OK;
}

/* Panel rows stay in memory. */
static enum status keep_rows(void *context, size_t panel, const void *rows, size_t count, struct error *error)
{
    struct arm *arm = context;
    const struct panel_spec *spec = &arm->scenario.model->panels[panel];
    const unsigned char *row = rows;
    for (size_t i = 0; i < count; i++, row += spec->row_size) {
        if (is_kept(arm, spec, row)) {
            PASS(keep_row(&arm->rows[panel], row, spec->row_size, error));
        }
    }
    return STATUS_OK;
}

void page_keep(struct arm *arm, size_t actors, size_t stride)
{
    arm->actors = (uint32_t)actors;
    arm->stride = (uint32_t)stride;
}

void page_arm_free(struct arm *arm)
{
    if (arm == NULL) {
        return;
    }
    if (arm->run.model != NULL) {
        run_clear(&arm->run);
    }
    for (size_t i = 0; arm->rows != NULL && i < arm->scenario.model->panel_count; i++) {
        memory_free(arm->rows[i].bytes);
    }
    memory_free(arm->rows);
    scenario_clear(&arm->scenario);
    memory_free(arm);
}

static enum status prepare(struct arm *arm, const struct scenario *scenario, struct error *error)
{
    PASS(scenario_copy(&arm->scenario, scenario, error));
    arm->rows = memory_alloc(scenario->model->panel_count, sizeof *arm->rows);
    return arm->rows == NULL ? error_memory(error, "panels") : STATUS_OK;
}

/* A run that begins, or goes on from where `from` is. */
static struct arm *make(struct page *page, struct arm *from, const struct scenario *scenario)
{
    struct error *error = &page->error;
    error_clear(error);
    struct arm *arm = memory_alloc(1, sizeof *arm);
    if (arm == NULL) {
        error_memory(error, "run");
        return NULL;
    }
    enum status status = prepare(arm, scenario, error);
    if (status == STATUS_OK) {
        struct panel_sink sink = {arm, keep_rows};
        status = from == NULL ? run_init(&arm->run, &arm->scenario, 1, sink, false, error)
                              : run_fork(&arm->run, &from->run, &arm->scenario, 1, sink, error);
    }
    if (status != STATUS_OK) {
        page_arm_free(arm);
        return NULL;
    }
    return arm;
}

struct arm *page_begin(struct page *page, const struct scenario *scenario)
{
    return make(page, NULL, scenario);
}

struct arm *page_fork(struct page *page, struct arm *from, const struct scenario *scenario)
{
    return make(page, from, scenario);
}

int page_advance(struct page *page, struct arm *arm, int32_t day)
{
    error_clear(&page->error);
    while (arm->run.day < day && arm->run.day < arm->run.sim.end_day) {
        PASS(run_step(&arm->run, &page->error));
    }
    return STATUS_OK;
}

int page_finish(struct page *page, struct arm *arm)
{
    error_clear(&page->error);
    return run_finish(&arm->run, &page->error);
}

int32_t page_day(const struct arm *arm)
{
    return arm->run.day;
}

int page_audit(struct page *page, const struct arm *arm)
{
    error_clear(&page->error);
    return run_audit(&arm->run, &page->error);
}

const char *page_digest(struct page *page, struct arm *arm)
{
    char digits[17];
    snprintf(digits, sizeof digits, "%016llx", (unsigned long long)run_digest(&arm->run));
    json_restart(&page->json);
    json_text(&page->json, digits);
    return page->json.failed ? NULL : page->json.text;
}

const void *page_records(const struct arm *arm, size_t output)
{
    return arm->run.sim.outputs.records[output];
}

size_t page_record_count(const struct arm *arm, int axis)
{
    return arm->run.sim.outputs.period_count[axis];
}

const struct output_record *page_periods(const struct arm *arm, int axis)
{
    return arm->run.sim.outputs.periods[axis];
}

static struct table *find_table(struct arm *arm, const char *name)
{
    struct table *table;
    for (size_t i = 0; (table = arm->run.model->table(arm->run.world, i)) != NULL; i++) {
        if (strcmp(table->name, name) == 0) {
            return table;
        }
    }
    return NULL;
}

size_t page_table_rows(struct arm *arm, const char *name)
{
    const struct table *table = find_table(arm, name);
    return table == NULL ? 0 : table->rows;
}

static const struct column *find_column(const struct column *columns, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(columns[i].name, name) == 0) {
            return &columns[i];
        }
    }
    return NULL;
}

const void *page_column(struct arm *arm, const char *name, const char *column)
{
    const struct table *table = find_table(arm, name);
    for (size_t i = 0; table != NULL && i < table->column_count; i++) {
        const struct column *field =
            find_column(table->columns[i].fields, table->columns[i].field_count, column);
        if (field != NULL) {
            return (const char *)table_data(table, i) + field->offset;
        }
        if (strcmp(table->columns[i].name, column) == 0) {
            return table_data(table, i);
        }
    }
    return NULL;
}

const void *page_panel(struct page *page, struct arm *arm, size_t panel)
{
    error_clear(&page->error);
    enum status status = panel_flush(&arm->run.sim.panels[panel], &page->error);
    return status == STATUS_OK ? arm->rows[panel].bytes : NULL;
}

size_t page_panel_count(const struct arm *arm, size_t panel)
{
    return arm->rows[panel].count;
}
