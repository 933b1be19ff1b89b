/* What is written down: the declared outputs, and the functions that fill them. */
#ifndef LABOUR_MARKET_OBSERVE_H
#define LABOUR_MARKET_OBSERVE_H

#include "models/labour_market/world.h"
#include "sim/outputs.h"

#define OUTPUTS(O)                                                                                           \
    O(stock, I64, MONTHLY, "status,age_group,sex", "persons",                                                \
      "Residents by labour status on the last day of the month.")                                            \
    O(stock_by_qualification, I64, MONTHLY, "status,qualification", "persons",                               \
      "Residents by labour status and level of qualification on the last day.")                              \
    O(stock_by_zone, I64, MONTHLY, "status,zone", "persons",                                                 \
      "Residents by labour status and zone of residence on the last day.")                                   \
    O(stock_by_occupation, I64, MONTHLY, "status,occupation", "persons",                                     \
      "Residents by labour status and occupation on the last day.")                                          \
    O(staff_by_sector, I64, MONTHLY, "need,sector", "persons",                                               \
      "Posts held by what they are there for and sector on the last day; second jobs count too.")            \
    O(transitions, I64, MONTHLY, "status_from,status_to", "persons",                                         \
      "Residents by status on the last day of the month before and on the last day of this month.")          \
    O(transitions_quarter, I64, MONTHLY, "status_from,status_to", "persons",                                 \
      "Residents aged 15 to 64 by status three months before and on the last day of the month.")             \
    O(hires, I64, MONTHLY, "contract,length", "hires",                                                       \
      "Contracts signed, by planned length; conversions and renewals are not hires.")                        \
    O(hires_by_sector, I64, MONTHLY, "contract,sector", "hires",                                             \
      "Contracts signed, by sector of the employer.")                                                        \
    O(hires_from, I64, MONTHLY, "status_from,contract", "hires",                                             \
      "Contracts signed, by labour status just before.")                                                     \
    O(hires_by_channel, I64, MONTHLY, "contract,channel", "hires",                                           \
      "Contracts signed, by how person and employer met.")                                                   \
    O(hires_by_zone, I64, MONTHLY, "zone", "hires",                                                          \
      "Contracts signed through the market (call-backs are left out), by zone of the job.")                  \
    O(conversions, I64, MONTHLY, "", "contracts", "Fixed terms continued as CDIs.")                          \
    O(renewals, I64, MONTHLY, "", "contracts", "Fixed terms renewed.")                                       \
    O(separations, I64, MONTHLY, "contract,reason,tenure", "separations",                                    \
      "Jobs that ended, by why and by time since the job began.")                                            \
    O(new_cdi_ended, I64, MONTHLY, "cohort,tenure", "separations",                                           \
      "Ends of CDIs signed at hire (not CDDs continued as CDIs), by calendar months since the month of "     \
      "signing "                                                                                             \
      "and by days since signing.")                                                                          \
    O(separations_by_sector, I64, MONTHLY, "contract,sector", "separations",                                 \
      "Jobs that ended, by sector of the employer.")                                                         \
    O(vacancies, I64, MONTHLY, "contract,open_for", "vacancies",                                             \
      "Open vacancies on the last day, by time since posting.")                                              \
    O(vacancies_by_zone, I64, MONTHLY, "zone", "vacancies",                                                  \
      "Open vacancies on the last day, by zone of the job.")                                                 \
    O(vacancies_posted, I64, MONTHLY, "contract", "vacancies", "Vacancies posted.")                          \
    O(vacancies_posted_by_channel, I64, MONTHLY, "channel", "vacancies",                                     \
      "Vacancies posted, by how they are made known.")                                                       \
    O(vacancies_filled, I64, MONTHLY, "channel,open_for", "vacancies",                                       \
      "Vacancies filled, by how person and employer met and by time since posting; over those posted and "   \
      "open: the "                                                                                           \
      "fill rate.")                                                                                          \
    O(applications, I64, MONTHLY, "", "applications", "Applications sent to vacancies.")                     \
    O(unemployed_by_duration, I64, MONTHLY, "duration", "persons",                                           \
      "Unemployed on the last day, by time since the last job.")                                             \
    O(jobs_by_tenure, I64, MONTHLY, "tenure", "persons",                                                     \
      "Main jobs on the last day, by time since they began.")                                                \
    O(part_time, I64, MONTHLY, "", "persons", "Employees whose main job has fewer than 32 hours a week.")    \
    O(second_jobs, I64, MONTHLY, "", "persons", "People with a marginal job beside a main job.")             \
    O(second_jobs_only, I64, MONTHLY, "", "persons",                                                         \
      "People whose marginal job was beside a main job that has ended since.")                               \
    O(benefit_recipients, I64, MONTHLY, "", "persons",                                                       \
      "People who draw unemployment benefit on the last day.")                                               \
    O(benefits, I64, MONTHLY, "", "cent/month",                                                              \
      "Unemployment benefit at the rate of the last day: replacement rate times pay of a full-time month.")  \
    O(closures, I64, MONTHLY, "sector", "firms", "Firms that closed; as many were founded.")                 \
    O(households, I64, MONTHLY, "household", "households",                                                   \
      "Households on the last day by type; children are those below 15. Residents of 75 and more count as "  \
      "partners only, and young people at their parents' home are in no household of their own.")            \
    O(stock_by_living, I64, MONTHLY, "status,living", "persons",                                             \
      "Residents by labour status and by whom they live with on the last day.")                              \
    O(unemployment_rate, F64, MONTHLY, "", "percent of labour force",                                        \
      "Unemployed over unemployed and employed, on the last day.")                                           \
    O(long_term_share, F64, MONTHLY, "", "percent of unemployed",                                            \
      "Unemployed without a job for a year or more.")                                                        \
    O(cdi_share, F64, MONTHLY, "", "percent of employees", "Employees who hold a CDI.")                      \
    O(pay_decile, F64, MONTHLY, "decile", "EUR/hour",                                                        \
      "Deciles of gross hourly pay of full-time employees, apprentices left out.")                           \
    O(mean_pay, F64, MONTHLY, "", "EUR/hour", "Mean of the same.")                                           \
    O(mean_pay_by_zone, F64, MONTHLY, "zone", "EUR/hour", "Mean of the same by zone of residence.")          \
    O(at_minimum, F64, MONTHLY, "", "percent of employees",                                                  \
      "Employees, apprentices left out, paid no more than two percent over the minimum wage.")               \
    O(unemployment, I64, DAILY, "", "persons", "Unemployed people at the end of the day.")                   \
    O(employment, I64, DAILY, "contract", "persons", "Employees by contract at the end of the day.")         \
    O(firms_by_size, I64, FINAL, "size", "firms",                                                            \
      "Firms by staff on the last day, in the size classes of the territory.")                               \
    O(staff_by_size, I64, FINAL, "size", "persons", "People at work by size of their firm on the last day.") \
    O(size_exponent, F64, FINAL, "", "1",                                                                    \
      "Pareto exponent of the sizes of firms of ten and more on the last day (Hill's estimator).")           \
    O(population_asked, F64, FINAL, "margin", "persons",                                                     \
      "The margins the territory asks for on the first day.")                                                \
    O(population_got, F64, FINAL, "margin", "persons", "The margins the synthetic population has.")

enum { OUTPUTS(OUTPUT_ID) OUTPUTS_COUNT };

/* A spell: one stretch of one person's life in one status, on one contract with one employer. */
#define SPELL_COLUMNS(C, self)                                                                               \
    C(self, U32, person, "id", "who")                                                                        \
    C(self, U32, firm, "id", "employer, 4294967295 for none")                                                \
    C(self, I32, start, "day", "first day")                                                                  \
    C(self, I32, end, "day", "first day after it; for a spell still running, the first day after the run")   \
    C(self, I32, wage, "cent/hour", "gross hourly pay, of the last job when out of work")                    \
    C(self, I32, planned_end, "day", "planned end of a fixed-term contract, 2147483647 for none")            \
    C(self, U16, zone, "code:zone", "zone of residence")                                                     \
    C(self, U8, occupation, "code:occupation", "occupation")                                                 \
    C(self, U8, status, "code:status", "labour status")                                                      \
    C(self, U8, contract, "code", "row of the contract table, 255 for none")                                 \
    C(self, U8, reason, "code:reason", "why it ended; running: it had not")                                  \
    C(self, U8, new_job, "1", "1: a job with this employer begins here")                                     \
    C(self, U8, age, "years", "age at its start")                                                            \
    C(self, U8, hours, "hours/week", "weekly hours, 0 where there is no job or they are not known")          \
    C(self, U8, need, "code:need", "what the post was there for; absent out of work")                        \
    C(self, U8, channel, "code:channel", "how person and employer met; absent out of work")                  \
    C(self, U8, second, "1", "1: a job beside the main one, whose spell runs at the same time")
struct spell {
    SPELL_COLUMNS(PANEL_MEMBER, struct spell)
};

#define PERSON_PANEL_COLUMNS(C, self)                                                                        \
    C(self, U32, person, "id", "who, as in spells")                                                          \
    C(self, I32, birth_day, "day", "day of birth")                                                           \
    C(self, F32, ability, "log points", "log ability")                                                       \
    C(self, U16, zone, "code:zone", "zone of residence")                                                     \
    C(self, U8, female, "1", "1: woman")                                                                     \
    C(self, U8, qualification, "code:qualification", "level of qualification")
struct person_row {
    PERSON_PANEL_COLUMNS(PANEL_MEMBER, struct person_row)
};

enum { PANEL_SPELLS, PANEL_PEOPLE, PANEL_COUNT };
extern const struct panel_spec labour_market_panels[PANEL_COUNT];
extern const struct output labour_market_outputs[OUTPUTS_COUNT];

/* Classes of planned length, tenure, time open and duration without a job: upper bounds in days. */
enum length_class {
    LENGTH_OPEN_ENDED,
    LENGTH_DAY,
    LENGTH_WEEK,
    LENGTH_MONTH,
    LENGTH_QUARTER,
    LENGTH_YEAR,
    LENGTH_LONGER,
    LENGTH_COUNT
};
enum tenure_class {
    TENURE_MONTH,
    TENURE_QUARTER,
    TENURE_YEAR,
    TENURE_FIVE_YEARS,
    TENURE_LONGER,
    TENURE_COUNT
};
enum duration_class {
    DURATION_MONTH,
    DURATION_QUARTER,
    DURATION_HALF,
    DURATION_YEAR,
    DURATION_TWO,
    DURATION_LONGER,
    DURATION_COUNT
};

/* Calendar months of signing that a cohort of CDIs is followed: the month itself and the twelve after it. */
enum { COHORT_MONTHS = 13 };

/* Calendar months from the month of one day to that of another. */
int32_t cohort_months(int32_t signed_day, int32_t day);

enum length_class length_class(int32_t planned_days);
enum tenure_class tenure_class(int32_t days);

/* Adds `amount` to one cell of a tally of this thread. */
static inline void tally_add(const struct world *w, const struct span *span, size_t output, size_t cell,
                             int64_t amount)
{
    outputs_tally(&w->sim->outputs, output, span->thread)[cell] += amount;
}

/* Scratch of one thread: the histogram of pay, people at the minimum, pay and people by zone. */
size_t observe_scratch_size(const struct world *w);

enum status observe_dimensions(const void *params, struct outputs *outputs, struct error *error);
enum status observe(void *world, enum output_axis axis, int32_t first_day, int32_t last_day,
                    struct error *error);
enum status observe_finish(void *world, int32_t day, struct error *error);

#endif
