#include "sim/outputs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/memory.h"
#include "sim/name_hint.h"

/* Slabs begin on cache lines, so that threads that count never share one. */
enum { LINE_CELLS = 8 };

/* Cells of one output: few enough for the records and threads that multiply them. */
#define MOST_CELLS (SIZE_MAX / 4096)

static size_t padded(size_t cells)
{
    return (cells + LINE_CELLS - 1) / LINE_CELLS * LINE_CELLS;
}

enum status outputs_init(struct outputs *outputs, const struct output *declared, size_t count, int threads,
                         struct error *error)
{
    *outputs = (struct outputs){.count = count, .threads = threads};
    outputs->keep[OUTPUT_MONTHLY] = true;
    outputs->keep[OUTPUT_FINAL] = true;
    outputs->declared = memory_alloc(count, sizeof *outputs->declared);
    outputs->cells = memory_alloc(count, sizeof *outputs->cells);
    outputs->tally = memory_alloc(count * (size_t)threads, sizeof *outputs->tally);
    outputs->reals = memory_alloc(count, sizeof *outputs->reals);
    outputs->records = memory_alloc(count, sizeof *outputs->records);
    if (outputs->declared == NULL || outputs->cells == NULL || outputs->tally == NULL ||
        outputs->reals == NULL || outputs->records == NULL) {
        outputs_clear(outputs);
        return error_memory(error, "outputs");
    }
    for (size_t id = 0; id < count; id++) {
        outputs->declared[id] = declared[id];
    }
    return STATUS_OK;
}

static void dimension_clear(struct dimension *dimension)
{
    if (dimension->labels != NULL) {
        for (size_t i = 0; i < dimension->size; i++) {
            memory_free(dimension->labels[i]);
        }
        memory_free(dimension->labels);
    }
    dimension->labels = NULL;
}

void outputs_clear(struct outputs *outputs)
{
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        dimension_clear(&outputs->dimensions[i]);
    }
    memory_free(outputs->dimensions);
    for (size_t id = 0; outputs->records != NULL && id < outputs->count; id++) {
        memory_free(outputs->records[id]);
    }
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        memory_free(outputs->periods[axis]);
    }
    memory_free(outputs->records);
    memory_free(outputs->declared);
    memory_free(outputs->cells);
    memory_free(outputs->tally);
    memory_free(outputs->reals);
    memory_free(outputs->tally_memory);
    memory_free(outputs->real_memory);
    *outputs = (struct outputs){0};
}

static const struct dimension *find_dimension(const struct outputs *outputs, const char *name, size_t length)
{
    size_t count = outputs->dimension_count;
    size_t i = name_find(name, length, outputs->dimensions, count, sizeof outputs->dimensions[0]);
    return i < count ? &outputs->dimensions[i] : NULL;
}

const struct dimension *outputs_dimension_find(const struct outputs *outputs, const char *name)
{
    return find_dimension(outputs, name, strlen(name));
}

const struct dimension *outputs_codes(const struct outputs *outputs, const char *unit)
{
    static const char before[] = "code:";
    size_t length = strncmp(unit, before, strlen(before)) == 0 ? strcspn(unit + strlen(before), "?") : 0;
    for (size_t i = 0; length > 0 && i < outputs->dimension_count; i++) {
        const char *name = outputs->dimensions[i].name;
        if (strlen(name) == length && strncmp(name, unit + strlen(before), length) == 0) {
            return &outputs->dimensions[i];
        }
    }
    return NULL;
}

static char *copy_label(const char *label, size_t index)
{
    char number[24];
    if (label == NULL) {
        snprintf(number, sizeof number, "%zu", index);
        label = number;
    }
    size_t bytes = strlen(label) + 1;
    char *copy = memory_alloc(bytes, 1);
    if (copy != NULL) {
        memcpy(copy, label, bytes);
    }
    return copy;
}

enum status outputs_dimension(struct outputs *outputs, const char *name, const char *text, size_t size,
                              const char *const *labels, struct error *error)
{
    if (size == 0) {
        return error_set(error, STATUS_INPUT, "dimension \"%s\" of the outputs is empty, at least 1 expected",
                         name);
    }
    if (outputs_dimension_find(outputs, name) != NULL) {
        return error_set(error, STATUS_FAILED, "dimension \"%s\" of the outputs is declared twice", name);
    }
    struct dimension *grown = memory_grow(outputs->dimensions, outputs->dimension_count,
                                          outputs->dimension_count + 1, sizeof *grown);
    if (grown == NULL) {
        return error_memory(error, "dimensions of outputs");
    }
    outputs->dimensions = grown;

    struct dimension dimension = {.name = name, .text = text, .size = size};
    dimension.labels = memory_alloc(size, sizeof *dimension.labels);
    for (size_t i = 0; dimension.labels != NULL && i < size; i++) {
        dimension.labels[i] = copy_label(labels != NULL ? labels[i] : NULL, i);
        if (dimension.labels[i] == NULL) {
            dimension_clear(&dimension);
        }
    }
    if (dimension.labels == NULL) {
        return error_memory(error, "labels of outputs");
    }
    outputs->dimensions[outputs->dimension_count++] = dimension;
    return STATUS_OK;
}

/* Steps through "status, age_group": the next name begins at *name and has *length bytes. */
static bool next_name(const char **cursor, const char **name, size_t *length)
{
    if (**cursor == '\0') {
        return false;
    }
    *name = *cursor + strspn(*cursor, " ");
    *length = strcspn(*name, " ,");
    *cursor = *name + *length;
    *cursor += strspn(*cursor, " ,");
    return true;
}

size_t outputs_dimensions_of(const struct outputs *outputs, size_t id,
                             const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS])
{
    const char *cursor = outputs->declared[id].dims;
    const char *name;
    size_t length;
    size_t count = 0;
    while (count < OUTPUT_MAX_DIMENSIONS && next_name(&cursor, &name, &length)) {
        dimensions[count++] = find_dimension(outputs, name, length);
    }
    return count;
}

/* Finds the dimensions of one output and counts its cells. */
static enum status resolve(struct outputs *outputs, size_t id, struct error *error)
{
    const struct output *output = &outputs->declared[id];
    const struct dimension *seen[OUTPUT_MAX_DIMENSIONS];
    const char *cursor = output->dims;
    const char *name;
    size_t length;
    size_t count = 0;
    size_t cells = 1;
    while (next_name(&cursor, &name, &length)) {
        const struct dimension *dimension = find_dimension(outputs, name, length);
        if (dimension == NULL) {
            return error_set(error, STATUS_FAILED, "output \"%s\" has an unknown dimension \"%.*s\"",
                             output->name, (int)length, name);
        }
        if (count == OUTPUT_MAX_DIMENSIONS) {
            return error_set(error, STATUS_FAILED, "output \"%s\" has more than %d dimensions", output->name,
                             OUTPUT_MAX_DIMENSIONS);
        }
        for (size_t i = 0; i < count; i++) {
            if (seen[i] == dimension) {
                return error_set(
                    error, STATUS_FAILED,
                    "output \"%s\" has the dimension \"%s\" twice; declare two of different names",
                    output->name, dimension->name);
            }
        }
        seen[count++] = dimension;
        if (cells > MOST_CELLS / dimension->size) {
            return error_set(error, STATUS_INPUT, "output \"%s\" has too many cells", output->name);
        }
        cells *= dimension->size;
    }
    outputs->cells[id] = cells;
    return STATUS_OK;
}

/* Results hold outputs, coordinates and a few fixed names side by side. */
static enum status check_name(const struct outputs *outputs, size_t id, struct error *error)
{
    static const char *const taken[] = {"time",
                                        "time_bnds",
                                        "bnds",
                                        "day",
                                        "arm",
                                        "replicate",
                                        "point",
                                        "row",
                                        "parameter",
                                        "parameters",
                                        "panel",
                                        "scenario",
                                        "scenario_bytes",
                                        "scenarios",
                                        "experiment",
                                        "experiment_bytes",
                                        "design",
                                        "design_bytes",
                                        "member",
                                        "measure"};
    const struct output *output = &outputs->declared[id];
    bool clash = outputs_dimension_find(outputs, output->name) != NULL ||
                 name_find(output->name, strlen(output->name), outputs->declared, id, sizeof *output) < id;
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        clash = clash || strcmp(taken[i], output->name) == 0;
        if (outputs_dimension_find(outputs, taken[i]) != NULL) {
            return error_set(error, STATUS_FAILED, "the name of the dimension \"%s\" is taken", taken[i]);
        }
    }
    if (clash) {
        return error_set(error, STATUS_FAILED, "the name of the output \"%s\" is taken", output->name);
    }
    if (output->type != COLUMN_I64 && output->type != COLUMN_F64) {
        return error_set(error, STATUS_FAILED, "output \"%s\" is neither I64 nor F64", output->name);
    }
    return STATUS_OK;
}

enum status outputs_open(struct outputs *outputs, struct error *error)
{
    size_t tally_cells = 0; /* of one thread */
    size_t real_cells = 0;
    for (size_t id = 0; id < outputs->count; id++) {
        PASS(check_name(outputs, id, error));
        PASS(resolve(outputs, id, error));
        *(outputs->declared[id].type == COLUMN_I64 ? &tally_cells : &real_cells) +=
            padded(outputs->cells[id]);
    }
    outputs->tally_memory = memory_alloc(tally_cells * (size_t)outputs->threads, sizeof(int64_t));
    outputs->real_memory = memory_alloc(real_cells, sizeof(double));
    if (outputs->tally_memory == NULL || outputs->real_memory == NULL) {
        return error_memory(error, "outputs");
    }
    int64_t *tally = outputs->tally_memory;
    double *reals = outputs->real_memory;
    for (size_t id = 0; id < outputs->count; id++) {
        size_t size = padded(outputs->cells[id]);
        if (outputs->declared[id].type == COLUMN_F64) {
            outputs->reals[id] = reals;
            reals += size;
            continue;
        }
        for (size_t thread = 0; thread < (size_t)outputs->threads; thread++) {
            outputs->tally[id * (size_t)outputs->threads + thread] = tally + thread * tally_cells;
        }
        tally += size;
    }
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        outputs_discard(outputs, (enum output_axis)axis);
    }
    return STATUS_OK;
}

void outputs_gather(struct outputs *outputs, enum output_axis axis)
{
    for (size_t id = 0; id < outputs->count; id++) {
        if (outputs->declared[id].axis != axis || outputs->declared[id].type != COLUMN_I64) {
            continue;
        }
        int64_t *total = outputs_tally(outputs, id, 0);
        for (int thread = 1; thread < outputs->threads; thread++) {
            int64_t *slab = outputs_tally(outputs, id, thread);
            for (size_t i = 0; i < outputs->cells[id]; i++) {
                total[i] += slab[i];
                slab[i] = 0;
            }
        }
    }
}

void outputs_discard(struct outputs *outputs, enum output_axis axis)
{
    for (size_t id = 0; id < outputs->count; id++) {
        if (outputs->declared[id].axis != axis) {
            continue;
        }
        if (outputs->declared[id].type == COLUMN_F64) {
            for (size_t i = 0; i < outputs->cells[id]; i++) {
                outputs->reals[id][i] = NAN;
            }
            continue;
        }
        for (int thread = 0; thread < outputs->threads; thread++) {
            memset(outputs_tally(outputs, id, thread), 0, outputs->cells[id] * sizeof(int64_t));
        }
    }
}

enum status outputs_reserve(struct outputs *outputs, enum output_axis axis, size_t periods,
                            struct error *error)
{
    size_t count = outputs->period_count[axis];
    if (periods <= outputs->period_capacity[axis]) {
        return STATUS_OK;
    }
    for (size_t id = 0; id < outputs->count; id++) {
        if (outputs->declared[id].axis != axis) {
            continue;
        }
        size_t record_size = outputs->cells[id] * sizeof(int64_t);
        void *grown = memory_grow(outputs->records[id], count, periods, record_size);
        if (grown == NULL) {
            return error_memory(error, "records of outputs");
        }
        outputs->records[id] = grown;
    }
    struct output_record *grown =
        memory_grow(outputs->periods[axis], count, periods, sizeof *outputs->periods[axis]);
    if (grown == NULL) {
        return error_memory(error, "records of outputs");
    }
    outputs->periods[axis] = grown;
    outputs->period_capacity[axis] = periods;
    return STATUS_OK;
}

enum status outputs_commit(struct outputs *outputs, enum output_axis axis, int32_t first_day,
                           int32_t last_day, struct error *error)
{
    if (outputs->keep[axis]) {
        size_t record = outputs->period_count[axis];
        if (record == outputs->period_capacity[axis]) {
            size_t more = axis == OUTPUT_FINAL ? 1 : record / 2 + 16;
            PASS(outputs_reserve(outputs, axis, record + more, error));
        }
        outputs_gather(outputs, axis);
        for (size_t id = 0; id < outputs->count; id++) {
            if (outputs->declared[id].axis == axis) {
                const void *slab = outputs->declared[id].type == COLUMN_F64
                                       ? (const void *)outputs_reals(outputs, id)
                                       : (const void *)outputs_tally(outputs, id, 0);
                size_t size = outputs->cells[id] * sizeof(int64_t);
                memcpy((char *)outputs->records[id] + record * size, slab, size);
            }
        }
        outputs->periods[axis][record] = (struct output_record){first_day, last_day};
        outputs->period_count[axis] = record + 1;
    }
    outputs_discard(outputs, axis);
    return STATUS_OK;
}

const void *outputs_record(const struct outputs *outputs, size_t id, size_t record)
{
    return (const char *)outputs->records[id] + record * outputs->cells[id] * sizeof(int64_t);
}
