/* Which persons and figures are compared. */
#include <string.h>

#include "sim/cli/compare_persons.h"
#include "sim/cli/messages.h"
#include "sim/cli/names_option.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/names.h"
#include "sim/text.h"

static const char changes_of_state[] = "changes_of_state";

/* ---- figures ---- */

static const char *figure_name(size_t id)
{
    return id < PERSON_FIGURES ? person_figure_name((enum person_figure)id) : changes_of_state;
}

static enum status find_figure(const void *context, const char *name, size_t length, size_t *id,
                               struct error *error)
{
    char quoted[TEXT_QUOTE_MAX];
    struct name_hint hint;
    (void)context;
    name_hint_init(&hint, name, length);
    for (*id = 0; *id <= PERSON_FIGURES; ++*id) {
        if (strlen(figure_name(*id)) == length && strncmp(figure_name(*id), name, length) == 0) {
            return STATUS_OK;
        }
        name_hint_offer(&hint, figure_name(*id));
    }
    error_set(error, STATUS_INPUT,
              "--only: persons have no figure %s; expected days_at_work, jobs_begun, days_per_job, paid, "
              "hourly_pay, "
              "changed or changes_of_state",
              text_quote(name, length, quoted));
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

static enum status choose_figures(const struct persons_options *options, bool *figures, struct error *error)
{
    size_t ids[PERSON_FIGURES + 1];
    size_t count = 0;
    const struct names_option option = {"--only", options->only, NULL, find_figure};
    static const size_t usual[] = {PERSON_DAYS_AT_WORK, PERSON_DAYS_PER_JOB, PERSON_PAID, PERSON_CHANGED,
                                   PERSON_FIGURES};
    for (; options->only == NULL && count < sizeof usual / sizeof usual[0]; count++) {
        ids[count] = usual[count];
    }
    if (options->only != NULL) {
        PASS(names_choose(&option, ids, &count, error));
    }
    for (size_t i = 0; i < count; i++) {
        figures[ids[i]] = true;
    }
    return STATUS_OK;
}

/* ---- traits ---- */

/* What is no trait is an outcome, or not known. */
static enum status refuse_trait(const struct lives *lives, const char *name, size_t length,
                                struct error *error)
{
    char quoted[TEXT_QUOTE_MAX];
    struct text_buffer known = {0};
    struct name_hint hint;
    name_hint_init(&hint, name, length);
    for (size_t i = 0; i < lives->trait_count; i++) {
        text_buffer_format(&known, "%s%s", i == 0 ? "" : ", ", lives->traits[i].name);
        name_hint_offer(&hint, lives->traits[i].name);
    }
    PASS(text_buffer_status(&known, error));
    error_set(error, STATUS_INPUT, "--along: %s is not known of persons before the arms part; known: %s",
              text_quote(name, length, quoted), known.text);
    name_hint_tell(&hint, "", error);
    text_buffer_clear(&known);
    return STATUS_INPUT;
}

static enum status find_trait(const void *context, const char *name, size_t length, size_t *id,
                              struct error *error)
{
    const struct lives *lives = context;
    *id = name_find(name, length, lives->traits, lives->trait_count, sizeof *lives->traits);
    return *id < lives->trait_count ? STATUS_OK : refuse_trait(lives, name, length, error);
}

static enum status choose_traits(const struct lives *lives, const struct persons_options *options,
                                 bool *traits, struct error *error)
{
    size_t ids[LIFE_TRAITS_MAX];
    size_t count = 0;
    const struct names_option option = {"--along", options->along, lives, find_trait};
    for (size_t i = 0; options->along == NULL && i < lives->trait_count; i++) {
        traits[i] = !lives->traits[i].when_asked;
    }
    if (options->along != NULL) {
        PASS(names_choose(&option, ids, &count, error));
    }
    for (size_t i = 0; i < count; i++) {
        traits[ids[i]] = true;
    }
    return STATUS_OK;
}

/* ---- all ---- */

static void tell_missing(const struct loaded_batch *batch)
{
    size_t done = member_table_count(&batch->table, MEMBER_DONE);
    if (done < batch->table.count) {
        message_note("%zu of %zu members are done: pairs that lack one are left out", done,
                     batch->table.count);
    }
}

static enum status print(FILE *out, const struct persons_view *view, enum format format)
{
    tell_missing(view->batch);
    if (format == FORMAT_TEXT) {
        persons_print_text(out, view);
    } else {
        persons_print_records(out, view, format);
    }
    return STATUS_OK;
}

enum status persons_compare_and_print(FILE *out, struct loaded_batch *batch,
                                      const struct persons_options *options, struct error *error)
{
    bool figures[PERSON_FIGURES + 1] = {false};
    bool traits[LIFE_TRAITS_MAX] = {false};
    struct persons_comparison comparison = {0};
    const struct lives *lives = batch->experiment.model->lives;
    PASS(persons_check(batch, error));
    PASS(choose_figures(options, figures, error));
    PASS(choose_traits(lives, options, traits, error));
    const struct persons_request request = {
        .contrasts = options->contrasts,
        .contrast_count = options->contrast_count,
        .traits = traits,
        .crossed = options->along != NULL,
        .figures = figures,
        .changes = figures[PERSON_FIGURES],
        .threshold = options->changed,
        .level = options->level,
    };
    enum status status = persons_comparison_init(&comparison, batch, &request, error);
    const struct persons_view view = {batch, &comparison, options->level, options->changed};
    status = status == STATUS_OK ? print(out, &view, options->format) : status;
    persons_comparison_clear(&comparison);
    return status;
}
