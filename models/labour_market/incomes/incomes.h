/* Incomes: once a month, on its last day, all that people and households are paid and pay by the law of the
 * day is booked: pay for the days of each job, contributions, benefits by the means of the household,
 * pensions, income tax. Accounts close to the cent.
 *
 * It observes the market and changes nothing in it. Off, it leaves no trace. Rules in place of what the
 * model does not know are said at the parameters and in docs/incomes.md. */
#ifndef LABOUR_MARKET_INCOMES_H
#define LABOUR_MARKET_INCOMES_H

#include "models/labour_market/incomes/income_tables.h"
#include "models/labour_market/state/part.h"

#define INCOME_STREAMS(S)                                                                                    \
    S(TAKES_MINIMUM, 45, "takes up minimum income", POPULATION)                                              \
    S(TAKES_IN_WORK, 46, "takes up in-work benefit", POPULATION)                                             \
    S(TENANT, 47, "tenant", POPULATION)                                                                      \
    S(PENSION, 48, "pension", POPULATION)                                                                    \
    S(OWN_INCOME, 49, "income from own work", POPULATION)                                                    \
    S(PARENTS, 50, "household of the parents", POPULATION)
enum { INCOME_STREAMS(STREAM_NUMBER) };

#define INCOME_PARAMS(P, self)                                                                               \
    P(self, BOOL, active, "false", 0, 0, "1", PARAM_PLAIN, "Incomes and accounts are kept.",                 \
      "choice of the scenario")                                                                              \
    P(self, DATE, law_of, "1900-01-01", 0, 0, "date", PARAM_PLAIN,                                           \
      "Day whose law holds all the time, for scenarios at constant prices; by default that of each month.",  \
      "choice of the scenario")                                                                              \
    P(self, INT, before_months, "24", 0, 240, "months", PARAM_PLAIN,                                         \
      "Months before recording in which incomes are kept already, under the law of the first recorded day, " \
      "so that claims and taxes on the year before are there.",                                              \
      "assumption: longer than the memory of most rules")                                                    \
    P(self, REAL, minimum_income_take_up, "0.66", 0, 1, "1", PARAM_SWEEP,                                    \
      "Share of households entitled to minimum income that draw it: a lasting trait.",                       \
      "DREES, Les dossiers de la DREES 92, 2022: 34 % do not")                                               \
    P(self, REAL, in_work_take_up, "0.73", 0, 1, "1", PARAM_SWEEP, "The same of in-work benefit.",           \
      "CNAF, e-ssentiel 173, 2018: 73 % in 2016")                                                            \
    P(self, REAL, tenants, "0.4", 0, 1, "1", PARAM_SWEEP,                                                    \
      "Share of households that rent and may draw housing allowance: a lasting trait; the others are taken " \
      "to pay no rent.",                                                                                     \
      "INSEE: 40 % of households were tenants in 2016")                                                      \
    P(self, REAL, pension_men, "1739", 0, 100000, "EUR/month", PARAM_SWEEP, "Mean gross pension of men.",    \
      "DREES, Les retraites et les retraites 2018: end of 2016")                                             \
    P(self, REAL, pension_women, "1322", 0, 100000, "EUR/month", PARAM_SWEEP,                                \
      "Mean gross pension of women, widows' pensions counted.", "DREES, the same")                           \
    P(self, REAL, pension_spread, "0.5", 0, 2, "log points", PARAM_SWEEP,                                    \
      "Standard deviation of log pensions, drawn for life.", "assumption")                                   \
    P(self, REAL, own_income, "2580", 0, 100000, "EUR/month", PARAM_SWEEP,                                   \
      "Mean income from work on own account, contributions paid.",                                           \
      "INSEE Premiere 1781: 2580 EUR a month in 2016 in the mean of all")                                    \
    P(self, REAL, own_income_spread, "0.8", 0, 2, "log points", PARAM_SWEEP,                                 \
      "Standard deviation of its log, drawn for life.", "assumption")                                        \
    P(self, REAL, own_contributions, "0.45", 0, 2, "1", PARAM_SWEEP,                                         \
      "Contributions of the self-employed over what is left to them.",                                       \
      "assumption: Code de la securite "                                                                     \
      "sociale L131-6")
struct income_params {
    INCOME_PARAMS(PARAM_MEMBER, )
};

#define INCOME_OUTPUTS(O)                                                                                    \
    O(account_paid, I64, MONTHLY, "account,line", "euro cent",                                               \
      "What accounts paid in the month, by what for; 0 unless incomes are kept.")                            \
    O(account_received, I64, MONTHLY, "account,line", "euro cent",                                           \
      "What accounts received in the month, by what for; each line as much as was paid.")                    \
    O(public_cost, I64, MONTHLY, "status", "cent",                                                           \
      "What state and insurances paid for people by status on the last day, less what they received from "   \
      "them and for their pay; what households draw is shared by partners.")                                 \
    O(public_cost_unemployed, I64, MONTHLY, "duration", "cent",                                              \
      "What state and insurances paid for the unemployed, less what they received from them, by time "       \
      "without a job.")                                                                                      \
    O(registered, I64, MONTHLY, "registered_category", "persons",                                            \
      "People registered without a job on the last day: A, no work in the month; B, up to 78 hours; C, "     \
      "more.")                                                                                               \
    O(paid_benefit, I64, MONTHLY, "", "persons", "People paid unemployment benefit in the month.")           \
    O(minimum_income_households, I64, MONTHLY, "", "households", "Households paid minimum income.")          \
    O(in_work_households, I64, MONTHLY, "", "households", "Households paid in-work benefit.")                \
    O(disposable_decile, F64, MONTHLY, "decile", "EUR/year",                                                 \
      "Deciles of equivalised disposable income of the year, among people; given in December, missing in "   \
      "other months.")                                                                                       \
    O(gini, F64, MONTHLY, "", "1/100",                                                                       \
      "Gini coefficient of equivalised disposable income of the year, in December.")                         \
    O(poverty, F64, MONTHLY, "poverty_line", "people in 100",                                                \
      "People whose equivalised disposable income of the year is below a share of the median, in December.") \
    O(poverty_by_status, F64, MONTHLY, "status", "people in 100",                                            \
      "People from 15 years on below 60 % of the median, by status on the last day, in December.")           \
    O(poverty_by_sex, F64, MONTHLY, "sex", "people in 100",                                                  \
      "People from 15 years on below 60 % of the median, by sex, in December.")                              \
    O(poverty_by_age, F64, MONTHLY, "age_group", "people in 100",                                            \
      "People from 15 years on below 60 % of the median, by age, in December.")                              \
    O(poverty_by_zone, F64, MONTHLY, "zone", "people in 100",                                                \
      "People from 15 years on below 60 % of the median, by zone of residence, in December.")                \
    O(poverty_in_work, F64, MONTHLY, "", "people in 100",                                                    \
      "People below 60 % of the median among those who worked in seven months of the year or more, in "      \
      "December.")                                                                                           \
    O(low_work, F64, MONTHLY, "", "people in 100",                                                           \
      "People of 18 to 59 who do not study in households whose such members worked in less than a fifth of " \
      "the months of the year, in December.")                                                                \
    O(low_pay, F64, MONTHLY, "", "employees in 100",                                                         \
      "Employees, apprentices left out, whose hourly pay is below two thirds of the median on the last "     \
      "day, in December.")                                                                                   \
    O(pay_spread, F64, MONTHLY, "", "1",                                                                     \
      "D9 over D1 of hourly pay of employees, apprentices left out, on the last day, in December.")          \
    O(earnings_spread, F64, MONTHLY, "", "1",                                                                \
      "D9 over D1 of net earnings of the year of people who worked in a month of it, in December.")
enum { INCOME_OUTPUTS(PART_OUTPUT_ID) };
enum { INCOME_TALLIES = OWN_in_work_households + 1 }; /* those that count come first */

extern const struct part part_incomes;

/* Incomes are kept now. */
bool incomes_kept(const struct world *w);

/* The morning of the first day of a month: incomes begin to be kept when their time has come. */
enum status incomes_open_month(struct world *w, int32_t day, struct error *error);

/* The evening of the last day of a month: the month is booked and closed. On other days nothing. */
enum status incomes_close_month(struct world *w, int32_t day, struct error *error);

#endif
