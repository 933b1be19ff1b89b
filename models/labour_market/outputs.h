/* The outputs: every series, with its dimensions, unit and meaning. */
#ifndef LABOUR_MARKET_OUTPUTS_H
#define LABOUR_MARKET_OUTPUTS_H

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
      "People who have been residents for a month, by status on the last day of the month before and of "    \
      "this month.")                                                                                         \
    O(transitions_quarter, I64, MONTHLY, "status_from,status_to", "persons",                                 \
      "People aged 15 to 64 who have been residents for three months, by status then and now, on the last "  \
      "day of the month.")                                                                                   \
    O(unemployed_quarter, I64, MONTHLY, "duration,age_group,status_to", "persons",                           \
      "People aged 15 to 64 who were unemployed three months ago, by time without a job then, age and "      \
      "status now, on the last day of the month.")                                                           \
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
      "Main jobs on the last day, by time with the employer: jobs that follow within a quarter are one.")    \
    O(part_time, I64, MONTHLY, "sex", "persons", "Employees whose main job has fewer than 32 hours a week.") \
    O(more_hours, I64, MONTHLY, "sex", "persons",                                                            \
      "Of these: who would have a full-time post. Those at school, retired, or on a marginal job who look "  \
      "for no other are not counted, nor who lacks fewer than five hours of a full week.")                   \
    O(weekly_hours, I64, MONTHLY, "", "hours/week",                                                          \
      "Weekly hours of all jobs of employees on the last day, those beside a main job too; over 35: full-"   \
      "time equivalents.")                                                                                   \
    O(hours_changed, I64, MONTHLY, "hours_change", "jobs",                                                   \
      "Jobs that go on with fewer or more weekly hours, as their holders had asked.")                        \
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
      "Deciles of gross hourly pay of full-time employees, apprentices left out; to the cent up to 163.84, " \
      "to 0.2 % above.")                                                                                     \
    O(mean_pay, F64, MONTHLY, "", "EUR/hour",                                                                \
      "Mean gross hourly pay of full-time employees, apprentices left out.")                                 \
    O(mean_pay_by_zone, F64, MONTHLY, "zone", "EUR/hour",                                                    \
      "Mean gross hourly pay of full-time employees, apprentices left out, by zone of residence.")           \
    O(mean_pay_by_sex, F64, MONTHLY, "sex", "EUR/hour",                                                      \
      "Mean gross hourly pay of employees of the private sector (neither agriculture nor public), "          \
      "full-time "                                                                                           \
      "or part-time, each counted with its weekly hours, apprentices left out.")                             \
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

extern const struct output labour_market_outputs[OUTPUTS_COUNT];

#endif
