/* The tables of what exists: people, jobs, employers, and where the world stands in the calendar. */
#include "models/labour_market/state/tables.h"

#include "models/labour_market/state/part.h"
#include "models/labour_market/state/transitions.h"
#include "sim/memory.h"

static const struct column person_fields[] = {PERSON_FIELDS(TABLE_COLUMN, struct person)};
static const struct column job_fields[] = {JOB_FIELDS(TABLE_COLUMN, struct job)};
static const struct column employer_fields[] = {EMPLOYER_FIELDS(TABLE_COLUMN, struct employer)};

static const struct column people[] = {TABLE_RECORD(struct people, struct person, person_fields)
                                           PEOPLE_COLUMNS(TABLE_COLUMN, struct people)};
static const struct column jobs[] = {TABLE_RECORD(struct jobs, struct job, job_fields)};
static const struct column employers[] = {TABLE_RECORD(struct employers, struct employer, employer_fields)
                                              EMPLOYER_COLUMNS(TABLE_COLUMN, struct employers)};
static const struct column moment[] = {MOMENT_COLUMNS(TABLE_COLUMN, struct moment)};

static const struct part_table tables[] = {
    PART_TABLE(people, people),
    PART_TABLE(jobs, jobs),
    PART_TABLE(employers, employers),
    PART_TABLE(moment, moment),
};

static const struct part_box messages[] = {PART_BOX(transitions, transition)};

static enum status create(struct world *w, struct error *error)
{
    return table_resize(&w->moment.table, 1, error);
}

static void destroy(struct world *w)
{
    memory_free(w->happened.items);
}

const struct part part_tables = {
    .name = "tables",
    PART_LIST(table, tables),
    PART_LIST(message, messages),
    .create = create,
    .destroy = destroy,
};
