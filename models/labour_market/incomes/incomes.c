#include "models/labour_market/incomes/incomes.h"

#include <string.h>

#include "models/labour_market/incomes/claims.h"
#include "models/labour_market/incomes/home_month.h"
#include "models/labour_market/incomes/income_events.h"
#include "models/labour_market/incomes/inequality.h"
#include "models/labour_market/incomes/payslips.h"
#include "models/labour_market/people/households.h"
#include "models/labour_market/state/breach.h"
#include "models/labour_market/state/durations.h"
#include "models/labour_market/state/local_economy.h"
#include "models/labour_market/state/thread_counts.h"
#include "models/labour_market/state/transitions.h"
#include "sim/date.h"
#include "sim/memory.h"

static struct incomes *state_of(const struct world *w)
{
    return part_state(w, &part_incomes);
}

static const struct income_params *params_of(const struct world *w)
{
    return part_params(w->p, &part_incomes);
}

static size_t output(size_t own)
{
    return part_output(&part_incomes, own);
}

/* ---- The law of the month --------------------------------------------------------------------------- */

/* The law of one day holds all the time: incomes.law_of is not its default. */
static bool law_is_fixed(const struct world *w)
{
    return params_of(w)->law_of != date_day((struct date){1900, 1, 1});
}

/* Whose law holds in the month that begins on `begin`: before recording, that of its first day. */
static int32_t law_day(const struct world *w, int32_t begin)
{
    if (law_is_fixed(w)) {
        return params_of(w)->law_of;
    }
    return begin > w->sim->start_day ? begin : w->sim->start_day;
}

/* Income of the year before is taxed by the law of that year. */
static int32_t tax_law_day(const struct world *w, int32_t begin)
{
    int32_t day = law_day(w, begin);
    return law_is_fixed(w) ? day : date_day((struct date){date_of_day(day).year - 1, 1, 1});
}

static bool same_law(const struct law_values *a, const struct law_values *b)
{
    for (size_t rule = 0; rule < LAW_RULE_COUNT; rule++) {
        if (a->value[rule] != b->value[rule]) {
            return false;
        }
    }
    return true;
}

/* Once a day: a row may have been changed at a date. */
static void look_up_law(const struct world *w, int32_t day)
{
    struct incomes *state = state_of(w);
    struct law_values before = state->law[0];
    if (state->looked_up == day) {
        return;
    }
    law_on(w->p, law_day(w, state->books.begin[0]), &state->law[0]);
    law_on(w->p, tax_law_day(w, state->books.begin[0]), &state->law[1]);
    if (state->looked_up == 0 || !same_law(&before, &state->law[0])) {
        payslips_prepare(&state->law[0], state->levies);
    }
    state->looked_up = day;
}

static struct month_books books_of(struct world *w, const struct ledger *ledger)
{
    struct incomes *state = state_of(w);
    int32_t begin = state->books.begin[0];
    struct date date = date_of_day(begin);
    return (struct month_books){.w = w,
                                .state = state,
                                .p = params_of(w),
                                .begin = begin,
                                .end = date_month_next(begin),
                                .month = date.year * 12 + date.month,
                                .ledger = *ledger};
}

static struct ledger ledger_of_state(const struct incomes *state)
{
    return (struct ledger){state->flows.paid, state->flows.received};
}

bool incomes_kept(const struct world *w)
{
    return state_of(w)->people.table.rows != 0;
}

/* ---- Beginning --------------------------------------------------------------------------------------- */

static int32_t months_before(int32_t day, int64_t months)
{
    struct date date = date_of_day(day);
    int64_t month = date.year * 12LL + date.month - 1 - months;
    return date_day((struct date){(int)(month / 12), (int)(month % 12) + 1, 1});
}

static void begin_claims(void *context, const struct span *span)
{
    const struct month_books *b = context;
    for (size_t i = span->begin; i < span->end; i++) {
        claim_begin(b, i);
    }
}

enum status incomes_open_month(struct world *w, int32_t day, struct error *error)
{
    struct incomes *state = state_of(w);
    const struct income_params *p = params_of(w);
    enum status status = STATUS_OK;
    if (!p->active || state->books.open[0] || day < months_before(w->sim->start_day, p->before_months)) {
        return STATUS_OK;
    }
    TRY(table_resize(&state->people.table, w->people.table.rows, error));
    state->books.open[0] = 1;
    state->books.begin[0] = date_month_begin(day);
    look_up_law(w, day);
    struct ledger ledger = ledger_of_state(state);
    struct month_books b = books_of(w, &ledger);
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, begin_claims, &b);
out:
    return status;
}

/* ---- While the month runs ---------------------------------------------------------------------------- */

/* Who leaves takes along what is not booked; the row is that of someone new. */
static void leave(struct incomes *state, size_t i)
{
    state->books.left[0] += state->people.row[i].total + state->people.row[i].net;
    state->people.row[i] = (struct income){0};
}

/* Spells of jobs that ended, or go on in another way, in this step of the day. */
static enum status settle(struct world *w, int32_t day, struct error *error)
{
    (void)error;
    struct incomes *state = state_of(w);
    if (state->people.table.rows == 0 || w->happened.count == 0) {
        return STATUS_OK;
    }
    look_up_law(w, day);
    struct ledger ledger = ledger_of_state(state);
    struct month_books b = books_of(w, &ledger);
    for (size_t k = 0; k < w->happened.count; k++) {
        const struct transition *t = &w->happened.items[k];
        if (t->job != NO_JOB && t->kind != TRANSITION_HIRE && t->kind != TRANSITION_PLANS) {
            const struct work work = {.person = t->person,
                                      .sector = w->employers.row[t->place].sector,
                                      .since = t->since,
                                      .until = day,
                                      .pay = t->pay,
                                      .size = t->size_since,
                                      .contract = t->contract,
                                      .hours = t->hours,
                                      .status = t->from};
            payslip_book(&b, &work);
        }
    }
    for (size_t k = 0; k < w->happened.count; k++) {
        if (w->happened.items[k].main && w->happened.items[k].reason == REASON_LEFT) {
            leave(state, w->happened.items[k].person);
        }
    }
    return STATUS_OK;
}

/* ---- The evening of its last day ----------------------------------------------------------------------- */

static void pay_job(const struct month_books *b, size_t i, size_t job, int32_t since)
{
    const struct job *row = &b->w->jobs.row[job];
    const struct work work = {.person = i,
                              .sector = b->w->employers.row[row->place].sector,
                              .since = since,
                              .until = b->end,
                              .pay = row->pay,
                              .size = row->size_since,
                              .contract = row->contract,
                              .hours = row->hours,
                              .status = b->w->people.row[i].status};
    payslip_book(b, &work);
}

static void pay_jobs(const struct month_books *b, size_t i)
{
    if (status_employee(b->w->people.row[i].status)) {
        pay_job(b, i, i, b->w->people.row[i].since);
    }
    uint32_t beside = job_beside(b->w, i);
    if (beside != NO_JOB) {
        pay_job(b, i, beside, b->w->jobs.row[beside].start);
    }
}

static void earn(const struct month_books *b, size_t i)
{
    pay_jobs(b, i);
    claim_month(b, i);
    home_other_income(b, i);
}

static void tally(const struct month_books *b, size_t i)
{
    const struct income *me = &b->state->people.row[i];
    const struct person *person = &b->w->people.row[i];
    b->outputs[OWN_public_cost][person->status] += me->public_cost;
    if (person->status == STATUS_UNEMPLOYED) {
        enum duration_class class = duration_class(b->end - person->jobless_since);
        b->outputs[OWN_public_cost_unemployed][class] += me->public_cost;
    }
    if (me->registered > 0) {
        b->outputs[OWN_registered][me->registered - 1]++;
    }
    b->outputs[OWN_paid_benefit][0] += me->paid_days > 0;
    b->outputs[OWN_minimum_income_households][0] += me->minimum_income > 0;
    b->outputs[OWN_in_work_households][0] += me->in_work > 0;
}

/* The month is over for the person: it goes to the year. */
static void close_person(const struct month_books *b, size_t i)
{
    struct income *me = &b->state->people.row[i];
    tally(b, i);
    me->total += me->net;
    me->net_year += me->net;
    me->taxable_year += me->taxable;
    me->earned_year += me->earned;
    me->months_here++;
    me->months_worked = (uint8_t)(me->months_worked + (me->earned > 0));
    me->pay = me->earned = me->taxable = me->net = me->public_cost = 0;
    me->hours = 0;
    me->days = 0;
}

/* For the history of a person: the month as it was booked. What households draw stands in the row of the
 * head. */
static void tell_month(const struct month_books *b, size_t i, size_t head)
{
    if (event_follows(b->w, i)) {
        event_income(b, i, head);
    }
}

/* What the household has had in the month is spent by its shares. */
static void spend(const struct month_books *b, size_t head, size_t partner)
{
    if (!b->spends) {
        return;
    }
    double cents = b->state->people.row[head].net + (partner != head ? b->state->people.row[partner].net : 0);
    local_economy_spend(b->w, b->span->thread, b->w->people.row[head].zone, cents / 100,
                        household_scale(b->w, head));
}

static void close_home(const struct month_books *b, size_t i, bool first)
{
    uint32_t partner = b->w->people.partner[i];
    bool two = partner < b->w->people.table.rows;
    earn(b, i);
    if (two) {
        earn(b, partner);
    }
    home_month(b, i, first);
    spend(b, i, two ? partner : i);
    tell_month(b, i, i);
    if (two) {
        tell_month(b, partner, i);
    }
    close_person(b, i);
    if (two) {
        close_person(b, partner);
    }
}

static struct ledger ledger_of_thread(const struct incomes *state, int thread)
{
    size_t cells = state->flows.table.rows;
    int64_t *begin = thread_counts_of(state->scratch, 2 * cells, thread);
    return (struct ledger){begin, begin + cells};
}

/* Asks the memory for the rows of the partner of someone who comes soon: they lie anywhere. */
static inline void fetch_ahead(const struct month_books *b, size_t i, size_t end)
{
    enum { AHEAD = 12, CACHE_LINE = 64 };
    const struct world *w = b->w;
    size_t soon = i + AHEAD < end ? i + AHEAD : i;
    size_t partner = w->people.partner[soon];
    if (partner < w->people.table.rows && home_is_head(w, soon)) {
        const char *income = (const char *)&b->state->people.row[partner];
        memory_fetch(&w->people.row[partner]);
        memory_fetch(&w->jobs.row[partner]);
        memory_fetch(income);
        memory_fetch(income + CACHE_LINE);
    }
}

/* A household is closed by its head alone, so no two blocks write the same row. */
static void close_block(void *context, const struct span *span)
{
    struct world *w = context;
    struct ledger ledger = ledger_of_thread(state_of(w), span->thread);
    struct month_books b = books_of(w, &ledger);
    b.span = span;
    b.spends = local_economy_active(w);
    for (size_t own = 0; own < INCOME_TALLIES; own++) {
        b.outputs[own] = outputs_tally(&w->sim->outputs, output(own), span->thread);
    }
    bool first = date_of_day(b.begin).month == 1;
    for (size_t i = span->begin; i < span->end; i++) {
        fetch_ahead(&b, i, span->end);
        if (home_is_head(w, i)) {
            close_home(&b, i, first);
        }
    }
}

/* What threads have booked joins what was booked while the month ran. */
static void gather(const struct world *w, const struct incomes *state)
{
    struct ledger all = ledger_of_thread(state, 0);
    thread_counts_sum(w, state->scratch, 2 * state->flows.table.rows);
    for (size_t k = 0; k < state->flows.table.rows; k++) {
        state->flows.paid[k] += all.paid[k];
        state->flows.received[k] += all.received[k];
    }
}

static void close_accounts(const struct world *w, const struct incomes *state)
{
    int64_t *paid = outputs_tally(&w->sim->outputs, output(OWN_account_paid), 0);
    int64_t *received = outputs_tally(&w->sim->outputs, output(OWN_account_received), 0);
    for (size_t k = 0; k < state->flows.table.rows; k++) {
        paid[k] += state->flows.paid[k];
        received[k] += state->flows.received[k];
        state->accounts.balance[k / LINE_COUNT] += state->flows.received[k] - state->flows.paid[k];
        state->flows.paid[k] = state->flows.received[k] = 0;
    }
}

static enum status close_year(struct world *w, struct error *error)
{
    struct incomes *state = state_of(w);
    struct ledger ledger = ledger_of_state(state);
    struct month_books b = books_of(w, &ledger);
    if (state->homes == NULL) {
        state->homes = memory_alloc(w->people.table.rows, sizeof *state->homes);
    }
    if (state->homes == NULL) {
        return error_memory(error, "incomes");
    }
    inequality_observe(&b);
    return STATUS_OK;
}

enum status incomes_close_month(struct world *w, int32_t day, struct error *error)
{
    struct incomes *state = state_of(w);
    enum status status = STATUS_OK;
    if (state->people.table.rows == 0 || date_month_next(day) != day + 1) {
        return STATUS_OK;
    }
    look_up_law(w, day);
    thread_counts_clear(w, state->scratch, 2 * state->flows.table.rows);
    bool spends = local_economy_active(w);
    if (spends) {
        local_economy_open(w);
    }
    TRY(events_open(w, parallel_blocks(w->people.table.rows, PARALLEL_BLOCK), error));
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, close_block, w);
    TRY(events_close(w, error));
    gather(w, state);
    close_accounts(w, state);
    if (spends) {
        local_economy_close(w);
    }
    if (date_of_day(day).month == 12) {
        TRY(close_year(w, error));
    }
    state->books.begin[0] = day + 1;
out:
    return status;
}

/* ---- What must hold ------------------------------------------------------------------------------------ */

static enum status audit_lines(const struct incomes *state, struct error *error)
{
    for (size_t line = 0; line < LINE_COUNT; line++) {
        int64_t paid = 0, received = 0;
        for (size_t k = line; k < state->flows.table.rows; k += LINE_COUNT) {
            paid += state->flows.paid[k];
            received += state->flows.received[k];
        }
        BREACH(paid != received, "line %zu of the accounts: %lld cents were paid, %lld received", line,
               (long long)paid, (long long)received);
    }
    return STATUS_OK;
}

/* A second book: what people have is what households received less what they paid. */
static enum status audit_people(const struct incomes *state, struct error *error)
{
    int64_t people = state->books.left[0], households = 0, all = 0;
    for (size_t i = 0; i < state->people.table.rows; i++) {
        people += state->people.row[i].total + state->people.row[i].net;
    }
    for (size_t a = 0; a < state->accounts.table.rows; a++) {
        all += state->accounts.balance[a];
        for (size_t line = 0; line < LINE_COUNT && a < STATUS_COUNT; line++) {
            size_t k = a * LINE_COUNT + line;
            households += state->flows.received[k] - state->flows.paid[k];
        }
        households += a < STATUS_COUNT ? state->accounts.balance[a] : 0;
    }
    BREACH(all != 0, "balances of all accounts add up to %lld cents", (long long)all);
    BREACH(people != households, "people have %lld cents, accounts of households %lld", (long long)people,
           (long long)households);
    return STATUS_OK;
}

static enum status audit(const struct world *w, int32_t day, struct error *error)
{
    (void)day;
    const struct incomes *state = state_of(w);
    PASS(audit_lines(state, error));
    return audit_people(state, error);
}

/* ---- The record ---------------------------------------------------------------------------------------- */

static enum status create(struct world *w, struct error *error)
{
    struct incomes *state = state_of(w);
    size_t cells = account_count(w->p) * LINE_COUNT;
    enum status status;
    TRY(table_resize(&state->books.table, 1, error));
    if (!params_of(w)->active) {
        return STATUS_OK;
    }
    TRY(law_complete(w->p, law_day(w, w->sim->first_day), error));
    TRY(law_complete(w->p, tax_law_day(w, w->sim->first_day), error));
    TRY(table_resize(&state->flows.table, cells, error));
    TRY(table_resize(&state->accounts.table, account_count(w->p), error));
    state->law = memory_alloc(2, sizeof *state->law);
    state->levies = memory_alloc((size_t)2 * PAY_TABLE, sizeof *state->levies);
    state->scratch = thread_counts_alloc(w, 2 * cells);
    state->year = memory_alloc(1, sizeof *state->year);
    if (state->law == NULL || state->levies == NULL || state->scratch == NULL || state->year == NULL) {
        TRY(error_memory(error, "incomes"));
    }
out:
    return status;
}

static void destroy(struct world *w)
{
    struct incomes *state = state_of(w);
    memory_free(state->law);
    memory_free(state->levies);
    memory_free(state->scratch);
    memory_free(state->homes);
    memory_free(state->year);
}

static enum status check(const struct parameters *p, struct error *error)
{
    const struct income_params *own = part_params(p, &part_incomes);
    const struct dated_law *law = part_params(p, &part_dated_law);
    if (own->active && law->law.count == 0) {
        return error_set(error, STATUS_INPUT,
                         "incomes.active is true and the table law is empty, expected law = "
                         "\"law/france.csv\" or another one");
    }
    const struct local_economy_params *economy = part_params(p, &part_local_economy);
    if (economy->active && (!own->active || own->before_months < 12)) {
        return error_set(
            error, STATUS_INPUT,
            "local_economy.active is true, expected incomes that are kept for a year before recording: "
            "incomes.active = true and incomes.before_months of at least 12");
    }
    return STATUS_OK;
}

static const struct param params[] = {INCOME_PARAMS(PARAM_ENTRY, struct income_params)};
static const struct param_group groups[] = {
    PART_SCALARS(incomes, "Incomes, taxes, transfers and accounts, which observe the market.", params),
};
static const struct part_stream streams[] = {INCOME_STREAMS(PART_STREAM)};
static const struct column income_fields[] = {INCOME_FIELDS(TABLE_COLUMN, struct income)};
static const struct column people_columns[] = {
    TABLE_RECORD(struct income_people, struct income, income_fields)};
static const struct column flow_columns[] = {INCOME_FLOW_COLUMNS(TABLE_COLUMN, struct income_flows)};
static const struct column account_columns[] = {INCOME_ACCOUNT_COLUMNS(TABLE_COLUMN, struct income_accounts)};
static const struct column book_columns[] = {INCOME_BOOK_COLUMNS(TABLE_COLUMN, struct income_books)};
static const struct part_table tables[] = {
    PART_OWN_TABLE(struct incomes, people, "income_people", people_columns),
    PART_OWN_TABLE(struct incomes, flows, "income_flows", flow_columns),
    PART_OWN_TABLE(struct incomes, accounts, "income_accounts", account_columns),
    PART_OWN_TABLE(struct incomes, books, "income_books", book_columns),
};
static const struct output outputs[] = {INCOME_OUTPUTS(OUTPUT_ENTRY)};
static const struct requirement needs[] = {{"incomes", NULL, "incomes.active", false}, {0}};
static const struct usual_range usuals[] = {
    {"incomes.pension_men", 500, 3000, "assumption: half to twice the mean of 2016"},
    {"incomes.pension_women", 500, 3000, "assumption: the same"},
    {"incomes.own_income", 500, 6000, "assumption: the same"},
    {0},
};

const struct part part_incomes = {
    .name = "incomes",
    PART_OWN_GROUPS(groups, struct income_params),
    .declares = {.outputs = outputs,
                 .output_count = sizeof outputs / sizeof outputs[0],
                 .needs = needs,
                 .usuals = usuals},
    PART_LIST(stream, streams),
    PART_LIST(table, tables),
    .state_size = sizeof(struct incomes),
    .check = check,
    .create = create,
    .destroy = destroy,
    .settle = settle,
    .audit = audit,
};
