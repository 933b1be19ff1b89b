/* A list of known outcomes beside what came out: which experiments its rows ask for, where their results are,
 * and what they say. */
#ifndef SIM_CLI_VALIDATION_H
#define SIM_CLI_VALIDATION_H

#include "sim/cli/format.h"
#include "sim/cli/scenario_options.h"
#include "sim/experiment.h"
#include "sim/io/outcome_file.h"

/* What is in the folder of results. */
enum source_state {
    SOURCE_ABSENT,
    SOURCE_BEGUN,    /* some members are done, or a journal is there */
    SOURCE_COMPLETE, /* it is used as it is */
    SOURCE_OTHER,    /* of another program, or of the experiment as it was */
    SOURCE_RUN       /* in this call */
};

/* "absent", "begun", "complete", "other", "run". */
const char *source_state_name(enum source_state state);

/* An experiment that rows ask for. */
struct source {
    const struct known_outcome *first; /* the row that names it first */
    char name[128];                    /* of its file, without what follows the last point */
    char path[OUTPUT_PATH_MAX];
    char result[OUTPUT_PATH_MAX];
    char title[128];
    size_t replicates;
    enum source_state state;
};

struct finding {
    const struct known_outcome *row;
    size_t source; /* of it; source_count: it is not asked */
    struct outcome_estimate estimate;
    enum outcome_verdict verdict;
};

struct validation {
    struct outcome_file file;
    struct source *sources;
    size_t source_count;
    struct finding *findings; /* [finding_count] rows that are wanted, in their order */
    size_t finding_count;
    double level; /* of the intervals */
};

/* Reads the list at `path`, and which experiments it asks for with results in the folder `results`. `only`:
 * names of rows and experiments, separated by commas; NULL: all. `validation_clear` is legal after a failure
 * and on a zeroed struct. */
enum status validation_read(struct validation *validation, const char *path, const char *results,
                            const char *only, struct error *error);
void validation_clear(struct validation *validation);

/* Reads an experiment, checks that it has what its rows ask for, and looks for its result. The experiment is
 * to be cleared. */
enum status validation_look(struct validation *validation, size_t source, const struct cli *cli,
                            size_t replicates, struct experiment *experiment, struct error *error);

/* Judges the rows of a source by its result. */
enum status validation_judge(struct validation *validation, size_t source, const struct cli *cli,
                             struct error *error);

/* How many rows have a verdict. */
size_t validation_count(const struct validation *validation, enum outcome_verdict verdict);

/* As text of 80 columns; as CSV or JSON. */
void validation_print_text(FILE *out, const struct validation *validation);
void validation_print_records(FILE *out, const struct validation *validation, enum format format);

#endif
