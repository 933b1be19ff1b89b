#include "sim/person_groups.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/memory.h"

/* ---- which groups there are ---- */

void person_groups_clear(struct person_groups *groups)
{
    memory_free(groups->classes);
    *groups = (struct person_groups){0};
}

static const struct column *column_of(const struct model *model, const struct life_trait *trait)
{
    const char *panel = trait->of_people ? model->lives->people : model->lives->spells;
    const char *name = trait->kind == LIFE_STATE ? model->lives->state : trait->column;
    for (size_t p = 0; name != NULL && p < model->panel_count; p++) {
        const struct panel_spec *spec = &model->panels[p];
        for (size_t c = 0; strcmp(spec->name, panel) == 0 && c < spec->column_count; c++) {
            if (strcmp(spec->columns[c].name, name) == 0) {
                return &spec->columns[c];
            }
        }
    }
    return NULL;
}

static void set_classes(struct person_classes *classes, const struct model *model,
                        const struct outputs *outputs)
{
    const struct life_trait *trait = classes->trait;
    classes->count = trait->classes;
    classes->labels = trait->labels;
    if (trait->kind == LIFE_STATE || trait->kind == LIFE_CODE) {
        const struct column *column = column_of(model, trait);
        const struct dimension *dimension = column != NULL ? outputs_codes(outputs, column->unit) : NULL;
        classes->count = dimension != NULL ? dimension->size : 0;
        classes->labels = dimension != NULL ? (const char *const *)dimension->labels : NULL;
    }
}

const struct dimension *person_states(const struct model *model, const struct outputs *outputs)
{
    const struct life_trait state = {.kind = LIFE_STATE};
    const struct column *column = column_of(model, &state);
    return column != NULL ? outputs_codes(outputs, column->unit) : NULL;
}

enum status person_groups_init(struct person_groups *groups, const struct model *model,
                               const struct outputs *outputs, const bool *wanted, bool crossed,
                               struct error *error)
{
    size_t product = 1;
    *groups = (struct person_groups){.crossed = crossed, .count = 1};
    groups->classes = memory_alloc(model->lives->trait_count, sizeof *groups->classes);
    if (groups->classes == NULL) {
        return error_memory(error, "groups of persons");
    }
    for (size_t i = 0; i < model->lives->trait_count; i++) {
        if (!wanted[i]) {
            continue;
        }
        struct person_classes *classes = &groups->classes[groups->trait_count++];
        *classes =
            (struct person_classes){.trait = &model->lives->traits[i], .number = i, .first = groups->count};
        set_classes(classes, model, outputs);
        groups->count += crossed ? 0 : classes->count;
        product *= classes->count < PERSON_GROUPS_MOST ? classes->count : PERSON_GROUPS_MOST;
        if (groups->count > PERSON_GROUPS_MOST || (crossed && product > PERSON_GROUPS_MOST)) {
            return error_set(error, STATUS_INPUT, "there are more than %d groups of persons",
                             PERSON_GROUPS_MOST);
        }
    }
    groups->count += crossed && groups->trait_count > 0 ? product : 0;
    return STATUS_OK;
}

static int put_class(char *text, size_t size, const struct person_classes *classes, size_t class)
{
    return snprintf(text, size, "%s: %s", classes->trait->name, classes->labels[class]);
}

void person_group_text(const struct person_groups *groups, size_t group, char text[PERSON_GROUP_TEXT])
{
    size_t used = 0;
    size_t stride = groups->count - 1;
    snprintf(text, PERSON_GROUP_TEXT, "all");
    for (size_t i = 0; group > 0 && i < groups->trait_count && used < PERSON_GROUP_TEXT; i++) {
        const struct person_classes *classes = &groups->classes[i];
        if (groups->crossed) {
            stride /= classes->count;
            used += (size_t)snprintf(text + used, PERSON_GROUP_TEXT - used, "%s", used > 0 ? ", " : "");
            used = used < PERSON_GROUP_TEXT ? used : PERSON_GROUP_TEXT - 1;
            used += (size_t)put_class(text + used, PERSON_GROUP_TEXT - used, classes,
                                      (group - 1) / stride % classes->count);
        } else if (group >= classes->first && group < classes->first + classes->count) {
            put_class(text, PERSON_GROUP_TEXT, classes, group - classes->first);
        }
    }
}

/* ---- who is in which ---- */

static int by_value(const void *one, const void *other)
{
    double a = *(const double *)one;
    double b = *(const double *)other;
    return (a > b) - (a < b);
}

/* Where each but the first of equal parts begins. */
static enum status rank_bounds(const struct persons *persons, const struct person_classes *classes,
                               double *bounds, struct error *error)
{
    size_t count = 0;
    double *values = memory_alloc(persons->set.count, sizeof *values);
    if (values == NULL) {
        return error_memory(error, "groups of persons");
    }
    for (size_t i = 0; i < persons->set.count; i++) {
        double value = *persons_trait(persons, i, classes->number);
        if (!isnan(value)) {
            values[count++] = value;
        }
    }
    qsort(values, count, sizeof *values, by_value);
    for (size_t i = 1; i < classes->count; i++) {
        bounds[i - 1] = count > 0 ? values[i * count / classes->count] : 0;
    }
    memory_free(values);
    return STATUS_OK;
}

/* SIZE_MAX: none. */
static size_t class_of(const struct person_classes *classes, const double *bounds, double value)
{
    if (isnan(value)) {
        return SIZE_MAX;
    }
    if (classes->trait->kind <= LIFE_YES) {
        return value >= 0 && value < (double)classes->count ? (size_t)value : SIZE_MAX;
    }
    size_t class = 0;
    while (class + 1 < classes->count && value >= bounds[class]) {
        class ++;
    }
    return class;
}

size_t person_groups_each(const struct person_groups *groups)
{
    return groups->crossed ? 2 : 1 + groups->trait_count;
}

/* The group that the classes of one trait after the other lead to. */
static void take_class(const struct person_groups *groups, size_t trait, size_t class, size_t *of)
{
    const struct person_classes *classes = &groups->classes[trait];
    if (!groups->crossed) {
        of[1 + trait] = class == SIZE_MAX ? SIZE_MAX : classes->first + class;
    } else if (class == SIZE_MAX || of[1] == SIZE_MAX) {
        of[1] = SIZE_MAX;
    } else {
        of[1] = (of[1] - 1) * classes->count + class + 1;
    }
}

enum status person_groups_of(const struct person_groups *groups, const struct persons *persons, size_t *of,
                             struct error *error)
{
    size_t each = person_groups_each(groups);
    for (size_t i = 0; i < persons->set.count; i++) {
        of[i * each] = 0;
        of[i * each + each - 1] = groups->crossed ? 1 : of[i * each + each - 1];
    }
    for (size_t t = 0; t < groups->trait_count; t++) {
        const struct person_classes *classes = &groups->classes[t];
        double bounds[LIFE_CLASSES_MAX];
        memcpy(bounds, classes->trait->bounds, sizeof bounds);
        if (classes->trait->kind == LIFE_RANK) {
            PASS(rank_bounds(persons, classes, bounds, error));
        }
        for (size_t i = 0; i < persons->set.count; i++) {
            size_t class = class_of(classes, bounds, *persons_trait(persons, i, classes->number));
            take_class(groups, t, class, of + i * each);
        }
    }
    return STATUS_OK;
}

/* ---- what became of them ---- */

static void add_life(struct person_sums *sums, const struct lives *declared, const struct person_life *life,
                     bool changed)
{
    sums->persons++;
    sums->days += life->days;
    sums->days_at_work += life->days_at_work;
    sums->jobs_begun += life->jobs_begun;
    sums->jobs_held += life->jobs_begun + life_at_work(declared, life->state);
    sums->paid += life->paid;
    sums->hours += life->hours;
    sums->changed += changed;
}

void person_sums_add(const struct person_groups *groups, const struct persons *persons,
                     const struct persons *base, const size_t *of, int32_t threshold,
                     struct person_sums *sums, int64_t *changes)
{
    size_t each = person_groups_each(groups);
    for (size_t i = 0; i < base->set.count; i++) {
        const struct person_life *life = &persons->lives[id_set_find(&persons->set, base->set.ids[i])];
        bool changed = abs(life->days_at_work - base->lives[i].days_at_work) > threshold;
        for (size_t g = 0; g < each; g++) {
            if (of[i * each + g] != SIZE_MAX) {
                add_life(&sums[of[i * each + g]], persons->declared, life, changed);
            }
        }
        changes[life->state * (LIFE_STATES_MAX + 1) + life->last_state]++;
    }
}

static double ratio(double a, double b)
{
    return b > 0 ? a / b : NAN;
}

double person_figure_value(const struct person_sums *sums, enum person_figure figure)
{
    const double year = 365.25;
    switch (figure) {
    case PERSON_DAYS_AT_WORK:
        return ratio(year * (double)sums->days_at_work, (double)sums->days);
    case PERSON_JOBS_BEGUN:
        return ratio(year * (double)sums->jobs_begun, (double)sums->days);
    case PERSON_DAYS_PER_JOB:
        return ratio((double)sums->days_at_work, (double)sums->jobs_held);
    case PERSON_PAID:
        return ratio(year / 700 * (double)sums->paid, (double)sums->days);
    case PERSON_HOURLY_PAY:
        return ratio((double)sums->paid / 100, (double)sums->hours);
    default:
        return ratio(100 * (double)sums->changed, (double)sums->persons);
    }
}

/* ---- what figures are called ---- */

static const struct {
    const char *name;
    const char *text;
    const char *unit;
} figures[PERSON_FIGURES] = {
    [PERSON_DAYS_AT_WORK] = {"days_at_work", "Days at work, of a year that one is there", "days/year"},
    [PERSON_JOBS_BEGUN] = {"jobs_begun", "Jobs that begin, of a year that one is there", "jobs/year"},
    [PERSON_DAYS_PER_JOB] = {"days_per_job", "Days at work for each job that is held or begins", "days"},
    [PERSON_PAID] = {"paid", "Gross pay, of a year that one is there", "money/year"},
    [PERSON_HOURLY_PAY] = {"hourly_pay", "Gross pay for an hour", "money/hour"},
    [PERSON_CHANGED] = {"changed", "Persons whose days at work differ from those in the baseline", "%"},
};

const char *person_figure_name(enum person_figure figure)
{
    return figures[figure].name;
}

const char *person_figure_text(enum person_figure figure)
{
    return figures[figure].text;
}

const char *person_figure_unit(enum person_figure figure)
{
    return figures[figure].unit;
}

bool person_figure_is_known(enum person_figure figure, const struct lives *declared)
{
    return (figure != PERSON_PAID && figure != PERSON_HOURLY_PAY) || declared->pay != NULL;
}
