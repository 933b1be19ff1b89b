#include "models/labour_market/history/words.h"

#include <math.h>

#include "sim/date.h"

const char *word_of(const struct sim *sim, const char *dimension, size_t code)
{
    const struct dimension *found = outputs_dimension_find(&sim->outputs, dimension);
    return found != NULL && code < found->size ? found->labels[code] : "";
}

void say_amount_of(struct text_buffer *text, double cents, bool whole)
{
    long long euros = (long long)(cents / 100 + (cents < 0 ? -0.5 : 0.5));
    if (!whole) {
        text_buffer_format(text, "%.2f", cents / 100);
    } else if (euros >= 1000) {
        text_buffer_format(text, "%lld %03lld", euros / 1000, euros % 1000);
    } else {
        text_buffer_format(text, "%lld", euros);
    }
}

void say_euros(struct text_buffer *text, double cents)
{
    say_amount_of(text, cents, false);
    text_buffer_put(text, " EUR");
}

void say_whole_euros(struct text_buffer *text, double cents)
{
    say_amount_of(text, cents, true);
    text_buffer_put(text, " EUR");
}

void say_date(struct text_buffer *text, int32_t day)
{
    char date[11];
    date_format(day, date);
    text_buffer_put(text, date);
}

void say_firm(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    text_buffer_format(text, "firm %u (%s, %s)", row->firm, WORD(sim, sector, row->sector),
                       WORD(sim, zone, row->zone));
}

static const char *need_words(uint8_t need)
{
    static const char *const words[NEED_COUNT] = {
        [NEED_CORE] = " as core staff",
        [NEED_PEAK] = " for demand above the core",
        [NEED_TASK] = " for a task of some days",
        [NEED_MARGINAL] = " for a few hours a week",
    };
    return need < NEED_COUNT ? words[need] : "";
}

void say_job(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    text_buffer_format(text, "%s%s, %s, %u hours a week at ", WORD(sim, contract, row->contract),
                       need_words(row->need), WORD(sim, occupation, row->occupation), row->hours);
    say_euros(text, row->pay);
    text_buffer_put(text, " an hour");
    if (row->until != NEVER) {
        text_buffer_put(text, ", until ");
        say_date(text, row->until - 1);
    }
}

static const char *ordinal(unsigned rank)
{
    bool teen = rank % 100 >= 11 && rank % 100 <= 13;
    return teen ? "th" : rank % 10 == 1 ? "st" : rank % 10 == 2 ? "nd" : rank % 10 == 3 ? "rd" : "th";
}

void say_rank(const struct event_row *row, struct text_buffer *text)
{
    if (row->applicants == 1) {
        text_buffer_put(text, "the only applicant");
    } else {
        text_buffer_format(text, "%u%s of %u applicants", row->rank, ordinal(row->rank), row->applicants);
    }
}

void say_rate(const struct event_row *row, struct text_buffer *text)
{
    text_buffer_format(text, "by chance, at a rate of %.3g a year among ", row->rate);
}

static void say_staff(const char *which, float held, float wanted, struct text_buffer *text)
{
    text_buffer_format(text, "it has %.0f hours a week of %s and wants %.0f", held, which, wanted);
}

void say_core(const struct event_row *row, struct text_buffer *text)
{
    say_staff("core staff", row->core_held, row->core_wanted, text);
}

void say_peak(const struct event_row *row, struct text_buffer *text)
{
    say_staff("staff above the core", row->peak_held, row->peak_wanted, text);
}

void say_options(const struct sim *sim, const void *const *rows, size_t count, struct text_buffer *text)
{
    for (size_t k = 0; k < count; k++) {
        const struct event_row *row = rows[k];
        bool lost = row->contract == NO_CONTRACT;
        text_buffer_format(text, "%s%s %.2f", k > 0 ? ", " : "",
                           lost ? "losing the sale" : WORD(sim, contract, row->contract), row->unit_cost);
        if (!isnan(row->share)) {
            text_buffer_format(text, " (%.0f %%)", 100 * row->share);
        }
    }
}

/* ---- What the engine asks for -------------------------------------------------------------------------- */

static const struct history_actor actors[] = {
    [ACTOR_PERSON] = {"person", 'p', "people", "person", "The person of this number, as in panel/spells."},
    [ACTOR_FIRM] = {"firm", 'F', "firms", "firm", "The firm of this number."},
};

static bool begins(const void *row, size_t actor)
{
    const struct event_row *event = row;
    if (event->event != HAPPENED_FOLLOWED) {
        return false;
    }
    return actor == ACTOR_PERSON ? event->person != NOBODY : event->person == NOBODY;
}

static int32_t group(const void *row, size_t actor, bool all)
{
    return actor == ACTOR_PERSON ? person_group(row, all) : firm_group(row, all);
}

static void tell(const struct sim *sim, size_t actor, const void *const *rows, size_t count,
                 struct text_buffer *text)
{
    (actor == ACTOR_PERSON ? tell_person : tell_firm)(sim, rows, count, text);
}

const struct history labour_market_history = {
    .panel = "events",
    .day = "day",
    .actors = actors,
    .actor_count = sizeof actors / sizeof actors[0],
    .asked_by = "--set explain.people=0.01, or explain.person_ids, explain.firms, explain.firm_ids",
    .begins = begins,
    .group = group,
    .tell = tell,
};
