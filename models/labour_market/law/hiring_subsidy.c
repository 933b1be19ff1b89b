#include "models/labour_market/law/hiring_subsidy.h"

#include "models/labour_market/state/breach.h"
#include "models/labour_market/state/contributions.h"
#include "models/labour_market/state/jobs.h"
#include "models/labour_market/state/transitions.h"

static struct hiring_subsidy *state_of(const struct world *w)
{
    return part_state(w, &part_hiring_subsidy);
}

/* ---- Whom and what the law means ----------------------------------------------------------------- */

static int32_t days_of(double months)
{
    return (int32_t)(months * DAYS_PER_MONTH + 0.5);
}

/* Training is paid for otherwise, and marginal jobs are not insured. `length`: days, 0: open-ended. */
static bool contract_counts(const struct world *w, const struct hiring_subsidy_params *p, uint8_t contract,
                            int32_t length)
{
    enum role role = contract_role(world_contract(w, contract));
    return role == ROLE_CORE ||
           (role == ROLE_FLEXIBLE && p->fixed_terms && length >= days_of(p->least_months));
}

/* Whether the law of today pays for a hire of someone who is `status` and was without a job for so long. */
static bool law_pays(const struct world *w, const struct hiring_subsidy_params *p, uint8_t status,
                     int32_t jobless, uint8_t contract, int32_t length)
{
    return p->active && p->share > 0 && days_of(p->months) > 0 && status == STATUS_UNEMPLOYED &&
           jobless >= days_of(p->jobless_months) && contract_counts(w, p, contract, length);
}

/* In the mean of the days that the employer expects the job to last. */
static double aid(const struct world *w, const void *params, size_t i, size_t v, int32_t day)
{
    const struct hiring_subsidy_params *p = params;
    const struct person *person = &w->people.row[i];
    const struct vacancy *vacancy = &w->vacancies.row[v];
    if (!law_pays(w, p, person->status, day - person->jobless_since, vacancy->contract, vacancy->length)) {
        return 0;
    }
    double expected = vacancy->length != 0 ? vacancy->length : w->p->staffing.tenure_years * DAYS_PER_YEAR;
    double paid = days_of(p->months);
    return p->share * (paid < expected ? paid / expected : 1);
}

/* ---- Jobs begin and are paid for ----------------------------------------------------------------- */

static enum status begin(struct world *w, const struct hiring_subsidy_params *p, const struct transition *t,
                         int32_t jobless, struct error *error)
{
    struct hiring_subsidy *state = state_of(w);
    size_t k = state->jobs.table.rows;
    enum status status;
    TRY(table_resize(&state->jobs.table, k + 1, error));
    state->jobs.row[k] = (struct subsidy){.share = p->share,
                                          .job = t->job,
                                          .start = t->start,
                                          .until = t->start + days_of(p->months),
                                          .jobless = jobless,
                                          .asked = days_of(p->jobless_months)};
    outputs_tally(&w->sim->outputs, part_output(&part_hiring_subsidy, OWN_hiring_subsidy_hires),
                  0)[t->contract]++;
out:
    return status;
}

/* Those hired in this step of the day. */
static enum status settle(struct world *w, int32_t day, struct error *error)
{
    const struct hiring_subsidy_params *p = part_params(w->p, &part_hiring_subsidy);
    enum status status = STATUS_OK;
    for (size_t k = 0; p->active && k < w->happened.count; k++) {
        const struct transition *t = &w->happened.items[k];
        int32_t jobless = day - w->people.row[t->person].jobless_since;
        if (t->kind == TRANSITION_HIRE && t->main &&
            law_pays(w, p, t->from, jobless, t->contract, transition_length(t))) {
            TRY(begin(w, p, t, jobless, error));
        }
    }
out:
    return status;
}

/* A row holds one job after the other, each of which begins on another day. */
static bool lasts(const struct world *w, const struct subsidy *subsidy)
{
    return job_held(w, subsidy->job) && w->jobs.row[subsidy->job].start == subsidy->start;
}

/* Cents for one day of a week of seven. */
static int64_t daily(const struct world *w, const struct subsidy *subsidy)
{
    const struct job *job = &w->jobs.row[subsidy->job];
    double rate = contribution_rate(w, job->contract, w->employers.row[job->place].zone, job->pay);
    double cost = job->pay * (1 + rate) * job->hours / 7;
    return (int64_t)(subsidy->share * cost + 0.5);
}

enum status hiring_subsidy_pay(struct world *w, int32_t day, struct error *error)
{
    struct hiring_subsidy *state = state_of(w);
    size_t kept = 0;
    int64_t outlay = 0, days = 0;
    for (size_t k = 0; k < state->jobs.table.rows; k++) {
        struct subsidy subsidy = state->jobs.row[k];
        if (!lasts(w, &subsidy) || subsidy.until <= day) {
            state->account.ended_outlay[0] += subsidy.paid;
            state->account.ended_days[0] += subsidy.days;
            continue;
        }
        int64_t cents = daily(w, &subsidy);
        subsidy.paid += cents;
        subsidy.days++;
        outlay += cents;
        days++;
        state->jobs.row[kept++] = subsidy;
    }
    state->account.outlay[0] += outlay;
    state->account.days[0] += days;
    size_t first = part_output(&part_hiring_subsidy, 0);
    outputs_tally(&w->sim->outputs, first + OWN_hiring_subsidy_paid, 0)[0] += outlay;
    outputs_tally(&w->sim->outputs, first + OWN_hiring_subsidy_days, 0)[0] += days;
    return table_resize(&state->jobs.table, kept, error);
}

static void observe(struct world *w, enum output_axis axis)
{
    if (axis == OUTPUT_MONTHLY) {
        size_t people = part_output(&part_hiring_subsidy, OWN_hiring_subsidy_people);
        outputs_tally(&w->sim->outputs, people, 0)[0] = (int64_t)state_of(w)->jobs.table.rows;
    }
}

/* ---- What must hold ------------------------------------------------------------------------------- */

/* A job is paid for on each of its days, once, and for someone who was long without one. */
static enum status audit_subsidy(const struct world *w, const struct subsidy *subsidy, int32_t day,
                                 struct error *error)
{
    BREACH(!lasts(w, subsidy), "job %u is subsidised and has ended", subsidy->job);
    BREACH(!job_is_main(w, subsidy->job), "job %u is subsidised beside a main one", subsidy->job);
    BREACH(subsidy->until <= day, "job %u is subsidised beyond day %d", subsidy->job, subsidy->until);
    BREACH(subsidy->days != day - subsidy->start + 1, "job %u began on day %d, and %d days were paid for",
           subsidy->job, subsidy->start, subsidy->days);
    BREACH(subsidy->jobless < subsidy->asked, "job %u is subsidised for %d days without a job, not %d",
           subsidy->job, subsidy->jobless, subsidy->asked);
    return STATUS_OK;
}

static enum status audit(const struct world *w, int32_t day, struct error *error)
{
    const struct hiring_subsidy *state = state_of(w);
    int64_t outlay = state->account.ended_outlay[0], days = state->account.ended_days[0];
    enum status status = STATUS_OK;
    for (size_t k = 0; k < state->jobs.table.rows; k++) {
        TRY(audit_subsidy(w, &state->jobs.row[k], day, error));
        outlay += state->jobs.row[k].paid;
        days += state->jobs.row[k].days;
    }
    BREACH(outlay != state->account.outlay[0] || days != state->account.days[0],
           "hiring subsidies: %lld cents for %lld days were paid, jobs got %lld for %lld",
           (long long)state->account.outlay[0], (long long)state->account.days[0], (long long)outlay,
           (long long)days);
out:
    return status;
}

static enum status create(struct world *w, struct error *error)
{
    return table_resize(&state_of(w)->account.table, 1, error);
}

/* ---- The record ------------------------------------------------------------------------------------ */

static const struct param params[] = {HIRING_SUBSIDY_PARAMS(PARAM_ENTRY, struct hiring_subsidy_params)};
static const struct param_group groups[] = {PART_SCALARS(
    hiring_subsidy, "Policy: the state bears a share of the cost of people hired out of long unemployment.",
    params)};

static const struct requirement needs[] = {{"hiring_subsidy", NULL, "hiring_subsidy.active", false}, {0}};
static const struct usual_range usuals[] = {
    {"hiring_subsidy.share", 0, 0.7, "SGB III 90: at most 0.70, for people with disabilities"},
    {"hiring_subsidy.months", 0, 36, "SGB III 89, 131: at most 36 months, for people of fifty and more"},
    {0},
};
static const struct output outputs[] = {HIRING_SUBSIDY_OUTPUTS(OUTPUT_ENTRY)};

static const struct column fields[] = {SUBSIDY_FIELDS(TABLE_COLUMN, struct subsidy)};
static const struct column jobs[] = {TABLE_RECORD(struct subsidies, struct subsidy, fields)};
static const struct column account[] = {SUBSIDY_ACCOUNT_COLUMNS(TABLE_COLUMN, struct subsidy_account)};
static const struct part_table tables[] = {
    PART_OWN_TABLE(struct hiring_subsidy, jobs, "hiring_subsidies", jobs),
    PART_OWN_TABLE(struct hiring_subsidy, account, "hiring_subsidy_account", account),
};

const struct part part_hiring_subsidy = {
    .name = "hiring_subsidy",
    PART_OWN_GROUPS(groups, struct hiring_subsidy_params),
    .declares = {PART_LIST(output, outputs), .needs = needs, .usuals = usuals},
    .state_size = sizeof(struct hiring_subsidy),
    PART_LIST(table, tables),
    .aid = aid,
    .settle = settle,
    .observe = observe,
    .audit = audit,
    .create = create,
};
