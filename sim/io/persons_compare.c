#include "sim/io/persons_compare.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "sim/date.h"
#include "sim/io/batch_parts.h"
#include "sim/io/persons_read.h"
#include "sim/list.h"
#include "sim/memory.h"
#include "sim/placebo.h"

enum { CHANGES = LIFE_STATES_MAX * (LIFE_STATES_MAX + 1) };

void persons_comparison_clear(struct persons_comparison *comparison)
{
    person_groups_clear(&comparison->groups);
    memory_free(comparison->rows);
    memory_free(comparison->about);
    memory_free(comparison->sizes);
    memory_free(comparison->pairs);
    memory_free(comparison->placebos);
    memory_free(comparison->estimates);
    memory_free(comparison->placebo_estimates);
    memory_free(comparison->adjusted);
    *comparison = (struct persons_comparison){0};
}

/* ---- what is compared ---- */

static enum status add_row(struct persons_comparison *comparison, struct persons_row row, struct error *error)
{
    struct persons_row *rows = list_room(comparison->rows, comparison->row_count, sizeof *rows);
    if (rows == NULL) {
        return error_memory(error, "figures of persons");
    }
    comparison->rows = rows;
    comparison->rows[comparison->row_count++] = row;
    return STATUS_OK;
}

static enum status list_rows(struct persons_comparison *comparison, const struct lives *declared,
                             const struct persons_request *request, struct error *error)
{
    for (int figure = 0; figure < PERSON_FIGURES; figure++) {
        bool wanted =
            request->figures[figure] && person_figure_is_known((enum person_figure)figure, declared);
        for (size_t group = 0; wanted && group < comparison->groups.count; group++) {
            PASS(add_row(comparison,
                         (struct persons_row){.figure = (enum person_figure)figure, .group = group}, error));
        }
    }
    size_t states = request->changes ? comparison->states->size : 0;
    for (size_t from = 0; from < states; from++) {
        for (size_t to = 0; to <= states; to++) {
            const struct persons_row row = {.figure = PERSON_FIGURES,
                                            .from = (uint32_t)from,
                                            .to = to < states ? (uint32_t)to : LIFE_GONE};
            PASS(add_row(comparison, row, error));
        }
    }
    return STATUS_OK;
}

static enum status make_room(struct persons_comparison *comparison, struct error *error)
{
    size_t count = comparison->contrast_count * comparison->row_count;
    comparison->about = memory_alloc(comparison->contrast_count, sizeof *comparison->about);
    comparison->sizes = memory_alloc(count, sizeof *comparison->sizes);
    comparison->pairs = memory_alloc(count, sizeof *comparison->pairs);
    comparison->placebos = memory_alloc(count, sizeof *comparison->placebos);
    comparison->estimates = memory_alloc(count, sizeof *comparison->estimates);
    comparison->placebo_estimates = memory_alloc(count, sizeof *comparison->placebo_estimates);
    comparison->adjusted = memory_alloc(count, sizeof *comparison->adjusted);
    bool all = comparison->about != NULL && comparison->sizes != NULL && comparison->pairs != NULL &&
               comparison->placebos != NULL && comparison->estimates != NULL &&
               comparison->placebo_estimates != NULL && comparison->adjusted != NULL;
    return all ? STATUS_OK : error_memory(error, "figures of persons");
}

/* ---- when arms part ---- */

static enum status refuse_parting(const struct experiment *experiment, const struct contrast *contrast,
                                  struct error *error)
{
    error_set(
        error, STATUS_INPUT,
        "\"%s\" and \"%s\" part before the first day that is recorded: nothing is known of persons before",
        experiment->arms[contrast->arm].name, experiment->arms[contrast->base_arm].name);
    error_hint(error, "arms of which persons are compared differ by dated changes");
    return STATUS_INPUT;
}

/* Arms that do not part are taken from the first recorded day on. */
static enum status find_days(const struct experiment *experiment, const int32_t *partings,
                             const struct contrast *contrast, struct person_days *days, struct error *error)
{
    const struct run_params *run = experiment->arms[contrast->base_arm].scenario.run;
    int32_t day = partings[contrast->arm * experiment->arm_count + contrast->base_arm];
    if (contrast->arm == contrast->base_arm || day < run->start) {
        return refuse_parting(experiment, contrast, error);
    }
    *days = (struct person_days){day < run->end ? day : run->start, run->end};
    return STATUS_OK;
}

static size_t find_placebo(const struct experiment *experiment, const struct contrast *contrast,
                           int32_t first)
{
    const struct scenario *base = &experiment->arms[contrast->base_arm].scenario;
    for (size_t i = 0; i < experiment->arm_count; i++) {
        int32_t day;
        if (i != contrast->arm && i != contrast->base_arm &&
            placebo_is(&experiment->arms[i].scenario, base, &day) && day == first) {
            return i;
        }
    }
    return SIZE_MAX;
}

static enum status describe_contrasts(struct persons_comparison *comparison,
                                      const struct experiment *experiment, struct error *error)
{
    int32_t *partings;
    enum status status = experiment_partings(experiment, &partings, error);
    for (size_t c = 0; status == STATUS_OK && c < comparison->contrast_count; c++) {
        struct persons_about *about = &comparison->about[c];
        status = find_days(experiment, partings, &comparison->contrasts[c], &about->days, error);
        about->placebo = find_placebo(experiment, &comparison->contrasts[c], about->days.first);
    }
    memory_free(partings);
    return status;
}

/* ---- a pair ---- */

/* What became of the groups of a member. */
struct outcome {
    struct person_sums *sums; /* [groups] */
    int64_t *changes;         /* [CHANGES] */
    double later;
};

struct pairing {
    struct persons_comparison *comparison;
    const struct loaded_batch *batch;
    const struct persons_request *request;
    struct persons base;
    size_t *of; /* groups of the persons of `base` */
    struct outcome outcomes[3];
};

enum { BASE, ARM, PLACEBO };

static void pairing_clear(struct pairing *pairing)
{
    persons_clear(&pairing->base);
    memory_free(pairing->of);
    for (int i = 0; i < 3; i++) {
        memory_free(pairing->outcomes[i].sums);
        memory_free(pairing->outcomes[i].changes);
    }
}

static enum status add_outcome(struct pairing *pairing, const struct persons *persons, int which,
                               struct error *error)
{
    struct outcome *outcome = &pairing->outcomes[which];
    const struct person_groups *groups = &pairing->comparison->groups;
    outcome->sums = memory_alloc(groups->count, sizeof *outcome->sums);
    outcome->changes = memory_alloc(CHANGES, sizeof *outcome->changes);
    outcome->later = (double)persons->later.count;
    if (outcome->sums == NULL || outcome->changes == NULL) {
        return error_memory(error, "figures of persons");
    }
    person_sums_add(groups, persons, &pairing->base, pairing->of, pairing->request->threshold, outcome->sums,
                    outcome->changes);
    return STATUS_OK;
}

static enum status read_base(struct pairing *pairing, size_t member, struct person_days days,
                             struct error *error)
{
    const struct person_groups *groups = &pairing->comparison->groups;
    PASS(persons_read(&pairing->base, pairing->batch, member, days, error));
    pairing->of = memory_alloc(pairing->base.set.count * person_groups_each(groups), sizeof *pairing->of);
    if (pairing->of == NULL) {
        return error_memory(error, "groups of persons");
    }
    PASS(person_groups_of(groups, &pairing->base, pairing->of, error));
    return add_outcome(pairing, &pairing->base, BASE, error);
}

static enum status read_other(struct pairing *pairing, size_t member, int which, struct error *error)
{
    struct persons persons = {0};
    enum status status = persons_read(&persons, pairing->batch, member, pairing->base.days, error);
    if (status == STATUS_OK) {
        status = persons_same(&pairing->base, &persons, error);
    }
    if (status == STATUS_OK) {
        status = add_outcome(pairing, &persons, which, error);
    }
    persons_clear(&persons);
    return status;
}

static double value_of(const struct pairing *pairing, const struct persons_row *row, int which)
{
    const struct outcome *outcome = &pairing->outcomes[which];
    if (outcome->sums == NULL) {
        return NAN;
    }
    if (row->figure != PERSON_FIGURES) {
        return person_figure_value(&outcome->sums[row->group], row->figure);
    }
    const int64_t *from = outcome->changes + (size_t)row->from * (LIFE_STATES_MAX + 1);
    int64_t all = 0;
    for (size_t to = 0; to <= LIFE_STATES_MAX; to++) {
        all += from[to];
    }
    return all > 0 ? 100 * (double)from[row->to] / (double)all : NAN;
}

static double size_of(const struct pairing *pairing, const struct persons_row *row)
{
    const struct outcome *base = &pairing->outcomes[BASE];
    int64_t all = 0;
    for (size_t to = 0; row->figure == PERSON_FIGURES && to <= LIFE_STATES_MAX; to++) {
        all += base->changes[(size_t)row->from * (LIFE_STATES_MAX + 1) + to];
    }
    return (double)(row->figure == PERSON_FIGURES ? all : base->sums[row->group].persons);
}

static void add_pair(const struct pairing *pairing, size_t contrast)
{
    const struct persons_comparison *comparison = pairing->comparison;
    struct persons_about *about = &comparison->about[contrast];
    about->pairs++;
    about->persons += ((double)pairing->base.set.count - about->persons) / (double)about->pairs;
    double later = (pairing->outcomes[BASE].later + pairing->outcomes[ARM].later) / 2;
    about->later += (later - about->later) / (double)about->pairs;
    for (size_t i = 0; i < comparison->row_count; i++) {
        const struct persons_row *row = &comparison->rows[i];
        size_t at = contrast * comparison->row_count + i;
        double base = value_of(pairing, row, BASE);
        double arm = value_of(pairing, row, ARM);
        double placebo = value_of(pairing, row, PLACEBO);
        comparison->sizes[at] += (size_of(pairing, row) - comparison->sizes[at]) / (double)about->pairs;
        if (row->figure == PERSON_CHANGED) {
            paired_add(&comparison->pairs[at], about->placebo != SIZE_MAX ? placebo : 0, arm);
        } else {
            paired_add(&comparison->pairs[at], base, arm);
            paired_add(&comparison->placebos[at], base, placebo);
        }
    }
}

static bool is_done(const struct loaded_batch *batch, size_t member)
{
    return batch->table.status[member] == MEMBER_DONE;
}

static enum status compare_replicate(struct persons_comparison *comparison, const struct loaded_batch *batch,
                                     const struct persons_request *request, size_t c, size_t replicate,
                                     struct error *error)
{
    const struct contrast *contrast = &comparison->contrasts[c];
    const struct persons_about *about = &comparison->about[c];
    const struct experiment *experiment = &batch->experiment;
    struct pairing pairing = {.comparison = comparison, .batch = batch, .request = request};
    size_t base = batch_member(experiment, contrast->base_arm, replicate, contrast->base_point);
    size_t arm = batch_member(experiment, contrast->arm, replicate, contrast->point);
    enum status status = STATUS_OK;
    if (!is_done(batch, base) || !is_done(batch, arm)) {
        return STATUS_OK;
    }
    TRY(read_base(&pairing, base, about->days, error));
    TRY(read_other(&pairing, arm, ARM, error));
    if (about->placebo != SIZE_MAX) {
        size_t placebo = batch_member(experiment, about->placebo, replicate, contrast->base_point);
        TRY(is_done(batch, placebo) ? read_other(&pairing, placebo, PLACEBO, error) : STATUS_OK);
    }
    add_pair(&pairing, c);
out:
    pairing_clear(&pairing);
    return status;
}

/* ---- what they say ---- */

/* A change of state that nobody makes is no figure. How many lives differ by chance is not tested: the
 * placebo draws all anew, and a reform only some. */
static bool is_tested(const struct persons_comparison *comparison, size_t contrast, size_t row)
{
    const struct paired *pairs = &comparison->pairs[contrast * comparison->row_count + row];
    enum person_figure figure = comparison->rows[row].figure;
    return figure == PERSON_FIGURES ? pairs->first != 0 || pairs->second != 0 : figure != PERSON_CHANGED;
}

static enum status judge(struct persons_comparison *comparison, double level, struct error *error)
{
    size_t count = comparison->contrast_count * comparison->row_count;
    double *p = memory_alloc(count, sizeof *p);
    if (p == NULL) {
        return error_memory(error, "figures of persons");
    }
    for (size_t i = 0; i < count; i++) {
        paired_estimate(&comparison->pairs[i], level, &comparison->estimates[i]);
        paired_estimate(&comparison->placebos[i], level, &comparison->placebo_estimates[i]);
        if (!is_tested(comparison, i / comparison->row_count, i % comparison->row_count)) {
            comparison->estimates[i] = (struct paired_estimate){NAN, NAN, NAN, PAIRED_NONE};
        }
        p[i] = comparison->estimates[i].p;
    }
    comparison->tested = paired_holm(p, count, comparison->adjusted);
    memory_free(p);
    if (comparison->tested == SIZE_MAX) {
        return error_memory(error, "figures of persons");
    }
    for (size_t i = 0; i < count; i++) {
        enum paired_finding *finding = &comparison->estimates[i].finding;
        if (*finding == PAIRED_EFFECT && comparison->adjusted[i] > 1 - level) {
            *finding = PAIRED_ALONE;
        }
    }
    return STATUS_OK;
}

/* ---- all ---- */

enum status persons_check(const struct loaded_batch *batch, struct error *error)
{
    const struct model *model = batch->experiment.model;
    if (model->lives == NULL) {
        return error_set(error, STATUS_INPUT, "the model %s does not say what its panels tell of persons",
                         model->name);
    }
    if (batch->experiment.keep.panels > 0) {
        return STATUS_OK;
    }
    error_set(error, STATUS_INPUT, "the result has no panels of persons");
    error_hint(error, "the experiment keeps those of 20 replicates with keep = { panels = 20; };");
    return STATUS_INPUT;
}

enum status persons_comparison_init(struct persons_comparison *comparison, struct loaded_batch *batch,
                                    const struct persons_request *request, struct error *error)
{
    const struct experiment *experiment = &batch->experiment;
    const struct model *model = experiment->model;
    *comparison = (struct persons_comparison){
        .contrasts = request->contrasts,
        .contrast_count = request->contrast_count,
        .outputs = &batch->shape.frame.sim.outputs,
    };
    PASS(person_groups_init(&comparison->groups, model, comparison->outputs, request->traits,
                            request->crossed, error));
    comparison->states = person_states(model, comparison->outputs);
    PASS(list_rows(comparison, model->lives, request, error));
    PASS(make_room(comparison, error));
    PASS(describe_contrasts(comparison, experiment, error));
    for (size_t c = 0; c < comparison->contrast_count; c++) {
        for (size_t replicate = 0; replicate < experiment->keep.panels; replicate++) {
            PASS(compare_replicate(comparison, batch, request, c, replicate, error));
        }
    }
    return judge(comparison, request->level, error);
}
