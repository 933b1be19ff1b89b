/* A hiring subsidy: for some months the state bears a share of what an employer pays for someone who was
 * unemployed and had long been without a job.
 *
 * Like the French contrat initiative emploi and the German Eingliederungszuschuss. It makes a person cheaper,
 * and nothing else: what that does to ranking and hiring follows from the cost (market/matching.c). A subsidy
 * keeps to the law of the day of hiring, and ends with the job. */
#ifndef LABOUR_MARKET_HIRING_SUBSIDY_H
#define LABOUR_MARKET_HIRING_SUBSIDY_H

#include "models/labour_market/state/part.h"

#define HIRING_SUBSIDY_PARAMS(P, self)                                                                       \
    P(self, BOOL, active, "false", 0, 0, "1", PARAM_DATED,                                                   \
      "The state bears a share of the cost of people hired out of long unemployment.",                       \
      "choice of the scenario")                                                                              \
    P(self, REAL, share, "0.3", 0, 1, "1", SWEEP_DATED,                                                      \
      "Share of the cost of labour that is paid to the employer.",                                           \
      "CUI-CIE 2013: 0.30 of gross SMIC in the mean, at most 0.47; SGB III 89: at most 0.50 of pay")         \
    P(self, REAL, months, "12", 0, 120, "months", SWEEP_DATED, "Months for which it is paid at most.",       \
      "SGB III 89: at most 12 months; CIE: at most 24")                                                      \
    P(self, REAL, jobless_months, "12", 0, 480, "months", SWEEP_DATED,                                       \
      "Months without a job after which someone unemployed counts.",                                         \
      "CIE 1995: registered for 12 of the last 18 months")                                                   \
    P(self, REAL, least_months, "6", 0, 120, "months", SWEEP_DATED,                                          \
      "Shortest fixed term that counts; open-ended contracts do, whatever it is.", "CUI-CIE: 6 months")      \
    P(self, BOOL, fixed_terms, "true", 0, 0, "1", PARAM_DATED,                                               \
      "Fixed terms count, not only open-ended "                                                              \
      "contracts.",                                                                                          \
      "CUI-CIE: both")
struct hiring_subsidy_params {
    HIRING_SUBSIDY_PARAMS(PARAM_MEMBER, )
};

/* Jobs that are paid for: by the row of the job, and the day that says which of the jobs there it is. */
#define SUBSIDY_FIELDS(C, self)                                                                              \
    C(self, F64, share, "1", "share of the cost of labour that is paid")                                     \
    C(self, I64, paid, "cent", "what has been paid for the job")                                             \
    C(self, U32, job, "row", "the job")                                                                      \
    C(self, I32, start, "day", "day on which the job began")                                                 \
    C(self, I32, until, "day", "first day that is not paid for")                                             \
    C(self, I32, days, "days", "days that were paid for")                                                    \
    C(self, I32, jobless, "days", "days without a job at hiring")                                            \
    C(self, I32, asked, "days", "days without a job that the law asked for then")
struct subsidy {
    SUBSIDY_FIELDS(TABLE_FIELD, struct subsidy)
};

struct subsidies {
    struct table table;
    struct subsidy *row;
};

/* One row: all that was paid since the first day, and for how many days of work. */
#define SUBSIDY_ACCOUNT_COLUMNS(C, self)                                                                     \
    C(self, I64, outlay, "cent", "paid for all jobs")                                                        \
    C(self, I64, days, "days", "days of work that were paid for")                                            \
    C(self, I64, ended_outlay, "cent", "paid for jobs that are not paid for any more")                       \
    C(self, I64, ended_days, "days", "days of these jobs that were paid for")

struct subsidy_account {
    struct table table;
    SUBSIDY_ACCOUNT_COLUMNS(TABLE_MEMBER, struct subsidy_account)
};

struct hiring_subsidy {
    struct subsidies jobs;
    struct subsidy_account account;
};

#define HIRING_SUBSIDY_OUTPUTS(O)                                                                            \
    O(hiring_subsidy_paid, I64, MONTHLY, "", "cent", "Hiring subsidies that the state paid in the month.")   \
    O(hiring_subsidy_days, I64, MONTHLY, "", "days", "Days of work for which hiring subsidies were paid.")   \
    O(hiring_subsidy_hires, I64, MONTHLY, "contract", "hires", "Hires for which a subsidy began.")           \
    O(hiring_subsidy_people, I64, MONTHLY, "", "persons", "People whose job was subsidised on the last day.")
enum { HIRING_SUBSIDY_OUTPUTS(PART_OUTPUT_ID) };

extern const struct part part_hiring_subsidy;

/* The last step of the day: the state pays for the day, for each job that is still there. */
enum status hiring_subsidy_pay(struct world *w, int32_t day, struct error *error);

#endif
