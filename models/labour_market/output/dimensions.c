/* The dimensions of outputs and their labels. */
#include <stdio.h>

#include "models/labour_market/first_day/synthesis.h"
#include "models/labour_market/history/events.h"
#include "models/labour_market/incomes/accounts.h"
#include "models/labour_market/organisations/public_agencies/public_agencies.h"
#include "models/labour_market/output/observe.h"
#include "models/labour_market/people/households.h"

enum { MOST_LABELS = 512 };

#define STATUS_LABEL(code, label, role, group) label,
static const char *const STATUSES[STATUS_COUNT] = {CONTRACT_STATUSES(STATUS_LABEL)
                                                       OTHER_STATUSES(STATUS_LABEL)};
static const char *const SEXES[2] = {"men", "women"};
static const char *const HOURS_CHANGES[2] = {"fewer", "more"};
static const char *const LENGTHS[LENGTH_COUNT] = {"open-ended", "1 day",       "2-7 days",   "8-30 days",
                                                  "31-90 days", "91-365 days", "over a year"};
static const char *const TENURES[TENURE_COUNT] = {"up to 30 days", "31-90 days", "91-365 days", "1-5 years",
                                                  "over 5 years"};
static const char *const OPEN_FOR[TENURE_COUNT] = {"up to 30 days", "31-90 days", "91-365 days", "1-5 years",
                                                   "over 5 years"};
static const char *const DURATIONS[DURATION_COUNT] = {
    "under 1 month", "1-3 months", "3-6 months", "6-12 months", "1-2 years", "2-3 years", "over 3 years"};
static const char *const DECILES[9] = {"D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9"};
static const char *const REASONS[REASON_COUNT] = {[REASON_NONE] = "running",
                                                  [REASON_TERM] = "end of term",
                                                  [REASON_TRIAL] = "trial period",
                                                  [REASON_RESIGNATION] = "resignation",
                                                  [REASON_DISMISSAL] = "dismissal for cause",
                                                  [REASON_ECONOMIC] = "economic dismissal",
                                                  [REASON_AGREED] = "agreed termination",
                                                  [REASON_WITHDRAWAL] = "withdrawal",
                                                  [REASON_RETIREMENT] = "retirement",
                                                  [REASON_HIRED] = "hired",
                                                  [REASON_CONVERTED] = "converted or renewed",
                                                  [REASON_HOURS] = "other hours",
                                                  [REASON_ACTIVATED] = "activated",
                                                  [REASON_SET_UP] = "set up on own account",
                                                  [REASON_CLOSURE] = "closure",
                                                  [REASON_LEFT] = "left the territory"};

static const char *const NEEDS[NEED_COUNT] = {
    [NEED_CORE] = "core", [NEED_PEAK] = "peak", [NEED_TASK] = "task", [NEED_MARGINAL] = "marginal"};
static const char *const CHANNELS[CHANNEL_COUNT] = {[CHANNEL_PES] = "public employment service",
                                                    [CHANNEL_OPEN] = "advertised",
                                                    [CHANNEL_NETWORK] = "network",
                                                    [CHANNEL_CALL_BACK] = "call-back"};
static const char *const LIVING[LIVING_COUNT] = {[HOUSEHOLD_SINGLE] = "single",
                                                 [HOUSEHOLD_COUPLE] = "couple",
                                                 [HOUSEHOLD_LONE_PARENT] = "lone parent",
                                                 [HOUSEHOLD_FAMILY] = "couple with children",
                                                 [LIVING_PARENTS] = "at the parents' home"};
static const char *const COHORTS[COHORT_MONTHS] = {"0", "1", "2", "3",  "4",  "5", "6",
                                                   "7", "8", "9", "10", "11", "12"};

/* Names of the rows of a table: every row begins with its name. */
static enum status table_dimension(struct outputs *outputs, const char *name, const char *text,
                                   const struct param_rows *rows, size_t row_size, struct error *error)
{
    const char *labels[MOST_LABELS];
    size_t count = rows->count < MOST_LABELS ? rows->count : MOST_LABELS;
    for (size_t r = 0; r < count; r++) {
        labels[r] = ((const struct param_text *)((const char *)rows->rows + r * row_size))->chars;
    }
    return outputs_dimension(outputs, name, text, count, labels, error);
}
_Static_assert((int)MAX_ZONES <= (int)MOST_LABELS && (int)MAX_OCCUPATIONS <= (int)MOST_LABELS,
               "every row has a label");

static enum status margin_dimension(const struct parameters *p, struct outputs *outputs, struct error *error)
{
    enum { LABEL_SIZE = 96, MOST_MARGINS = MAX_AGE_GROUPS * 2 + MAX_QUALIFICATIONS + 8 };
    char text[MOST_MARGINS][LABEL_SIZE];
    const char *labels[MOST_MARGINS];
    size_t count = synthesis_margin_count(p);
    for (size_t m = 0; m < count; m++) {
        synthesis_margin_label(p, m, text[m], LABEL_SIZE);
        labels[m] = text[m];
    }
    return outputs_dimension(outputs, "margin", "Margins of the population on the first day", count, labels,
                             error);
}

static enum status fixed_dimensions(struct outputs *outputs, struct error *error)
{
    enum status status;
    TRY(outputs_dimension(outputs, "status", "Labour status", STATUS_COUNT, STATUSES, error));
    TRY(outputs_dimension(outputs, "status_from", "Labour status before", STATUS_COUNT, STATUSES, error));
    TRY(outputs_dimension(outputs, "status_to", "Labour status after", STATUS_COUNT, STATUSES, error));
    TRY(outputs_dimension(outputs, "sex", "Sex", 2, SEXES, error));
    TRY(outputs_dimension(outputs, "hours_change", "Weekly hours of a job that goes on", 2, HOURS_CHANGES,
                          error));
    TRY(outputs_dimension(outputs, "length", "Planned length of a contract", LENGTH_COUNT, LENGTHS, error));
    TRY(outputs_dimension(outputs, "reason", "Why a job or spell ended", REASON_COUNT, REASONS, error));
    TRY(outputs_dimension(outputs, "tenure", "Time since the job began", TENURE_COUNT, TENURES, error));
    TRY(outputs_dimension(outputs, "open_for", "Time since a vacancy was posted", TENURE_COUNT, OPEN_FOR,
                          error));
    TRY(outputs_dimension(outputs, "duration", "Time without a job", DURATION_COUNT, DURATIONS, error));
    TRY(outputs_dimension(outputs, "need", "What a post is there for", NEED_COUNT, NEEDS, error));
    TRY(outputs_dimension(outputs, "channel", "How person and employer met", CHANNEL_COUNT, CHANNELS, error));
    TRY(outputs_dimension(outputs, "cohort", "Calendar months since the month of signing", COHORT_MONTHS,
                          COHORTS, error));
    TRY(outputs_dimension(outputs, "household", "Type of household", HOUSEHOLD_TYPES, LIVING, error));
    TRY(outputs_dimension(outputs, "living", "With whom one lives", LIVING_COUNT, LIVING, error));
    TRY(outputs_dimension(outputs, "decile", "Decile of pay", 9, DECILES, error));
out:
    return status;
}

enum status observe_dimensions(const void *params, struct outputs *outputs, struct error *error)
{
    const struct parameters *p = params;
    enum status status;
    TRY(fixed_dimensions(outputs, error));
    TRY(table_dimension(outputs, "age_group", "Age", &p->age_groups, sizeof(struct age_group), error));
    TRY(table_dimension(outputs, "qualification", "Level of qualification", &p->qualifications,
                        sizeof(struct qualification), error));
    TRY(table_dimension(outputs, "zone", "Zone", &p->zones, sizeof(struct zone), error));
    TRY(table_dimension(outputs, "sector", "Sector of the employer", &p->sectors, sizeof(struct sector),
                        error));
    TRY(table_dimension(outputs, "occupation", "Occupation", &p->occupations, sizeof(struct occupation),
                        error));
    TRY(table_dimension(outputs, "contract", "Type of contract", &p->contracts, sizeof(struct contract),
                        error));
    TRY(table_dimension(outputs, "size", "Size of the firm", &p->sizes, sizeof(struct size_class), error));
    TRY(accounts_dimensions(p, outputs, error));
    TRY(events_dimensions(p, outputs, error));
    TRY(public_agencies_dimensions(p, outputs, error));
    TRY(margin_dimension(p, outputs, error));
out:
    return status;
}
