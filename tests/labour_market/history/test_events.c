/* Events agree with the spells of the same people, say what decisions were made by, and change nothing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/history/events.h"
#include "models/labour_market/history/words.h"
#include "models/labour_market/incomes/incomes.h"
#include "sim/date.h"
#include "sim/text.h"
#include "tests/labour_market/law_of_france.h"
#include "tests/labour_market/small_territory.h"

OWN_PARAMS(explain, explain_params)

/* ---- Both panels of a run ------------------------------------------------------------------------------ */

struct panels {
    struct spell *spells;
    size_t spell_count;
    struct event_row *events;
    size_t event_count;
};

static void *grown(void *rows, size_t count, const void *more, size_t added, size_t size)
{
    char *bytes = realloc(rows, (count + added) * size);
    assert_non_null(bytes);
    memcpy(bytes + count * size, more, added * size);
    return bytes;
}

static enum status keep(void *context, size_t panel, const void *rows, size_t count, struct error *error)
{
    struct panels *panels = context;
    (void)error;
    if (panel == PANEL_SPELLS) {
        panels->spells = grown(panels->spells, panels->spell_count, rows, count, sizeof *panels->spells);
        panels->spell_count += count;
    } else if (panel == PANEL_EVENTS) {
        panels->events = grown(panels->events, panels->event_count, rows, count, sizeof *panels->events);
        panels->event_count += count;
    }
    return STATUS_OK;
}

static void panels_clear(struct panels *panels)
{
    free(panels->spells);
    free(panels->events);
}

/* A place with all that there is, lived for some months of recording after a burn-in. */
static struct scenario place(double people, double firms)
{
    struct scenario scenario = whole();
    scenario.run->burn_in_days = 60;
    scenario.run->end = scenario.run->start + 400;
    values_of(&scenario)->firms.exit_rate = 0.5;
    explain_of(values_of(&scenario))->people = people;
    explain_of(values_of(&scenario))->firms = firms;
    return scenario;
}

/* Returns the digest of the series. */
static void live(struct run *run, const struct scenario *scenario, int threads, struct panels *panels)
{
    struct error error = {0};
    *panels = (struct panels){0};
    must(scenario_check(scenario, &error), &error);
    must(run_init(run, scenario, threads, (struct panel_sink){panels, keep}, false, &error), &error);
    live_until(run, run->sim.end_day, false);
    must(run_finish(run, &error), &error);
}

/* ---- What is the same ---------------------------------------------------------------------------------- */

static void assert_same_series(const struct run *one, const struct run *other)
{
    const struct outputs *ours = &one->sim.outputs, *theirs = &other->sim.outputs;
    assert_int_equal(ours->count, theirs->count);
    for (size_t id = 0; id < ours->count; id++) {
        size_t records = ours->period_count[ours->declared[id].axis];
        assert_int_equal(records, theirs->period_count[ours->declared[id].axis]);
        assert_memory_equal(ours->records[id], theirs->records[id],
                            records * ours->cells[id] * sizeof(int64_t));
    }
}

static void test_leaves_no_trace(void **state)
{
    (void)state;
    struct scenario off = place(0, 0), on = place(0.3, 0.3);
    struct run unseen = {0}, seen = {0};
    struct panels without, with;
    live(&unseen, &off, 1, &without);
    live(&seen, &on, 1, &with);
    assert_int_equal(without.event_count, 0);
    assert_true(with.event_count > 1000);
    assert_int_equal(with.spell_count, without.spell_count);
    assert_memory_equal(with.spells, without.spells, with.spell_count * sizeof *with.spells);
    assert_same_series(&unseen, &seen);
    panels_clear(&without);
    panels_clear(&with);
    run_clear(&unseen);
    run_clear(&seen);
    scenario_clear(&off);
    scenario_clear(&on);
}

static void test_threads(void **state)
{
    (void)state;
    struct scenario scenario = place(0.3, 0.3);
    struct run one = {0}, two = {0};
    struct panels alone, together;
    live(&one, &scenario, 1, &alone);
    live(&two, &scenario, 3, &together);
    assert_int_equal(alone.event_count, together.event_count);
    assert_memory_equal(alone.events, together.events, alone.event_count * sizeof *alone.events);
    panels_clear(&alone);
    panels_clear(&together);
    run_clear(&one);
    run_clear(&two);
    scenario_clear(&scenario);
}

/* The id that most rows have, of those that `id_of` gives. */
static uint32_t most_frequent(const struct panels *panels, uint32_t (*id_of)(const struct event_row *row))
{
    enum { IDS = 1 << 16 };
    static uint32_t counts[IDS];
    uint32_t best = 0;
    memset(counts, 0, sizeof counts);
    for (size_t k = 0; k < panels->event_count; k++) {
        uint32_t id = id_of(&panels->events[k]);
        if (id < IDS && ++counts[id] > counts[best]) {
            best = id;
        }
    }
    return best;
}

static uint32_t person_of(const struct event_row *row)
{
    return row->person;
}

static uint32_t firm_of(const struct event_row *row)
{
    return row->firm;
}

/* Rows that are written for a firm that is followed, whoever else is. */
static bool is_of_firm(const struct event_row *row, uint32_t firm)
{
    bool alone = row->event == HAPPENED_PASSED || row->event == HAPPENED_FOLLOWED ||
                 row->event == HAPPENED_BENEFIT || row->event == HAPPENED_OPTION;
    return row->firm == firm && (row->person == NOBODY || !alone);
}

/* Each person and firm is followed or not whoever else is, and lives the same. */
static void test_named(void **state)
{
    (void)state;
    struct scenario all = place(1, 1), some = place(0, 0);
    struct run run = {0}, named = {0};
    struct panels of_all, of_some;
    live(&run, &all, 1, &of_all);
    uint32_t person = most_frequent(&of_all, person_of), firm = most_frequent(&of_all, firm_of);
    snprintf(explain_of(values_of(&some))->person_ids.chars, PARAM_NOTE_MAX, "4000000, %u", person);
    snprintf(explain_of(values_of(&some))->firm_ids.chars, PARAM_NOTE_MAX, "%u", firm);
    live(&named, &some, 1, &of_some);
    size_t found = 0;
    for (size_t k = 0; k < of_all.event_count; k++) {
        const struct event_row *row = &of_all.events[k];
        if (row->person == person || is_of_firm(row, firm)) {
            assert_true(found < of_some.event_count);
            assert_memory_equal(row, &of_some.events[found], sizeof *row);
            found++;
        }
    }
    assert_true(found > 100);
    assert_int_equal(found, of_some.event_count);
    panels_clear(&of_all);
    panels_clear(&of_some);
    run_clear(&run);
    run_clear(&named);
    scenario_clear(&all);
    scenario_clear(&some);
}

/* ---- What agrees with the spells ----------------------------------------------------------------------- */

static bool is_of_spell(const struct event_row *row, const struct spell *spell)
{
    return row->person == spell->person && row->day == spell->end && row->reason == spell->reason &&
           row->firm == spell->firm && row->from == spell->status && row->second == spell->second;
}

/* The spell that the event ended, or NULL. */
static const struct spell *spell_of(const struct panels *panels, const struct event_row *row)
{
    for (size_t k = 0; k < panels->spell_count; k++) {
        if (is_of_spell(row, &panels->spells[k])) {
            return &panels->spells[k];
        }
    }
    return NULL;
}

static const struct spell *job_begun(const struct panels *panels, const struct event_row *row)
{
    for (size_t k = 0; k < panels->spell_count; k++) {
        const struct spell *spell = &panels->spells[k];
        if (spell->person == row->person && spell->start == row->day && spell->firm == row->firm &&
            spell->new_job && spell->second == row->second && spell->contract == row->contract) {
            return spell;
        }
    }
    return NULL;
}

static bool ends_a_spell(const struct event_row *row)
{
    return row->event == HAPPENED_ENDED || row->event == HAPPENED_CONVERTED ||
           row->event == HAPPENED_RENEWED || row->event == HAPPENED_HOURS || row->event == HAPPENED_STATUS;
}

static void expect_hire(const struct panels *panels, const struct event_row *row)
{
    const struct spell *spell = job_begun(panels, row);
    assert_non_null(spell);
    assert_true(row->hours >= spell->hours); /* a cap on monthly pay may have cut them since */
    assert_int_equal(row->channel, spell->channel);
    assert_int_equal(row->until, spell->planned_end);
    assert_int_equal(row->need, spell->need);
    assert_true(row->pay == (float)spell->wage_start);
}

static void test_spells_agree(void **state)
{
    (void)state;
    struct scenario scenario = place(0.2, 0);
    struct run run = {0};
    struct panels panels;
    live(&run, &scenario, 1, &panels);
    size_t ended = 0, hires = 0;
    for (size_t k = 0; k < panels.event_count; k++) {
        const struct event_row *row = &panels.events[k];
        if (ends_a_spell(row)) {
            assert_non_null(spell_of(&panels, row));
            ended++;
        } else if (row->event == HAPPENED_HIRED) {
            expect_hire(&panels, row);
            hires++;
        }
    }
    assert_true(hires > 100 && ended > 200);
    /* and each spell of a person who is followed has its event */
    size_t spells = 0, begun = 0;
    for (size_t k = 0; k < panels.spell_count; k++) {
        const struct spell *spell = &panels.spells[k];
        bool followed = false;
        for (size_t e = 0; e < panels.event_count && !followed; e++) {
            followed =
                panels.events[e].event == HAPPENED_FOLLOWED && panels.events[e].person == spell->person;
        }
        spells += followed && spell->reason != REASON_NONE && spell->reason != REASON_HIRED;
        begun += followed && spell->new_job && spell->start >= run.sim.start_day;
    }
    assert_int_equal(spells, ended);
    assert_int_equal(begun, hires);
    panels_clear(&panels);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* ---- What decisions were made by ----------------------------------------------------------------------- */

static void expect_reasons(const struct event_row *row)
{
    switch ((enum happening)row->event) {
    case HAPPENED_PASSED:
        assert_true(row->because == BECAUSE_COST  ? row->output < row->labour_cost
                    : row->because == BECAUSE_PAY ? row->worth < row->asked
                                                  : row->because == BECAUSE_HOURS);
        break;
    case HAPPENED_REFUSED:
        assert_true(row->rank >= 1 && row->rank <= row->applicants);
        assert_true(row->because == BECAUSE_OUTRANKED ? row->best_score >= row->score
                                                      : row->because == BECAUSE_NOT_REACHED);
        break;
    case HAPPENED_DECLINED:
        assert_true(row->worth <= row->asked);
        break;
    case HAPPENED_HIRED:
        assert_true(row->because == BECAUSE_CALLED ? row->rank == 0
                                                   : row->rank >= 1 && row->rank <= row->applicants);
        assert_true(row->since <= row->day);
        break;
    case HAPPENED_STATUS:
    case HAPPENED_CLOSED:
        assert_int_equal(row->because == BECAUSE_CHANCE, row->rate > 0);
        break;
    case HAPPENED_ENDED:
        assert_int_equal(row->because == BECAUSE_CHANCE, row->rate > 0);
        assert_true(row->because != BECAUSE_NONE);
        break;
    case HAPPENED_BENEFIT:
        assert_int_equal(row->because == BECAUSE_INSURED, row->benefit > 0);
        assert_true(row->because != BECAUSE_INSURED || row->until - row->day == (int32_t)row->days);
        break;
    default:
        break;
    }
}

/* Every kind of event and of reason that a market has comes up, and holds what it says. */
static void test_reasons(void **state)
{
    (void)state;
    struct scenario scenario = place(1, 1);
    struct run run = {0};
    struct panels panels;
    size_t happened[HAPPENED_COUNT] = {0}, why[BECAUSE_COUNT] = {0};
    char closed[PARAM_PATH_MAX];
    values_of(&scenario)->matching.rounds = 1; /* who is refused once is not asked again that day */
    snprintf(closed, sizeof closed, "sectors.%s.closed", sector_of(&scenario, 0)->name.chars);
    change_at(&scenario, scenario.run->start + 300, closed, "0.3");
    live(&run, &scenario, 1, &panels);
    int32_t before = run.sim.start_day;
    for (size_t k = 0; k < panels.event_count; k++) {
        const struct event_row *row = &panels.events[k];
        assert_true(row->day >= before && row->day < run.sim.end_day);
        before = row->day;
        expect_reasons(row);
        happened[row->event]++;
        why[row->because < BECAUSE_COUNT ? row->because : BECAUSE_NONE]++;
    }
    for (int event = 0; event < HAPPENED_COUNT; event++) {
        bool of_incomes = event == HAPPENED_INCOME || event == HAPPENED_MEANS;
        assert_int_equal(happened[event] > 0, !of_incomes);
    }
    for (int because = 0; because < BECAUSE_COUNT; because++) {
        bool elsewhere = because >= BECAUSE_USED_UP && because < BECAUSE_NONE; /* with incomes */
        if (!elsewhere && why[because] == 0) {
            print_error("reason %d never came up\n", because);
            fail();
        }
    }
    panels_clear(&panels);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* The chances written beside a post are those by which it was decided: of posts for peaks and tasks, on each
 * contract as many as the chances add up to, within four standard deviations (false alarms: 1 in 16 000). */
static void test_chances_are_those_of_the_choice(void **state)
{
    (void)state;
    struct scenario scenario = place(0, 1);
    struct run run = {0};
    struct panels panels;
    double chosen[MAX_CONTRACTS] = {0}, expected[MAX_CONTRACTS] = {0}, variance[MAX_CONTRACTS] = {0};
    live(&run, &scenario, 1, &panels);
    size_t posts = 0;
    for (size_t k = 0; k < panels.event_count; k++) {
        const struct event_row *post = &panels.events[k];
        if (post->event != HAPPENED_POST || post->need == NEED_CORE || post->need == NEED_MARGINAL) {
            continue;
        }
        double covered = 0, all = 0;
        size_t end = k + 1;
        while (end < panels.event_count && panels.events[end].event == HAPPENED_OPTION) {
            covered += panels.events[end].contract != NO_CONTRACT ? panels.events[end].share : 0;
            all += isnan(panels.events[end].share) ? 0 : panels.events[end].share;
            end++;
        }
        assert_true(fabs(all - 1) < 1e-5);
        for (size_t o = k + 1; o < end; o++) {
            const struct event_row *option = &panels.events[o];
            if (option->contract != NO_CONTRACT) {
                double p = option->share / covered;
                expected[option->contract] += p;
                variance[option->contract] += p * (1 - p);
            }
        }
        chosen[post->contract]++;
        posts++;
    }
    assert_true(posts > 500);
    for (size_t c = 0; c < MAX_CONTRACTS; c++) {
        assert_true(fabs(chosen[c] - expected[c]) <= 4 * sqrt(variance[c]) + 1e-6);
    }
    panels_clear(&panels);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* ---- Incomes ------------------------------------------------------------------------------------------- */

/* Months of income add up to what the accounts paid, and every reason for a benefit or none comes up. */
static void test_incomes(void **state)
{
    (void)state;
    struct scenario scenario = place(1, 0);
    struct run run = {0};
    struct panels panels;
    read_law_of_france(&scenario);
    ((struct income_params *)part_params(values_of(&scenario), &part_incomes))->active = true;
    live(&run, &scenario, 2, &panels);
    int64_t benefit = 0, people = 0;
    size_t why[BECAUSE_COUNT] = {0}, tests = 0;
    for (size_t k = 0; k < panels.event_count; k++) {
        const struct event_row *row = &panels.events[k];
        assert_true(row->event != HAPPENED_BENEFIT); /* the months say more */
        if (row->event == HAPPENED_INCOME) {
            benefit += (int64_t)row->benefit;
            people += date_of_day(row->day + 1).day == 1;
            assert_true(row->benefit <= 0 || row->benefit <= 31 * row->daily);
            why[row->because]++;
        } else if (row->event == HAPPENED_MEANS) {
            assert_true(row->because == BECAUSE_MEANS || row->minimum_income <= 0);
            why[row->because]++;
            tests++;
        }
    }
    size_t months = run.sim.outputs.period_count[OUTPUT_MONTHLY] - 1; /* the last one is cut */
    size_t paid = part_output(&part_incomes, OWN_account_paid);
    int64_t accounts = 0;
    for (size_t cell = LINE_UNEMPLOYMENT_BENEFIT; cell < run.sim.outputs.cells[paid]; cell += LINE_COUNT) {
        accounts += sum_of(&run, paid, cell, cell + 1);
    }
    assert_true(benefit > 0);
    assert_int_equal(benefit, accounts);
    assert_int_equal(people, months * ((struct world *)run.world)->people.table.rows);
    assert_true(tests > 1000);
    assert_true(why[BECAUSE_INSURED] > 0 && why[BECAUSE_LEFT_FREELY] > 0 && why[BECAUSE_USED_UP] > 0 &&
                why[BECAUSE_TOO_SHORT] > 0 && why[BECAUSE_MEANS] > 0 && why[BECAUSE_NOT_TAKEN_UP] > 0 &&
                why[BECAUSE_AT_PARENTS] > 0 && why[BECAUSE_AT_SCHOOL] > 0 && why[BECAUSE_TOO_YOUNG] > 0);
    panels_clear(&panels);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* ---- Words, and what is refused ------------------------------------------------------------------------ */

/* Every event has words, alone and among others, that hold no number that is none. */
static void test_words(void **state)
{
    (void)state;
    struct scenario scenario = place(0.5, 0.5);
    struct run run = {0};
    struct panels panels;
    live(&run, &scenario, 1, &panels);
    const struct history *history = run.model->history;
    for (size_t k = 0; k < panels.event_count; k++) {
        const void *row = &panels.events[k];
        size_t actor = panels.events[k].person != NOBODY ? ACTOR_PERSON : ACTOR_FIRM;
        struct text_buffer text = {0};
        if (history->group(row, actor, true) == HISTORY_SILENT) {
            continue;
        }
        history->tell(&run.sim, actor, &row, 1, &text);
        assert_true(text.length > 10 && !text.failed);
        if (strstr(text.text, "nan") != NULL || strstr(text.text, "4294967295") != NULL ||
            strstr(text.text, "  ") != NULL) {
            print_error("%s\n", text.text);
            fail();
        }
        text_buffer_clear(&text);
    }
    panels_clear(&panels);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_wrong_ids(void **state)
{
    (void)state;
    static const char *const wrong[] = {"1;2", "a", "-3", "1.5", "4294967295", "1 x"};
    static const char *const right[] = {"", "1", "1,2", " 1, 2 ,3 ", "1 2"};
    struct scenario scenario = whole();
    struct error error = {0};
    char *ids = explain_of(values_of(&scenario))->firm_ids.chars;
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        snprintf(ids, PARAM_NOTE_MAX, "%s", wrong[k]);
        assert_int_equal(scenario_check(&scenario, &error), STATUS_INPUT);
        assert_non_null(strstr(error.text, "explain.firm_ids"));
        error = (struct error){0};
    }
    for (size_t k = 0; k < sizeof right / sizeof right[0]; k++) {
        snprintf(ids, PARAM_NOTE_MAX, "%s", right[k]);
        must(scenario_check(&scenario, &error), &error);
    }
    scenario_clear(&scenario);
}

static void test_memory(void **state)
{
    (void)state;
    struct scenario scenario = place(1, 1);
    scenario.run->burn_in_days = 0;
    assert_true(allocations_of_days(&scenario, 3) > 10);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leaves_no_trace), cmocka_unit_test(test_threads),
        cmocka_unit_test(test_named),           cmocka_unit_test(test_spells_agree),
        cmocka_unit_test(test_reasons),         cmocka_unit_test(test_chances_are_those_of_the_choice),
        cmocka_unit_test(test_incomes),         cmocka_unit_test(test_words),
        cmocka_unit_test(test_wrong_ids),       cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
