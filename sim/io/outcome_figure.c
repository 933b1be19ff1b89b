#include "sim/io/outcome_figure.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/batch_parts.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/text.h"

enum { CELL = 8 };

/* What the functions that find share. */
struct finding {
    const struct known_outcome *row;
    const struct place *place;
    const struct experiment *experiment;
    const struct member_shape *shape;
    const struct outputs *outputs;
    struct error *error;
};

/* Part of a text. */
struct piece {
    const char *text;
    size_t length;
};

static struct piece trimmed(const char *text, size_t length)
{
    while (length > 0 && text[0] == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    return (struct piece){text, length};
}

/* What stands before `end`, which `rest` begins after; all of it where there is none. False: nothing is left.
 */
static bool take(struct piece *rest, char end, struct piece *piece)
{
    if (rest->text == NULL) {
        return false;
    }
    const char *found = memchr(rest->text, end, rest->length);
    size_t length = found != NULL ? (size_t)(found - rest->text) : rest->length;
    *piece = trimmed(rest->text, length);
    *rest = found != NULL ? (struct piece){found + 1, rest->length - length - 1} : (struct piece){0};
    return true;
}

static bool is(const struct piece *piece, const char *name)
{
    return strlen(name) == piece->length && strncmp(name, piece->text, piece->length) == 0;
}

/* Faults of a row begin with its name. */
__attribute__((format(printf, 2, 3))) static enum status refuse(const struct finding *finding,
                                                                const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return error_set_at(finding->error, STATUS_INPUT, finding->place, "%s: %s",
                        finding->row->text[OUTCOME_ID], text);
}

/* ---- measures and series ---- */

static enum status unknown_name(const struct finding *finding, const struct piece *name)
{
    const struct model *model = finding->experiment->model;
    char quoted[TEXT_QUOTE_MAX];
    struct name_hint hint;
    name_hint_init(&hint, name->text, name->length);
    for (size_t i = 0; i < finding->outputs->count; i++) {
        if (is(name, finding->outputs->declared[i].name)) {
            return refuse(finding, "the experiment does not keep the series %s; expected it in keep.series",
                          text_quote(name->text, name->length, quoted));
        }
        name_hint_offer(&hint, finding->outputs->declared[i].name);
    }
    for (size_t i = 0; i < model->measure_count; i++) {
        name_hint_offer(&hint, model->measures[i].name);
    }
    refuse(finding, "the model has no measure and no series %s",
           text_quote(name->text, name->length, quoted));
    name_hint_tell(&hint, "", finding->error);
    return STATUS_INPUT;
}

/* Measures before series, as `compare` has it. */
static enum status find_name(const struct finding *finding, const struct piece *name,
                             struct outcome_term *term)
{
    const struct model *model = finding->experiment->model;
    const struct member_shape *shape = finding->shape;
    term->index =
        name_find(name->text, name->length, model->measures, model->measure_count, sizeof *model->measures);
    term->measure = term->index < model->measure_count;
    if (term->measure) {
        term->unit = model->measures[term->index].unit;
        return STATUS_OK;
    }
    for (size_t slice = 0; slice + 1 < shape->count; slice++) {
        const struct output *output = &finding->outputs->declared[shape->ids[slice]];
        if (is(name, output->name)) {
            term->index = slice;
            term->unit = output->unit;
            term->real = output->type == COLUMN_F64;
            term->cell_count = finding->outputs->cells[shape->ids[slice]];
            return STATUS_OK;
        }
    }
    return unknown_name(finding, name);
}

/* The records that lie in the period. */
static enum status find_records(const struct finding *figure, size_t id, struct outcome_term *term)
{
    struct finding at = *figure; /* faults are those of the period */
    const struct finding *finding = &at;
    const struct known_outcome *row = finding->row;
    at.place = &row->place[OUTCOME_PERIOD];
    const struct output *output = &finding->outputs->declared[id];
    const struct output_record *records = finding->outputs->periods[output->axis];
    size_t count = finding->outputs->period_count[output->axis];
    if (output->axis == OUTPUT_FINAL) {
        term->records = 1;
        return STATUS_OK;
    }
    if (!row->dated) {
        return refuse(finding, "%s is a series; expected a period", output->name);
    }
    for (size_t i = 0; i < count; i++) {
        if (records[i].first_day >= row->first_day && records[i].last_day <= row->last_day) {
            term->first_record = term->records == 0 ? i : term->first_record;
            term->records++;
        }
    }
    return term->records > 0 ? STATUS_OK
                             : refuse(finding, "%s has no record in the period %s", output->name,
                                      row->text[OUTCOME_PERIOD]);
}

/* ---- cells ---- */

static enum status find_dimension(const struct finding *finding, size_t id, const struct piece *name,
                                  const struct dimension **found, size_t *stride)
{
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    size_t count = outputs_dimensions_of(finding->outputs, id, dimensions);
    char quoted[TEXT_QUOTE_MAX];
    struct name_hint hint;
    name_hint_init(&hint, name->text, name->length);
    *stride = 1;
    for (size_t d = count; d-- > 0;) {
        if (is(name, dimensions[d]->name)) {
            *found = dimensions[d];
            return STATUS_OK;
        }
        *stride *= dimensions[d]->size;
        name_hint_offer(&hint, dimensions[d]->name);
    }
    refuse(finding, "%s has no dimension %s", finding->outputs->declared[id].name,
           text_quote(name->text, name->length, quoted));
    name_hint_tell(&hint, "", finding->error);
    return STATUS_INPUT;
}

static enum status find_label(const struct finding *finding, const struct dimension *dimension,
                              const struct piece *label, size_t *index)
{
    char quoted[TEXT_QUOTE_MAX];
    struct name_hint hint;
    name_hint_init(&hint, label->text, label->length);
    for (*index = 0; *index < dimension->size; ++*index) {
        if (is(label, dimension->labels[*index])) {
            return STATUS_OK;
        }
        name_hint_offer(&hint, dimension->labels[*index]);
    }
    refuse(finding, "%s has no label %s", dimension->name, text_quote(label->text, label->length, quoted));
    name_hint_tell(&hint, "", finding->error);
    return STATUS_INPUT;
}

/* "status=cdi|cdd": other cells are left out. */
static enum status choose_labels(const struct finding *finding, size_t id, struct piece *choice,
                                 struct outcome_term *term)
{
    const struct dimension *dimension = NULL;
    struct piece name = {"", 0};
    struct piece label;
    size_t stride;
    size_t index;
    enum status status = STATUS_OK;
    take(choice, '=', &name);
    PASS(find_dimension(finding, id, &name, &dimension, &stride));
    if (choice->text == NULL) {
        return refuse(finding, "%s names no label; expected %s=LABEL", dimension->name, dimension->name);
    }
    bool *chosen = memory_alloc(dimension->size, sizeof *chosen);
    if (chosen == NULL) {
        return error_memory(finding->error, "labels of a figure");
    }
    while (take(choice, '|', &label)) {
        TRY(find_label(finding, dimension, &label, &index));
        chosen[index] = true;
    }
    for (size_t cell = 0; cell < term->cell_count; cell++) {
        term->cells[cell] &= chosen[cell / stride % dimension->size];
    }
out:
    memory_free(chosen);
    return status;
}

static enum status choose_cells(const struct finding *finding, size_t id, struct piece choices,
                                struct outcome_term *term)
{
    struct piece choice;
    size_t count = 0;
    term->cells = memory_alloc(term->cell_count, sizeof *term->cells);
    if (term->cells == NULL) {
        return error_memory(finding->error, "cells of a figure");
    }
    memset(term->cells, 1, term->cell_count * sizeof *term->cells);
    while (take(&choices, ';', &choice)) {
        PASS(choose_labels(finding, id, &choice, term));
    }
    for (size_t cell = 0; cell < term->cell_count; cell++) {
        count += term->cells[cell];
    }
    return !term->real || count == 1
               ? STATUS_OK
               : refuse(finding,
                        "%s are reals, which cannot be added up; expected one label of each dimension",
                        finding->outputs->declared[id].name);
}

/* "NAME" or "NAME[DIMENSION=LABEL|LABEL; ...]". */
static enum status find_term(const struct finding *finding, struct piece text, struct outcome_term *term)
{
    struct piece name = {"", 0};
    struct piece choices = text;
    take(&choices, '[', &name);
    PASS(find_name(finding, &name, term));
    if (choices.text != NULL && (choices.length == 0 || choices.text[choices.length - 1] != ']')) {
        return refuse(finding, "expected NAME[DIMENSION=LABEL|LABEL; ...] that ends with ]");
    }
    choices.length -= choices.text != NULL;
    if (term->measure) {
        return choices.text == NULL ? STATUS_OK
                                    : refuse(finding, "a measure has no dimensions; expected its name alone");
    }
    size_t id = finding->shape->ids[term->index];
    PASS(choose_cells(finding, id, choices, term));
    return find_records(finding, id, term);
}

/* ---- figures ---- */

static bool is_share(const char *unit)
{
    return strcmp(unit, "%") == 0 || strncmp(unit, "percent", strlen("percent")) == 0;
}

/* Points are of shares, which are in percent or parts of one. */
static enum status set_scale(const struct finding *finding, struct outcome_figure *figure)
{
    bool parts = figure->divided || strcmp(figure->top.unit, "1") == 0;
    figure->scale = 1;
    if (finding->row->range.kind != OUTCOME_POINTS || (!figure->divided && is_share(figure->top.unit))) {
        return STATUS_OK;
    }
    figure->scale = 100;
    return parts ? STATUS_OK
                 : refuse(finding, "points are of shares, and the figure is in %s; expected percent",
                          figure->top.unit);
}

enum status outcome_figure_find(struct outcome_figure *figure, const struct known_outcome *row,
                                enum outcome_column column, const struct experiment *experiment,
                                const struct member_shape *shape, struct error *error)
{
    const struct finding finding = {
        row, &row->place[column], experiment, shape, &shape->frame.sim.outputs, error,
    };
    const char *text = row->text[column];
    const char *slash = strstr(text, " / ");
    *figure = (struct outcome_figure){.divided = slash != NULL};
    size_t length = slash != NULL ? (size_t)(slash - text) : strlen(text);
    PASS(find_term(&finding, trimmed(text, length), &figure->top));
    if (slash != NULL) {
        PASS(find_term(&finding, trimmed(slash + 3, strlen(slash + 3)), &figure->bottom));
    }
    return set_scale(&finding, figure);
}

void outcome_figure_clear(struct outcome_figure *figure)
{
    memory_free(figure->top.cells);
    memory_free(figure->bottom.cells);
    *figure = (struct outcome_figure){0};
}

/* ---- values ---- */

/* Counts are added as reals, which is exact up to 2^53. */
static double mean_of_records(const struct outcome_term *term, const char *cells)
{
    double sum = 0;
    for (size_t i = 0; i < term->records * term->cell_count; i++) {
        int64_t count;
        double real;
        memcpy(&count, cells + i * CELL, CELL);
        memcpy(&real, cells + i * CELL, CELL);
        sum += !term->cells[i % term->cell_count] ? 0 : term->real ? real : (double)count;
    }
    return sum / (double)term->records;
}

static enum status read_term(const struct outcome_term *term, struct loaded_batch *batch,
                             struct batch_block block, double *value, struct error *error)
{
    if (term->measure) {
        return batch_read_measure(batch, term->index, &block, value, error);
    }
    void *cells = memory_alloc(term->records * term->cell_count, CELL);
    if (cells == NULL) {
        return error_memory(error, "records of a figure");
    }
    block.first_record = term->first_record;
    block.records = term->records;
    enum status status = batch_read_series(batch, term->index, &block, cells, error);
    *value = status == STATUS_OK ? mean_of_records(term, cells) : NAN;
    memory_free(cells);
    return status;
}

enum status outcome_figure_read(const struct outcome_figure *figure, struct loaded_batch *batch, size_t arm,
                                double *values, struct error *error)
{
    const struct experiment *experiment = &batch->experiment;
    for (size_t r = 0; r < experiment->replicate_count; r++) {
        const struct batch_block block = {.arm = arm, .first_replicate = r, .replicates = 1};
        size_t member = batch_member(experiment, arm, r, 0);
        double bottom = 1;
        values[r] = NAN;
        if (batch->table.status[member] != MEMBER_DONE) {
            continue;
        }
        PASS(read_term(&figure->top, batch, block, &values[r], error));
        if (figure->divided) {
            PASS(read_term(&figure->bottom, batch, block, &bottom, error));
        }
        values[r] *= figure->scale / bottom;
    }
    return STATUS_OK;
}
