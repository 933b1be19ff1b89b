#include "sim/cli/validation.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/io/batch_file.h"
#include "sim/io/experiment_file.h"
#include "sim/io/outcome_figure.h"
#include "sim/list.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/text.h"
#include "version.h"

const char *source_state_name(enum source_state state)
{
    static const char *const names[] = {"absent", "begun", "complete", "other", "run"};
    return names[state];
}

void validation_clear(struct validation *validation)
{
    outcome_file_clear(&validation->file);
    memory_free(validation->sources);
    memory_free(validation->findings);
    *validation = (struct validation){0};
}

size_t validation_count(const struct validation *validation, enum outcome_verdict verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < validation->finding_count; i++) {
        count += validation->findings[i].verdict == verdict;
    }
    return count;
}

/* ---- experiments ---- */

/* The last part of a path, without what follows its last point. */
static const char *stem(const char *path, size_t *length)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    *length = dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name);
    return name;
}

static enum status name_source(struct source *source, const char *list, const char *results,
                               struct error *error)
{
    const char *file = source->first->text[OUTCOME_EXPERIMENT];
    const char *slash = strrchr(list, '/');
    int folder = slash != NULL && file[0] != '/' ? (int)(slash + 1 - list) : 0;
    size_t length;
    const char *name = stem(file, &length);
    bool end = results[0] != '\0' && results[strlen(results) - 1] == '/';
    int written[3];
    written[0] = snprintf(source->name, sizeof source->name, "%.*s", (int)length, name);
    written[1] = snprintf(source->path, sizeof source->path, "%.*s%s", folder, list, file);
    written[2] =
        snprintf(source->result, sizeof source->result, "%s%s%s.h5", results, end ? "" : "/", source->name);
    return written[0] < (int)sizeof source->name && written[1] < OUTPUT_PATH_MAX &&
                   written[2] < OUTPUT_PATH_MAX
               ? STATUS_OK
               : error_set_at(error, STATUS_INPUT, &source->first->place[OUTCOME_EXPERIMENT],
                              "the path of the experiment is too long");
}

/* The source of a row, which is added where there is none yet. */
static enum status find_source(struct validation *validation, const struct known_outcome *row,
                               const char *list, const char *results, size_t *index, struct error *error)
{
    const char *file = row->text[OUTCOME_EXPERIMENT];
    for (*index = 0; *index < validation->source_count; ++*index) {
        if (strcmp(validation->sources[*index].first->text[OUTCOME_EXPERIMENT], file) == 0) {
            return STATUS_OK;
        }
    }
    struct source *sources = list_room(validation->sources, validation->source_count, sizeof *sources);
    if (sources == NULL) {
        return error_memory(error, "experiments of a list");
    }
    validation->sources = sources;
    struct source *source = &sources[validation->source_count++];
    *source = (struct source){.first = row};
    PASS(name_source(source, list, results, error));
    for (size_t i = 0; i < *index; i++) {
        if (strcmp(sources[i].name, source->name) == 0) {
            return error_set_at(error, STATUS_INPUT, &row->place[OUTCOME_EXPERIMENT],
                                "two experiments are called \"%s\" and would have one result", source->name);
        }
    }
    return STATUS_OK;
}

/* ---- which rows ---- */

/* A row is wanted by its name, by what stands before a point of it, or by its experiment. */
static bool is_called(const struct known_outcome *row, const char *name, size_t length)
{
    const char *id = row->text[OUTCOME_ID];
    size_t file_length;
    const char *file = stem(row->text[OUTCOME_EXPERIMENT], &file_length);
    bool by_id = strncmp(id, name, length) == 0 && (id[length] == '\0' || id[length] == '.');
    return by_id || (file_length == length && strncmp(file, name, length) == 0);
}

static enum status unknown_name(const struct validation *validation, const char *name, size_t length,
                                struct error *error)
{
    char quoted[TEXT_QUOTE_MAX];
    struct name_hint hint;
    name_hint_init(&hint, name, length);
    for (size_t i = 0; i < validation->file.count; i++) {
        name_hint_offer(&hint, validation->file.rows[i].text[OUTCOME_ID]);
    }
    error_set(error, STATUS_INPUT, "--only: the list has no outcome and no experiment %s",
              text_quote(name, length, quoted));
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

/* Marks the rows that are wanted: [file.count]. */
static enum status choose_rows(const struct validation *validation, const char *only, bool *wanted,
                               struct error *error)
{
    const struct outcome_file *file = &validation->file;
    for (size_t i = 0; i < file->count; i++) {
        wanted[i] = only == NULL;
    }
    while (only != NULL) {
        size_t found = 0;
        only += strspn(only, " ");
        size_t length = strcspn(only, ", ");
        for (size_t i = 0; i < file->count; i++) {
            bool called = length > 0 && is_called(&file->rows[i], only, length);
            wanted[i] |= called;
            found += called;
        }
        if (found == 0) {
            return unknown_name(validation, only, length, error);
        }
        only = strchr(only, ',');
        only += only != NULL;
    }
    return STATUS_OK;
}

static enum status add_findings(struct validation *validation, const bool *wanted, const char *list,
                                const char *results, struct error *error)
{
    for (size_t i = 0; i < validation->file.count; i++) {
        const struct known_outcome *row = &validation->file.rows[i];
        if (!wanted[i]) {
            continue;
        }
        struct finding *finding = &validation->findings[validation->finding_count++];
        *finding = (struct finding){.row = row,
                                    .source = SIZE_MAX,
                                    .estimate = {.value = NAN, .half = NAN},
                                    .verdict = row->asked ? OUTCOME_NOT_RUN : OUTCOME_NOT_ASKED};
        if (row->asked) {
            PASS(find_source(validation, row, list, results, &finding->source, error));
        }
    }
    return STATUS_OK;
}

enum status validation_read(struct validation *validation, const char *path, const char *results,
                            const char *only, struct error *error)
{
    enum status status = STATUS_OK;
    PASS(outcome_file_read(&validation->file, path, error));
    bool *wanted = memory_alloc(validation->file.count, sizeof *wanted);
    validation->findings = memory_alloc(validation->file.count, sizeof *validation->findings);
    if (wanted == NULL || validation->findings == NULL) {
        TRY(error_memory(error, "known outcomes"));
    }
    TRY(choose_rows(validation, only, wanted, error));
    TRY(add_findings(validation, wanted, path, results, error));
out:
    memory_free(wanted);
    return status;
}

/* ---- before anything is run ---- */

static enum status find_arm(const struct known_outcome *row, enum outcome_column column,
                            const struct experiment *experiment, size_t *arm, struct error *error)
{
    const char *name = row->text[column];
    char quoted[TEXT_QUOTE_MAX];
    struct name_hint hint;
    if (experiment_find_arm(experiment, name[0] != '\0' ? name : NULL, arm, &hint)) {
        return STATUS_OK;
    }
    error_set_at(error, STATUS_INPUT, &row->place[column], "%s: the experiment has no arm %s",
                 row->text[OUTCOME_ID], text_quote(name, strlen(name), quoted));
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

/* What a row asks of an experiment. */
struct question {
    size_t arm;
    size_t baseline;
    struct outcome_figure figure;
    struct outcome_figure over; /* zeroed unless it is a multiplier */
};

static void question_clear(struct question *question)
{
    outcome_figure_clear(&question->figure);
    outcome_figure_clear(&question->over);
}

/* `question_clear` is legal after a failure. */
static enum status question_find(struct question *question, const struct known_outcome *row,
                                 const struct experiment *experiment, const struct member_shape *shape,
                                 struct error *error)
{
    *question = (struct question){0};
    PASS(find_arm(row, OUTCOME_ARM, experiment, &question->arm, error));
    PASS(find_arm(row, OUTCOME_BASELINE, experiment, &question->baseline, error));
    if (question->arm == question->baseline) {
        return error_set_at(error, STATUS_INPUT, &row->place[OUTCOME_ARM],
                            "%s: the arm is what it is compared with; expected another one",
                            row->text[OUTCOME_ID]);
    }
    PASS(outcome_figure_find(&question->figure, row, OUTCOME_FIGURE, experiment, shape, error));
    return row->range.kind == OUTCOME_MULTIPLIER
               ? outcome_figure_find(&question->over, row, OUTCOME_OVER, experiment, shape, error)
               : STATUS_OK;
}

static enum status check_rows(const struct validation *validation, size_t source,
                              const struct experiment *experiment, struct error *error)
{
    struct member_shape shape = {0};
    enum status status = STATUS_OK;
    TRY(member_shape_init(&shape, experiment, error));
    for (size_t i = 0; i < validation->finding_count; i++) {
        struct question question;
        if (validation->findings[i].source == source) {
            status = question_find(&question, validation->findings[i].row, experiment, &shape, error);
            question_clear(&question);
            TRY(status);
        }
    }
out:
    if (shape.frame.model != NULL) {
        member_shape_clear(&shape);
    }
    return status;
}

static bool exists(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0;
}

static enum status look_for_result(struct source *source, const struct experiment *experiment,
                                   struct error *error)
{
    struct loaded_batch batch = {0};
    struct error reason = {0};
    char journal[OUTPUT_PATH_MAX + 16];
    uint64_t identity;
    PASS(experiment_identity(experiment, BASSIN_VERSION " " BASSIN_COMMIT, &identity, error));
    snprintf(journal, sizeof journal, "%s.members", source->result);
    if (!exists(source->result)) {
        source->state = exists(journal) ? SOURCE_BEGUN : SOURCE_ABSENT;
        return STATUS_OK;
    }
    enum status status = batch_is(source->result)
                             ? batch_load(&batch, source->result, &experiment->model, 1, &reason)
                             : STATUS_INPUT;
    bool same = status == STATUS_OK && batch.identity == identity;
    source->state = !same                                                                ? SOURCE_OTHER
                    : member_table_count(&batch.table, MEMBER_DONE) == batch.table.count ? SOURCE_COMPLETE
                                                                                         : SOURCE_BEGUN;
    batch_unload(&batch);
    return status == STATUS_MEMORY ? error_memory(error, source->result) : STATUS_OK;
}

enum status validation_look(struct validation *validation, size_t source, const struct cli *cli,
                            size_t replicates, struct experiment *experiment, struct error *error)
{
    struct source *found = &validation->sources[source];
    const struct place *place = &found->first->place[OUTCOME_EXPERIMENT];
    const struct assignments nothing = {0};
    const struct experiment_options options = {&nothing, replicates};
    if (!exists(found->path)) {
        return error_set_at(error, STATUS_INPUT, place, "there is no experiment \"%s\"", found->path);
    }
    PASS(experiment_read(experiment, found->path, &options, cli->models, cli->model_count, error));
    if (experiment->design.points > 0) {
        return error_set_at(error, STATUS_INPUT, place, "\"%s\" has a sweep; expected arms alone",
                            found->path);
    }
    snprintf(found->title, sizeof found->title, "%s", experiment->title);
    found->replicates = experiment->replicate_count;
    PASS(check_rows(validation, source, experiment, error));
    return look_for_result(found, experiment, error);
}

/* ---- afterwards ---- */

/* values[4][replicates]: first, second, and the same of the other figure. */
static enum status read_values(const struct question *question, bool multiplier, struct loaded_batch *batch,
                               double *values, struct outcome_values *read, struct error *error)
{
    size_t count = batch->experiment.replicate_count;
    double *over = values + 2 * count;
    *read = (struct outcome_values){.first = values, .second = values + count, .count = count};
    PASS(outcome_figure_read(&question->figure, batch, question->baseline, values, error));
    PASS(outcome_figure_read(&question->figure, batch, question->arm, values + count, error));
    if (multiplier) {
        PASS(outcome_figure_read(&question->over, batch, question->baseline, over, error));
        PASS(outcome_figure_read(&question->over, batch, question->arm, over + count, error));
        read->over_first = over;
        read->over_second = over + count;
    }
    return STATUS_OK;
}

static enum status judge_row(const struct validation *validation, struct finding *finding,
                             struct loaded_batch *batch, struct error *error)
{
    const struct outcome_range *range = &finding->row->range;
    struct question question;
    struct outcome_values read;
    enum status status = STATUS_OK;
    double *values = memory_alloc(4 * batch->experiment.replicate_count, sizeof *values);
    TRY(question_find(&question, finding->row, &batch->experiment, &batch->shape, error));
    if (values == NULL) {
        TRY(error_memory(error, "values of a figure"));
    }
    TRY(read_values(&question, range->kind == OUTCOME_MULTIPLIER, batch, values, &read, error));
    outcome_estimate(range, &read, validation->level, &finding->estimate);
    finding->verdict = outcome_judge(range, &finding->estimate);
out:
    memory_free(values);
    question_clear(&question);
    return status;
}

enum status validation_judge(struct validation *validation, size_t source, const struct cli *cli,
                             struct error *error)
{
    struct loaded_batch batch = {0};
    enum status status = STATUS_OK;
    TRY(batch_load(&batch, validation->sources[source].result, cli->models, cli->model_count, error));
    for (size_t i = 0; i < validation->finding_count; i++) {
        if (validation->findings[i].source == source) {
            TRY(judge_row(validation, &validation->findings[i], &batch, error));
        }
    }
out:
    batch_unload(&batch);
    return status;
}
