/* Parameters of the processes: one group of scalars each.
 *
 * Each is declared once, here, with default, bounds, unit, meaning and source. "assumption" marks what has no
 * source of its own and was set by hand. */
#ifndef LABOUR_MARKET_PROCESS_PARAMETERS_H
#define LABOUR_MARKET_PROCESS_PARAMETERS_H

#include "models/labour_market/territory_parameters.h"

#define FIRM_PARAMS(P, self)                                                                                 \
    P(self, REAL, jobs, "0", 0, 1e8, "jobs", PARAM_SWEEP,                                                    \
      "Jobs that firms want filled in the mean, over the whole territory: at most two for each resident; "   \
      "has to be given.",                                                                                    \
      "territory")                                                                                           \
    P(self, REAL, size_exponent, "1.18", 0.2, 5, "1", PARAM_SWEEP,                                           \
      "Pareto exponent of firm sizes within a size class.",                                                  \
      "derived from INSEE counts of firms of ten and more")                                                  \
    P(self, REAL, premium_spread, "0.10", 0, 1, "log points", PARAM_SWEEP,                                   \
      "Standard deviation of firms' lasting pay premium.",                                                   \
      "assumption; that firms differ: Abowd, Kramarz and Margolis 1999")                                     \
    P(self, REAL, exit_rate, "0.06", 0, 5, "1/year", SWEEP_DATED,                                            \
      "Rate at which the smallest firms close; a new one takes the place of each.", "assumption")            \
    P(self, REAL, exit_size, "10", 0.1, 1e6, "jobs", PARAM_SWEEP,                                            \
      "Size at which firms close half as often as the smallest.", "assumption")                              \
    P(self, REAL, birth_size, "0.5", 0.01, 2, "1", PARAM_SWEEP,                                              \
      "Size of a new firm over the size it grows to.", "assumption")
struct firm_params {
    FIRM_PARAMS(PARAM_MEMBER, )
};

#define DEMAND_PARAMS(P, self)                                                                               \
    P(self, REAL, transitory_months, "24", 0.1, 120, "months", PARAM_SWEEP,                                  \
      "Time in which transitory demand falls to 1/e.", "assumption")                                         \
    P(self, REAL, permanent_years, "12", 0.5, 1000, "years", PARAM_SWEEP,                                    \
      "Time in which permanent demand comes back to 1/e of its distance from the firm's own size, so that "  \
      "sizes stay stationary.",                                                                              \
      "assumption")                                                                                          \
    P(self, REAL, loss_rate, "0.05", 0, 1, "1/year", SWEEP_DATED,                                            \
      "Rate at which a firm that is not public loses a part of its lasting demand at once: a customer, a "   \
      "line of business.",                                                                                   \
      "assumption, set by economic dismissals: 163 500 registrations in 2016")                               \
    P(self, REAL, loss_share, "0.5", 0, 0.99, "1", PARAM_SWEEP,                                              \
      "Largest share of demand lost in this way; all shares up to it are as likely.", "assumption")          \
    P(self, REAL, level, "0", -3, 3, "log points", SWEEP_DATED,                                              \
      "Demand of all firms over its reference: the business cycle, a shock.", "choice of the scenario")      \
    P(self, REAL, cost_elasticity, "0.4", 0, 5, "1", PARAM_SWEEP,                                            \
      "Percent of demand lost in the end when a percent is added to labour cost, by law, pay or an offer "   \
      "raised to fill posts.",                                                                               \
      "own-wage elasticities of labour demand: -0.25 at constant output to -0.55 in all, Lichter, Peichl "   \
      "and Siegloch 2015")                                                                                   \
    P(self, REAL, cost_years, "1", 0, 50, "years", PARAM_SWEEP,                                              \
      "Time in which demand has followed a new labour cost but for 37 %.",                                   \
      "assumption; most within two to three years: Hamermesh 1993")                                          \
    P(self, REAL, learning_years, "1.6", 0, 50, "years", PARAM_SWEEP,                                        \
      "Time in which firms believe a change of demand to last but for 37 %.",                                \
      "assumption, set by the fall of agency work and CDIs in a recession")                                  \
    P(self, REAL, common, "0", 0, 1, "1", PARAM_SWEEP,                                                       \
      "Share of the variance of transitory demand that all firms of a sector have in common; without it "    \
      "firms "                                                                                               \
      "are busy and idle independently, so that sharing staff would be as good as it can be.",               \
      "assumption")
struct demand_params {
    DEMAND_PARAMS(PARAM_MEMBER, )
};

#define STAFFING_PARAMS(P, self)                                                                             \
    P(self, REAL, plan_days, "30", 1, 365, "days", PARAM_PLAIN,                                              \
      "A firm plans its staff this often, on its own day.", "assumption")                                    \
    P(self, REAL, tenure_years, "8", 0.1, 60, "years", PARAM_SWEEP,                                          \
      "Expected length of an open-ended job, over which hiring and dismissal costs are spread.",             \
      "assumption")                                                                                          \
    P(self, REAL, attrition, "0.12", 0.001, 5, "1/year", PARAM_SWEEP,                                        \
      "Yearly departures a firm counts on when it holds too many core staff: attrition first.",              \
      "assumption; of 100 on a CDI 14 to 17 leave in a year: INSEE 4501583")                                 \
    P(self, REAL, convert, "0.05", 0, 1, "probability", SWEEP_DATED,                                         \
      "Chance that a firm short of core staff keeps a person whose CDD ends, rather than search anew.",      \
      "calibrated on France 2016: docs/calibration.md")                                                      \
    P(self, REAL, renew, "0.97", 0, 1, "probability", SWEEP_DATED,                                           \
      "Chance that a CDD is renewed at its end when the need goes on and the law allows it.",                \
      "calibrated on France 2016: docs/calibration.md")                                                      \
    P(self, REAL, call_back, "0.8", 0, 1, "probability", SWEEP_DATED,                                        \
      "Chance that a firm first calls people it knows for a peak post.", "assumption")                       \
    P(self, REAL, dismissal_risk, "0.02", 0, 1, "1/year", PARAM_SWEEP,                                       \
      "Economic dismissals a firm expects per core person and year when it weighs core against flexible "    \
      "staff.",                                                                                              \
      "assumption")                                                                                          \
    P(self, REAL, lost_sale, "2.1", 0.1, 100, "1", PARAM_SWEEP,                                              \
      "What an hour of work that is not done costs the firm, over the gross pay of an hour of core staff: "  \
      "its value added.",                                                                                    \
      "contributions of 42 % and a labour share of two thirds")                                              \
    P(self, REAL, flexible_days, "200", 1, 3650, "days", SWEEP_DATED,                                        \
      "Median planned length of a CDD that covers a peak.",                                                  \
      "calibrated on France 2016: docs/calibration.md")                                                      \
    P(self, REAL, flexible_spread, "0.9", 0, 4, "log points", SWEEP_DATED,                                   \
      "Spread of the planned length (lognormal).", "assumption")                                             \
    P(self, REAL, cost_sensitivity, "3.5", 0, 1000, "log odds", SWEEP_DATED,                                 \
      "How sharply firms choose the cheaper contract: log odds per gross hourly pay of difference in unit "  \
      "cost.",                                                                                               \
      "set so that the surtax of 2013 on short CDDs moves them by 2 % or less: no visible change (Unedic)")  \
    P(self, REAL, apprentice_share, "0.06", 0, 1, "1", SWEEP_DATED,                                          \
      "Share of open-ended posts that a firm can also fill by training someone.", "assumption")
struct staffing_params {
    STAFFING_PARAMS(PARAM_MEMBER, )
};

#define TASK_PARAMS(P, self)                                                                                 \
    P(self, REAL, concentration, "1.3", 0, 4, "log points", PARAM_SWEEP,                                     \
      "Spread among small firms of the need for short tasks (lognormal, mean as the sector's); it falls "    \
      "with size.",                                                                                          \
      "assumption")                                                                                          \
    P(self, REAL, one_day, "0.38", 0, 1, "1", SWEEP_DATED, "Share of tasks that last one day.",              \
      "assumption, set so that 30 % of CDDs are of one day: DARES 2018-026")                                 \
    P(self, REAL, days, "5", 1, 365, "days", SWEEP_DATED, "Mean length of the other tasks beyond one day.",  \
      "assumption")                                                                                          \
    P(self, INT, longest_days, "30", 1, 365, "days", PARAM_SWEEP, "Longest task.",                           \
      "definition of a short task")                                                                          \
    P(self, REAL, call_back, "0.98", 0, 1, "probability", SWEEP_DATED,                                       \
      "Chance that a firm first calls people who have worked there before.", "assumption")                   \
    P(self, REAL, interim, "-1.5", -20, 20, "log odds", SWEEP_DATED,                                         \
      "How much more readily agency workers are taken for short tasks than for peaks.", "assumption")        \
    P(self, REAL, circle, "0.08", 0, 10, "persons", PARAM_SWEEP,                                             \
      "People a firm keeps in mind per task and year.",                                                      \
      "assumption: some people live from a dozen contracts a year with a few firms")                         \
    P(self, INT, calls, "6", 1, 64, "persons", PARAM_SWEEP, "Known people called for one task.",             \
      "assumption")                                                                                          \
    P(self, INT, wait_days, "3", 1, 60, "days", PARAM_SWEEP,                                                 \
      "Time after which a task that nobody takes is given up.", "assumption")                                \
    P(self, REAL, lost_sale, "2.6", 0.1, 100, "1", PARAM_SWEEP,                                              \
      "What an hour of a task that is not done costs, over the gross pay of an hour: others wait for it.",   \
      "assumption: above staffing.lost_sale")                                                                \
    P(self, REAL, hiring_days, "0.1", 0, 30, "days of pay", PARAM_SWEEP,                                     \
      "What filling a short task costs: the people are known.", "assumption")
struct task_params {
    TASK_PARAMS(PARAM_MEMBER, )
};

#define INTERIM_PARAMS(P, self)                                                                              \
    P(self, REAL, agency_jobs, "4000", 10, 1e8, "jobs", PARAM_PLAIN,                                         \
      "Jobs in a zone per temporary-work agency there.", "assumption")                                       \
    P(self, INT, known, "150", 1, 60000, "persons", PARAM_PLAIN, "People an agency keeps in mind.",          \
      "assumption")                                                                                          \
    P(self, REAL, days, "28", 1, 3650, "days", SWEEP_DATED,                                                  \
      "Median length of a mission that covers a peak.", "assumption")                                        \
    P(self, REAL, spread, "0.8", 0, 4, "log points", SWEEP_DATED, "Spread of that length (lognormal).",      \
      "assumption")                                                                                          \
    P(self, REAL, renew, "0.95", 0, 1, "probability", SWEEP_DATED,                                           \
      "Chance that a mission is renewed at its end when the need goes on.", "assumption")
struct interim_params {
    INTERIM_PARAMS(PARAM_MEMBER, )
};

#define VACANCY_PARAMS(P, self)                                                                              \
    P(self, INT, core_days, "18", 0, 365, "days", SWEEP_DATED,                                               \
      "Days from the decision to hire for a core post until someone can be taken on: posting, selection, "   \
      "notice.",                                                                                             \
      "assumption")                                                                                          \
    P(self, INT, peak_days, "8", 0, 365, "days", SWEEP_DATED, "The same for a post above the core.",         \
      "assumption")                                                                                          \
    P(self, INT, agency_days, "2", 0, 365, "days", SWEEP_DATED,                                              \
      "The same where a temporary-work agency lends the person: it has people at hand.", "assumption")       \
    P(self, REAL, pes, "0.2", 0, 1, "1", SWEEP_DATED,                                                        \
      "Share of posts that are registered with the public employment service.",                              \
      "assumption, set by its share of hires")                                                               \
    P(self, REAL, latent, "0.35", 0, 1, "1", SWEEP_DATED,                                                    \
      "Share of posts of the smallest firms that are never advertised and pass by word of mouth.",           \
      "assumption")                                                                                          \
    P(self, REAL, latent_size, "20", 0.1, 1e6, "jobs", PARAM_SWEEP,                                          \
      "Size at which a firm leaves half as many posts latent.", "assumption")                                \
    P(self, REAL, network, "0.3", 0, 1, "probability", SWEEP_DATED,                                          \
      "Chance that a person hears of a latent post looked at.", "assumption")                                \
    P(self, REAL, pes_unregistered, "0.4", 0, 1, "probability", SWEEP_DATED,                                 \
      "Chance that someone not registered as unemployed sees a post of the public service.", "assumption")
struct vacancy_params {
    VACANCY_PARAMS(PARAM_MEMBER, )
};

#define SEARCH_PARAMS(P, self)                                                                               \
    P(self, REAL, every_days, "7", 1, 365, "days", PARAM_PLAIN,                                              \
      "An unemployed person looks for posts this often.", "assumption")                                      \
    P(self, REAL, on_the_job_days, "24", 1, 3650, "days", PARAM_PLAIN,                                       \
      "An employed person who searches looks this often.", "assumption")                                     \
    P(self, REAL, on_the_job_share, "0.7", 0, 1, "1", PARAM_SWEEP,                                           \
      "Share of CDI holders who look for a better post.", "calibrated on France 2016: docs/calibration.md")  \
    P(self, INT, looks, "2", 0, 64, "vacancies", SWEEP_DATED,                                                \
      "Places where one looks on a day of search, open or not.", "assumption")                               \
    P(self, REAL, cdd_days, "150", 1, 3650, "days", PARAM_PLAIN,                                             \
      "A person on a CDD looks for posts this often.", "assumption")                                         \
    P(self, REAL, notice_days, "14", 0, 365, "days", PARAM_SWEEP,                                            \
      "This long before the end of a fixed term, at most in its last quarter, people look for what comes "   \
      "next and "                                                                                            \
      "may take any post.",                                                                                  \
      "assumption: employers let go who has found the next job")                                             \
    P(self, REAL, change_days, "30", 1, 3650, "days", PARAM_PLAIN,                                           \
      "Whose fixed term ends, or who is in a bad match, looks this often.", "assumption")                    \
    P(self, REAL, radius_minutes, "20", 1, 600, "minutes", SWEEP_DATED,                                      \
      "Travel time at which a place is looked at 1/e times as often.", "assumption")                         \
    P(self, REAL, own_occupation, "0.65", 0, 1, "1", SWEEP_DATED,                                            \
      "Share of looks in one's own occupation; the rest goes to similar ones.", "assumption")                \
    P(self, REAL, openness, "0.0015", 1e-6, 10, "vacancies/job", PARAM_SWEEP,                                \
      "Open posts per job at which half of the looks find one: how visible vacancies are.",                  \
      "calibrated on France 2016: docs/calibration.md")                                                      \
    P(self, REAL, reservation, "0.8", 0, 2, "1", SWEEP_DATED,                                                \
      "Pay asked for at the start of unemployment, over the last pay.",                                      \
      "assumption; Krueger and Mueller 2016 find ratios near 1")                                             \
    P(self, REAL, reservation_decay, "0.10", 0, 5, "1/year", SWEEP_DATED,                                    \
      "Yearly fall of the pay asked for while unemployed.",                                                  \
      "assumption; Krueger and Mueller 2016 find little decline")                                            \
    P(self, REAL, term_discount, "0.04", 0, 1, "1", SWEEP_DATED,                                             \
      "Share of pay that a person would give up for an open-ended instead of a fixed-term job.",             \
      "assumption")                                                                                          \
    P(self, REAL, step_up, "0.03", 0, 2, "1", SWEEP_DATED,                                                   \
      "Extra pay for which a CDI holder changes employers.", "assumption")                                   \
    P(self, REAL, minute_cost, "0.04", 0, 10, "EUR/hour per minute", SWEEP_DATED,                            \
      "Hourly pay that makes up for one more minute to work.",                                               \
      "assumption; a third of the wage per hour travelled")                                                  \
    P(self, REAL, effort_decay, "0.095", 0, 5, "1/year", SWEEP_DATED,                                        \
      "Yearly fall of the number of looks while unemployed.",                                                \
      "calibrated on France 2016: docs/calibration.md")                                                      \
    P(self, REAL, horizon_years, "3", 0, 100, "years", SWEEP_DATED,                                          \
      "Time before retirement at which the unemployed take up the chances that others do but for 37 %; 0: "  \
      "age does not count.",                                                                                 \
      "assumption; that the distance to retirement counts: Hairault, Langot and Sopraseuth 2010")            \
    P(self, REAL, halo_days, "14", 1, 3650, "days", PARAM_PLAIN,                                             \
      "A person of the halo (wants work, does not search) hears of posts this often.", "assumption")         \
    P(self, REAL, student_days, "30", 1, 3650, "days", PARAM_PLAIN,                                          \
      "A student who wants a short job or an apprenticeship looks this often.", "assumption")                \
    P(self, REAL, student_share, "0.36", 0, 1, "1", PARAM_SWEEP, "Share of students who do.", "assumption")  \
    P(self, REAL, before_leaving_days, "200", 0, 3650, "days", PARAM_SWEEP,                                  \
      "Students begin to search this long before they leave school.", "assumption")                          \
    P(self, REAL, marginal_days, "60", 1, 3650, "days", PARAM_PLAIN,                                         \
      "A person open to a marginal job looks for one this often, where the law knows them.", "assumption")   \
    P(self, REAL, marginal_share, "0.25", 0, 1, "1", PARAM_SWEEP,                                            \
      "Share of the inactive and retired open to a marginal job.", "assumption")                             \
    P(self, REAL, second_share, "0.15", 0, 1, "1", PARAM_SWEEP,                                              \
      "Share of employees open to a marginal job beside their own.", "assumption")
struct search_params {
    SEARCH_PARAMS(PARAM_MEMBER, )
};

#define HOURS_PARAMS(P, self)                                                                                \
    P(self, REAL, mothers, "0.48", 0, 1, "1", PARAM_SWEEP,                                                   \
      "Share of women with children at home who want a part-time post.",                                     \
      "assumption, set by women's part-time")                                                                \
    P(self, REAL, women, "0.25", 0, 1, "1", PARAM_SWEEP, "The same of other women.",                         \
      "assumption, set by women's part-time")                                                                \
    P(self, REAL, men, "0.045", 0, 1, "1", PARAM_SWEEP, "The same of men.",                                  \
      "assumption, set by men's part-time")                                                                  \
    P(self, REAL, only, "0.5", 0, 1, "1", PARAM_SWEEP,                                                       \
      "Share of those who want a part-time post who take no full-time one.", "assumption")                   \
    P(self, REAL, short_week, "0.6", 0, 1, "1", PARAM_SWEEP,                                                 \
      "What an hour of a post of no hours is worth less to someone who wants a full-time post; in "          \
      "proportion of the hours lacking.",                                                                    \
      "assumption, set by the part-timers who want more hours")                                              \
    P(self, REAL, asked_after, "365", 0, 1e4, "days", PARAM_DATED,                                           \
      "Time in a job from which on its holder asks for more or fewer hours.",                                \
      "Code du travail L1225-47 (one year, for part-time after a birth); TzBfG section 8: six months")       \
    P(self, REAL, raised, "0.025", 0, 1, "1", PARAM_DATED,                                                   \
      "Share of requests for more hours, of those to an employer that misses hours, for whose "              \
      "occupation these are.",                                                                               \
      "assumption, set by the part-timers who want more hours")                                              \
    P(self, REAL, reduced, "0.4", 0, 1, "1", PARAM_DATED,                                                    \
      "Share of jobs whose employer lets the holder go over to part-time.", "assumption")
struct hours_params {
    HOURS_PARAMS(PARAM_MEMBER, )
};

#define MATCHING_PARAMS(P, self)                                                                             \
    P(self, INT, rounds, "3", 1, 16, "rounds", PARAM_PLAIN, "Offers a vacancy can make in one day.",         \
      "assumption")                                                                                          \
    P(self, REAL, noise, "0.27", 0, 5, "log points", PARAM_SWEEP,                                            \
      "Standard deviation of an employer's error about an applicant.",                                       \
      "calibrated on France 2016: docs/calibration.md")                                                      \
    P(self, REAL, similarity_weight, "1.0", 0, 10, "log points", PARAM_SWEEP,                                \
      "Value lost by an applicant whose skills do not carry over at all.", "assumption")                     \
    P(self, REAL, level_weight, "0.4", 0, 10, "log points", PARAM_SWEEP,                                     \
      "Value lost per level of qualification that an applicant lacks.", "assumption")                        \
    P(self, REAL, duration_penalty, "0.6", 0, 10, "ability sd", SWEEP_DATED,                                 \
      "What employers take off in the end for time without a job.",                                          \
      "assumption; that they do: Kroft, Lange and Notowidigdo 2013")                                         \
    P(self, REAL, duration_years, "0.7", 0.01, 100, "years", PARAM_SWEEP,                                    \
      "Time without a job in which most of that is taken off: what is left falls to 1/e.",                   \
      "call-backs fall within eight months and then no more: Kroft, Lange and Notowidigdo 2013")             \
    P(self, REAL, value, "2.1", 0.01, 100, "1", PARAM_SWEEP,                                                 \
      "Output of an average hour over its pay, contributions included; a match that yields less than it "    \
      "costs is not made.",                                                                                  \
      "contributions of 42 % and a labour share of two thirds, as staffing.lost_sale")                       \
    P(self, REAL, inexperience, "2.4", 0, 10, "log points", SWEEP_DATED,                                     \
      "What employers take off an applicant without any experience for an open-ended post; nothing after "   \
      "five years.",                                                                                         \
      "calibrated on France 2016: docs/calibration.md")                                                      \
    P(self, REAL, ageing, "0.8", 0, 10, "log points/decade", SWEEP_DATED,                                    \
      "What employers take off for each decade of age above forty.",                                         \
      "assumption; that they do, the more the older: Lahey 2008")                                            \
    P(self, REAL, refresh_days, "150", 1, 36500, "days", PARAM_SWEEP,                                        \
      "Time at work in which the mark of joblessness fades to 1/e: a job of some days does not wipe it "     \
      "out.",                                                                                                \
      "assumption")
struct matching_params {
    MATCHING_PARAMS(PARAM_MEMBER, )
};

#define WAGE_PARAMS(P, self)                                                                                 \
    P(self, REAL, ability_spread, "0.25", 0, 2, "log points", PARAM_SWEEP,                                   \
      "Standard deviation of people's log ability.", "assumption")                                           \
    P(self, REAL, ability_share, "0.62", 0, 1, "1", PARAM_SWEEP, "Share of ability that pay follows.",       \
      "assumption")                                                                                          \
    P(self, REAL, experience, "0.012", 0, 0.2, "log points/year", PARAM_SWEEP,                               \
      "Yearly growth of ability at work over the first twenty years; 0 is ability after ten.", "assumption") \
    P(self, REAL, raise, "0.025", 0, 1, "log points/plan", SWEEP_DATED,                                      \
      "By how much a firm raises its offers when posts were left open since its last plan.", "assumption")   \
    P(self, REAL, raise_limit, "0.25", 0, 2, "log points", SWEEP_DATED, "Largest raise of offers.",          \
      "assumption")                                                                                          \
    P(self, REAL, raise_fade, "0.1", 0, 1, "1/plan", PARAM_SWEEP,                                            \
      "Share of the raise of offers given up when no post was left open.", "assumption")                     \
    P(self, REAL, fade, "0.01", 0, 1, "log points/year", SWEEP_DATED, "Ability lost per year without work.", \
      "assumption")                                                                                          \
    P(self, REAL, net, "0.78", 0, 1, "1", PARAM_SWEEP, "Net over gross pay, for figures of net pay.",        \
      "assumption: employee contributions of 22 % in 2016")
struct wage_params {
    WAGE_PARAMS(PARAM_MEMBER, )
};

#define PAIR_PARAMS(P, self)                                                                                 \
    P(self, REAL, spread, "0.28", 0, 2, "log points", PARAM_SWEEP,                                           \
      "Standard deviation over firms of what one person's hour is worth; pay follows it as it follows "      \
      "ability.",                                                                                            \
      "assumption")                                                                                          \
    P(self, REAL, chosen, "0.8", 0, 5, "spreads", PARAM_SWEEP,                                               \
      "By how much pairs that work together are better than pairs at random: what is posted for an average " \
      "person is meant for those.",                                                                          \
      "set so that the mean of running matches is zero")
struct pair_params {
    PAIR_PARAMS(PARAM_MEMBER, )
};

#define SEPARATION_PARAMS(P, self)                                                                           \
    P(self, REAL, misfit_employer, "0.245", 0, 1, "probability", PARAM_SWEEP,                                \
      "Chance that a new match proves bad for the employer, who then ends it, in the trial period if there " \
      "is one.",                                                                                             \
      "assumption, set so that new CDIs end within 1, 3 and 12 months as in DARES 2015-005")                 \
    P(self, REAL, misfit_employer_days, "55", 1, 3650, "days", PARAM_SWEEP, "Mean time to find that out.",   \
      "as misfit_employer")                                                                                  \
    P(self, REAL, misfit_worker, "0.44", 0, 1, "probability", PARAM_SWEEP,                                   \
      "Chance that a new match proves bad for the worker, who resigns or looks for another job.",            \
      "as misfit_employer")                                                                                  \
    P(self, REAL, misfit_quit, "0.06", 0, 1, "probability", SWEEP_DATED,                                     \
      "Chance that the worker then resigns at once; otherwise one looks for another job first.",             \
      "calibrated on France 2016: docs/calibration.md")                                                      \
    P(self, REAL, misfit_worker_days, "150", 1, 3650, "days", PARAM_SWEEP, "Mean time to find that out.",    \
      "as misfit_employer")                                                                                  \
    P(self, REAL, misfit_experience, "0.22", 0, 2, "1", PARAM_SWEEP,                                         \
      "Power by which the chance that a new match proves bad falls with years of experience.",               \
      "set by CDIs that end within a year: 45.6 % at 15 to 24, under 35 % later, DARES 2015-005")            \
    P(self, REAL, seniority, "0.5", 0, 2, "1", PARAM_SWEEP,                                                  \
      "Power by which resignations, dismissals for cause and agreed terminations fall with years in the "    \
      "job.",                                                                                                \
      "assumption; half of the CDIs ended in 2012 had lasted two years, a quarter five: DARES 2015-005")     \
    P(self, REAL, resignation, "0.018", 0, 10, "1/year", PARAM_SWEEP,                                        \
      "Resignations from matches that are neither new nor bad, not counting those for a better post.",       \
      "assumption")                                                                                          \
    P(self, REAL, dismissal, "0.0095", 0, 10, "1/year", PARAM_SWEEP, "Dismissals for cause.",                \
      "as misfit_employer")                                                                                  \
    P(self, REAL, agreed, "0.018", 0, 10, "1/year", PARAM_SWEEP,                                             \
      "Agreed terminations (rupture conventionnelle).", "as misfit_employer")                                \
    P(self, REAL, else_quit, "0.40", 0, 1, "probability", PARAM_SWEEP,                                       \
      "Chance that who would part by agreement resigns where that cannot be had.",                           \
      "asked of those who had, in 2011: DARES 2013-064; 28 % would have stayed")                             \
    P(self, REAL, else_dismissal, "0.22", 0, 1, "probability", PARAM_SWEEP,                                  \
      "Chance that the employer then dismisses.", "as else_quit")                                            \
    P(self, REAL, marginal, "0.35", 0, 10, "1/year", PARAM_SWEEP,                                            \
      "Rate at which people give up a marginal job.", "assumption")
struct separation_params {
    SEPARATION_PARAMS(PARAM_MEMBER, )
};

#define LIFE_PARAMS(P, self)                                                                                 \
    P(self, REAL, attachment_spread, "0.7", 0, 3, "log points", PARAM_SWEEP,                                 \
      "Spread of lasting attachment to work among people: those weakly attached stop searching sooner and "  \
      "come back later.",                                                                                    \
      "assumption")                                                                                          \
    P(self, REAL, unemployed_to_halo, "2.1", 0, 50, "1/year", SWEEP_DATED,                                   \
      "Rate at which the unemployed stop searching but still want work.",                                    \
      "assumption, set so that unemployed to inactive is near INSEE 4501605, whose logarithm gives 1.4")     \
    P(self, REAL, unemployed_to_inactive, "0.65", 0, 50, "1/year", SWEEP_DATED,                              \
      "Rate at which the unemployed leave the labour force.",                                                \
      "assumption, set with unemployed_to_halo; the logarithm gives 0.2")                                    \
    P(self, REAL, halo_to_unemployed, "2.6", 0, 50, "1/year", SWEEP_DATED,                                   \
      "Rate at which people of the halo search again.",                                                      \
      "assumption near INSEE 4501605: 2.5 by the logarithm of the quarterly matrix")                         \
    P(self, REAL, halo_to_inactive, "1.8", 0, 50, "1/year", SWEEP_DATED,                                     \
      "Rate at which people of the halo give up wanting work.",                                              \
      "INSEE 4501605: 1.8 by the logarithm of the quarterly matrix")                                         \
    P(self, REAL, return_by_halo, "0.5", 0, 1, "1", PARAM_SWEEP,                                             \
      "Share of the inactive taking up work again who first only want it.",                                  \
      "assumption near INSEE 4501605: 0.24 of 0.45 a year by the logarithm")                                 \
    P(self, REAL, withdraw_employed, "0.0165", 0, 50, "1/year", SWEEP_DATED,                                 \
      "Rate at which the employed stop working, other than by retirement.",                                  \
      "assumption; 1.5 % of permanent jobs a quarter, retirement included: INSEE 4501605")                   \
    P(self, REAL, withdraw_to_halo, "0.3", 0, 1, "1", PARAM_SWEEP, "Share of them who still want work.",     \
      "INSEE 4501605: 0.5 of 1.5 % a quarter, retirement included")                                          \
    P(self, REAL, school_spread, "1.5", 0, 10, "years", PARAM_SWEEP,                                         \
      "Standard deviation of the age at which people of one level leave school.", "assumption")              \
    P(self, REAL, school_to_work, "0.92", 0, 1, "1", PARAM_SWEEP,                                            \
      "Share of those leaving school who want to work at once.", "assumption")                               \
    P(self, REAL, participation_pace, "0.5", 0, 10, "1/year", PARAM_PLAIN,                                   \
      "How fast, before the first recorded day, rates of return follow the odds of being active that are "   \
      "missing at an age and sex; 0: the rates computed for the first day stay.",                            \
      "of the method: it changes when activity has settled, not where")                                      \
    P(self, REAL, settle_years, "3", 0, 50, "years", PARAM_SWEEP,                                            \
      "Time in a job of another occupation after which it is one's own.", "assumption")                      \
    P(self, REAL, retire_from, "59", 50, 74, "years", PARAM_SWEEP, "Age at which the first retire.",         \
      "assumption, below the 62 of the law of 2010: long careers and special schemes")                       \
    P(self, REAL, retire_to, "64.5", 50, 74, "years", PARAM_SWEEP, "Age by which the others have retired.",  \
      "assumption: with retire_from 59 some 30 % are active at 60-64, as the territories say")               \
    P(self, REAL, work_on, "0.11", 0, 1, "1", PARAM_SWEEP, "Share of people who work on beyond retire_to.",  \
      "assumption: 5 to 8 % are active at 65-69")                                                            \
    P(self, REAL, work_on_to, "72", 50, 75, "years", PARAM_SWEEP, "Age by which they have retired.",         \
      "assumption: with work_on")
struct life_params {
    LIFE_PARAMS(PARAM_MEMBER, )
};

#define SELF_EMPLOYMENT_PARAMS(P, self)                                                                      \
    P(self, REAL, from_unemployed, "0.10", 0, 50, "1/year", SWEEP_DATED,                                     \
      "Rate at which the unemployed of forty set up on their own account; it grows with age.", "assumption") \
    P(self, REAL, from_employee, "0.007", 0, 50, "1/year", SWEEP_DATED, "The same for holders of a CDI.",    \
      "assumption")                                                                                          \
    P(self, REAL, give_up, "0.075", 0, 50, "1/year", SWEEP_DATED, "Rate at which the self-employed close.",  \
      "assumption")                                                                                          \
    P(self, REAL, age_slope, "0.04", 0, 1, "1/year", PARAM_SWEEP,                                            \
      "Growth of the rate of setting up with age.", "assumption; INSEE 4501566: 2.7, 10.8, 17.3 % by age")   \
    P(self, REAL, demand, "0.121", 0, 1, "1", SWEEP_DATED,                                                   \
      "Share of all work for which people on their own account are wanted.",                                 \
      "INSEE 4501566: 12.1 % of those at work in 2019")                                                      \
    P(self, REAL, crowding, "4", 0, 100, "1", PARAM_SWEEP,                                                   \
      "Elasticity of the rate of setting up to that demand over those who are there; 0: custom is without "  \
      "limit.",                                                                                              \
      "assumption")
struct self_employment_params {
    SELF_EMPLOYMENT_PARAMS(PARAM_MEMBER, )
};

#define LOCAL_MARKET_PARAMS(P, self)                                                                         \
    P(self, REAL, wage_curve, "0.35", 0, 2, "1", PARAM_SWEEP,                                                \
      "By how much the log of posted pay falls with log unemployment of the zone over what is usual there.", \
      "set so that all pay answers: 0.07 in Nijkamp and Poot 2005; reviews of pay and floors dampen it")     \
    P(self, REAL, usual_years, "8", 0, 100, "years", PARAM_SWEEP,                                            \
      "Time in which a change of unemployment becomes usual but for 37 %.", "assumption")                    \
    P(self, REAL, follow, "1", 0, 2, "1", PARAM_SWEEP,                                                       \
      "Elasticity of demand for labour to the labour force of the zone, the halo included, in the long "     \
      "run.",                                                                                                \
      "Blanchard and Katz 1992: work comes where people are")                                                \
    P(self, REAL, follow_years, "2.5", 0, 100, "years", PARAM_SWEEP,                                         \
      "Time in which demand has followed but for 37 %.",                                                     \
      "set so that half of those who stay in the labour force are at work in the fifth year: Blanchard "     \
      "and Katz 1992")
struct local_market_params {
    LOCAL_MARKET_PARAMS(PARAM_MEMBER, )
};

#define STATISTICS_PARAMS(P, self)                                                                           \
    P(self, INT, reference_days, "7", 0, 31, "days", PARAM_PLAIN,                                            \
      "Who has worked in this many days before the day of counting counts as at work in the last job; 0: "   \
      "the status "                                                                                          \
      "of the day itself.",                                                                                  \
      "ILO: an hour of work in the reference week")
struct statistics_params {
    STATISTICS_PARAMS(PARAM_MEMBER, )
};

#define HOUSEHOLD_PARAMS(P, self)                                                                            \
    P(self, REAL, couples, "0.70", 0, 0.95, "1", PARAM_SWEEP,                                                \
      "Share of women who live in a couple, once past the age at which couples form.",                       \
      "INED from the census of 2020: 69 % at 25-39, 70 % at 40-54")                                          \
    P(self, REAL, couple_age, "23.4", 10, 70, "years", PARAM_SWEEP,                                          \
      "Age at which half of that share of women live in a couple; the share follows a normal law.",          \
      "set so that 2.5 % do at 15-19 and 27 % at 20-24: INED from the census of 2020")                       \
    P(self, REAL, couple_age_spread, "3.1", 0.1, 30, "years", PARAM_SWEEP,                                   \
      "Standard deviation of that law.", "as couple_age")                                                    \
    P(self, REAL, age_gap, "2.5", -20, 20, "years", PARAM_SWEEP,                                             \
      "By how much the man is older than the woman, in the mean.", "INSEE Premiere 1613: 2.5 in 2012")       \
    P(self, REAL, age_gap_spread, "4", 0, 20, "years", PARAM_SWEEP, "Standard deviation of that gap.",       \
      "set by the mean gap whatever its sign, 4.0: INSEE Premiere 1613")                                     \
    P(self, REAL, reach, "10", 0, 60, "years", PARAM_SWEEP,                                                  \
      "How far from the age she looks for the man may be, where there is nobody nearer.", "assumption")      \
    P(self, REAL, forming, "1", 0, 100, "1", SWEEP_DATED,                                                    \
      "Rate at which singles form couples, over the one that keeps the share in couple at each age; 0: "     \
      "nobody does.",                                                                                        \
      "choice of the scenario")                                                                              \
    P(self, REAL, separation, "0.02", 0, 1000, "1/year", SWEEP_DATED, "Rate at which couples part.",         \
      "assumption; INSEE Couples et familles 2015: 293 000 a year with a partner aged 25 to 60")             \
    P(self, REAL, with_father, "0.15", 0, 1, "1", SWEEP_DATED,                                               \
      "Share of parting couples whose children stay with the father.",                                       \
      "INSEE Couples et familles 2015: 85 % of lone parents are women")                                      \
    P(self, REAL, births, "1.96", 0, 12, "children/woman", SWEEP_DATED,                                      \
      "Children a woman has in her life; never two within a year.", "INSEE 2015: 1.96")                      \
    P(self, REAL, birth_age, "30.4", 15, 60, "years", PARAM_SWEEP, "Mean age of women at a birth.",          \
      "INSEE 2015: 30.4")                                                                                    \
    P(self, REAL, birth_age_spread, "5.2", 0.1, 20, "years", PARAM_SWEEP,                                    \
      "Standard deviation of that age (normal law).", "assumption")                                          \
    P(self, REAL, births_alone, "0.07", 0, 1, "1", PARAM_SWEEP,                                              \
      "Share of births to women who live in no couple.", "assumption")                                       \
    P(self, REAL, home_age, "25", 0, 60, "years", PARAM_SWEEP,                                               \
      "Age at which half of those without partner and children have left their parents' home.",              \
      "set so that 46 % of those aged 18 to 29 live there: INSEE Premiere 1686")                             \
    P(self, REAL, home_age_spread, "4", 0.1, 20, "years", PARAM_SWEEP,                                       \
      "Standard deviation of that age among people (normal law).", "assumption")
struct household_params {
    HOUSEHOLD_PARAMS(PARAM_MEMBER, )
};

#define PANEL_PARAMS(P, self)                                                                                \
    P(self, REAL, sample, "1", 0, 1, "1", PARAM_PLAIN, "Share of people whose spells are written.",          \
      "choice of the scenario")
struct panel_params {
    PANEL_PARAMS(PARAM_MEMBER, )
};

#endif
