/* The engine as a web page sees it: scenarios that are given value by value, runs that are stepped and
 * forked, and their state, series and panels as memory that can be read in place.
 *
 * Compiled to WebAssembly by build.sh; JavaScript calls the functions by name (analysis/web/src/engine.ts). A
 * function that can fail returns NULL or a status other than 0, and `page_error` says what was wrong. Texts
 * that are returned hold until the next call. */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include <stddef.h>
#include <stdint.h>

#include "analysis/web/engine/json.h"
#include "sim/run.h"

/* One page: its last error and the text it was given last. */
struct page {
    struct error error;
    struct text_buffer json;
};

/* Rows of one panel, as they were written. */
struct page_rows {
    unsigned char *bytes;
    size_t count;
};

/* One run with a scenario of its own. Rows of panels are kept of every `stride`-th of `actors`: of those
 * whose number, which is in the first column, is a multiple of it modulo `actors`. */
struct arm {
    struct scenario scenario;
    struct run run;
    struct page_rows *rows; /* [panels of the model] */
    uint32_t actors;        /* 0: all rows are kept */
    uint32_t stride;
};

struct page *page_open(void);
void page_close(struct page *page);

/* What went wrong last, with the hint if there is one. */
const char *page_error(struct page *page);

/* A scenario of `model` with its default values; `page_scenario_free` frees it. */
struct scenario *page_scenario(struct page *page, const char *model, const char *title);
struct scenario *page_scenario_copy(struct page *page, const struct scenario *scenario);
void page_scenario_free(struct scenario *scenario);

/* Appends a row to a table. Names of rows come before what refers to them. */
int page_row(struct page *page, struct scenario *scenario, const char *group);
int page_give(struct page *page, struct scenario *scenario, const char *group, size_t row, const char *name,
              const char *value);
/* A value by its path, as "search.looks". */
int page_set(struct page *page, struct scenario *scenario, const char *path, const char *value);
int page_change(struct page *page, struct scenario *scenario, int32_t day, const char *path,
                const char *value);
int page_check(struct page *page, const struct scenario *scenario);

/* JSON of all that may change at a date, with the values of the scenario, and of what depends on what. */
const char *page_parameters(struct page *page, const struct scenario *scenario);

/* A run from the first day of the scenario, or one that goes on from where `from` is under a scenario with
 * the same past. Each takes a copy of the scenario. `page_arm_free` frees it, also NULL. */
struct arm *page_begin(struct page *page, const struct scenario *scenario);
struct arm *page_fork(struct page *page, struct arm *from, const struct scenario *scenario);
void page_arm_free(struct arm *arm);

/* From here on, keeps panel rows of every `stride`-th of `actors` only. */
void page_keep(struct arm *arm, size_t actors, size_t stride);

/* Simulates until `day`, at most to the end of the run. */
int page_advance(struct page *page, struct arm *arm, int32_t day);
/* Posts what is still open and computes what is known at the end only. */
int page_finish(struct page *page, struct arm *arm);
int32_t page_day(const struct arm *arm);
int page_audit(struct page *page, const struct arm *arm);
/* 16 hexadecimal digits of run_digest. */
const char *page_digest(struct page *page, struct arm *arm);

/* JSON of the series, their dimensions and labels, the panels with their columns, and the tables. */
const char *page_outputs(struct page *page, struct arm *arm);

/* The records of output number `output`: [records][cells], 8 bytes each. Holds until the run is advanced. */
const void *page_records(const struct arm *arm, size_t output);
/* Records of an axis, and their periods: first and last day of each. */
size_t page_record_count(const struct arm *arm, int axis);
const struct output_record *page_periods(const struct arm *arm, int axis);

/* Rows of a table of the state, and the first value of a column of it, or of a field of its records; 0 and
 * NULL when there is none of this name. How far the next value is from it, page_outputs tells: `stride`. */
size_t page_table_rows(struct arm *arm, const char *table);
const void *page_column(struct arm *arm, const char *table, const char *column);

/* Rows of panel number `panel` so far, as they are in memory: [count] of the size that page_outputs gives. */
const void *page_panel(struct page *page, struct arm *arm, size_t panel);
size_t page_panel_count(const struct arm *arm, size_t panel);

#endif
