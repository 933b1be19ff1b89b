/* Parameters of the labour market: the scalars of each process and the tables of a territory.
 *
 * Each is declared once, here, with default, bounds, unit, meaning and source; `bassin params` prints
 * them all. "assumption" marks what has no source of its own and was set by hand. */
#ifndef LABOUR_MARKET_PARAMETERS_H
#define LABOUR_MARKET_PARAMETERS_H

#include "sim/params.h"

#define SWEEP_DATED (PARAM_SWEEP | PARAM_DATED)

/* ---- The territory: tables ---------------------------------------------------------------- */

#define ZONE_FIELDS(P, self)                                                                                 \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the zone.", "territory")                     \
    P(self, INT, population, "0", 1, 100000000, "persons", PARAM_REQUIRED, "Residents aged 15 to 74.",       \
      "territory")                                                                                           \
    P(self, REAL, jobs_share, "0", 0, 1, "1", PARAM_REQUIRED,                                                \
      "Share of the territory's jobs that lie in this zone; the shares of all zones add up to 1.",           \
      "territory")                                                                                           \
    P(self, REAL, minutes_within, "12", 0, 240, "minutes", PARAM_SWEEP,                                      \
      "Travel time between home and work inside the zone.", "assumption: a short drive")
struct zone {
    ZONE_FIELDS(PARAM_MEMBER, )
};

#define TRAVEL_FIELDS(P, self)                                                                               \
    P(self, REF, from, "", 0, 0, "zones", PARAM_REQUIRED, "Home zone.", "territory")                         \
    P(self, REF, to, "", 0, 0, "zones", PARAM_REQUIRED,                                                      \
      "Work zone; the way back takes as long unless it has a row of its own.", "territory")                  \
    P(self, REAL, minutes, "30", 0, 1440, "minutes", PARAM_REQUIRED, "Travel time by car.", "territory")
struct travel {
    TRAVEL_FIELDS(PARAM_MEMBER, )
};

#define AGE_FIELDS(P, self)                                                                                  \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the age group, such as 25-29.", "territory") \
    P(self, INT, from_age, "15", 15, 74, "years", PARAM_REQUIRED,                                            \
      "First age of the group; the group ends where the next begins, the last at 74.", "territory")          \
    P(self, REAL, men, "0", 0, 1e9, "weight", PARAM_REQUIRED, "Weight of men of this age.", "territory")     \
    P(self, REAL, women, "0", 0, 1e9, "weight", PARAM_REQUIRED, "Weight of women of this age.", "territory") \
    P(self, REAL, active_men, "0.7", 0, 1, "1", PARAM_REQUIRED,                                              \
      "Share of men of this age in the labour force.", "territory")                                          \
    P(self, REAL, active_women, "0.7", 0, 1, "1", PARAM_REQUIRED,                                            \
      "Share of women of this age in the labour force.", "territory")                                        \
    P(self, REAL, unemployed, "0.1", 0, 1, "1", PARAM_REQUIRED,                                              \
      "Share of the labour force without a job on the first day; the model then goes its own way.",          \
      "territory")                                                                                           \
    P(self, REAL, cdd, "0.1", 0, 1, "1", PARAM_REQUIRED,                                                     \
      "Share of the employed who hold a CDD on the first day.", "territory")
struct age_group {
    AGE_FIELDS(PARAM_MEMBER, )
};

#define QUALIFICATION_FIELDS(P, self)                                                                        \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the level, lowest first.", "territory")      \
    P(self, REAL, share, "0.25", 0, 1, "1", PARAM_REQUIRED,                                                  \
      "Share of residents aged 15 to 74; the shares add up to 1.", "territory")                              \
    P(self, REAL, unemployed, "0.1", 0, 1, "1", PARAM_REQUIRED,                                              \
      "Share of its labour force without a job on the first day.", "territory")                              \
    P(self, REAL, ability, "0", -3, 3, "log points", PARAM_SWEEP,                                            \
      "Mean log ability of the level, beyond what its occupations pay.", "assumption")
struct qualification {
    QUALIFICATION_FIELDS(PARAM_MEMBER, )
};

#define OCCUPATION_FIELDS(P, self)                                                                           \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the occupation.", "territory")               \
    P(self, REF, qualification, "", 0, 0, "qualifications", PARAM_REQUIRED, "Usual level.", "territory")     \
    P(self, REAL, pay, "12", 0.01, 10000, "EUR/hour", PARAM_REQUIRED | SWEEP_DATED,                          \
      "Gross hourly pay of an average person in an average firm.", "territory")                              \
    P(self, REAL, hours, "35", 1, 80, "hours/week", PARAM_SWEEP, "Usual weekly hours.",                      \
      "Code du travail L3121-27")
struct occupation {
    OCCUPATION_FIELDS(PARAM_MEMBER, )
};

#define MOVE_FIELDS(P, self)                                                                                 \
    P(self, REF, from, "", 0, 0, "occupations", PARAM_REQUIRED, "Occupation left.", "territory")             \
    P(self, REF, to, "", 0, 0, "occupations", PARAM_REQUIRED,                                                \
      "Occupation entered; the way back is as similar unless it has a row of its own.", "territory")         \
    P(self, REAL, similarity, "0.5", 0, 1, "1", PARAM_REQUIRED,                                              \
      "Share of skills that carry over (1: all, 0: the move is not made).", "territory")
struct move {
    MOVE_FIELDS(PARAM_MEMBER, )
};

#define SECTOR_FIELDS(P, self)                                                                               \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the sector.", "territory")                   \
    P(self, REAL, jobs_share, "0", 0, 1, "1", PARAM_REQUIRED,                                                \
      "Share of the territory's jobs; the shares of all sectors add up to 1.", "territory")                  \
    P(self, REAL, spread, "0.15", 0, 2, "log points", SWEEP_DATED,                                           \
      "Standard deviation of transitory demand of one firm: what comes and goes within months.",             \
      "assumption; 0.15 gives the French flexible share under the newsvendor rule")                          \
    P(self, REAL, growth_spread, "0.06", 0, 2, "log points/sqrt(year)", SWEEP_DATED,                         \
      "Standard deviation of a year's change in permanent demand of one firm.", "assumption")                \
    P(self, REAL, season, "0", 0, 1, "log points", SWEEP_DATED,                                              \
      "Height of the yearly wave of demand over its mean.", "assumption")                                    \
    P(self, INT, season_peak, "182", 1, 366, "day of the year", PARAM_SWEEP, "Day of the peak.",             \
      "assumption")                                                                                          \
    P(self, REAL, premium, "0", -1, 1, "log points", SWEEP_DATED,                                            \
      "Pay in the sector over that of the occupation.", "assumption")
struct sector {
    SECTOR_FIELDS(PARAM_MEMBER, )
};

#define STAFF_FIELDS(P, self)                                                                                \
    P(self, REF, sector, "", 0, 0, "sectors", PARAM_REQUIRED, "Sector.", "territory")                        \
    P(self, REF, occupation, "", 0, 0, "occupations", PARAM_REQUIRED, "Occupation.", "territory")            \
    P(self, REAL, share, "0", 0, 1, "1", PARAM_REQUIRED,                                                     \
      "Weight of the occupation in the sector's staff; scaled to add up to 1 in each sector.", "territory")
struct staff_mix {
    STAFF_FIELDS(PARAM_MEMBER, )
};

#define SIZE_FIELDS(P, self)                                                                                 \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the size class.", "territory")               \
    P(self, REAL, from, "1", 0.5, 1e6, "jobs", PARAM_REQUIRED, "Smallest size.", "territory")                \
    P(self, REAL, to, "10", 0.5, 1e6, "jobs", PARAM_REQUIRED, "Largest size.", "territory")                  \
    P(self, REAL, jobs_share, "0", 0, 1, "1", PARAM_REQUIRED,                                                \
      "Share of jobs in firms of this class; the shares add up to 1.", "territory")
struct size_class {
    SIZE_FIELDS(PARAM_MEMBER, )
};

/* ---- Contracts are data: one row a type ----------------------------------------------------- */

#define CONTRACT_FIELDS(P, self)                                                                             \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the contract type.", "law")                  \
    P(self, BOOL, open_ended, "false", 0, 0, "1", PARAM_PLAIN, "Has no planned end.", "law")                 \
    P(self, INT, longest_days, "0", 0, 36525, "days", PARAM_DATED,                                           \
      "Longest total duration with renewals; 0: no limit.", "law")                                           \
    P(self, INT, renewals, "0", 0, 1000, "renewals", PARAM_DATED, "How often it may be renewed.", "law")     \
    P(self, INT, trial_days, "0", 0, 3650, "days", SWEEP_DATED,                                              \
      "Trial period, in which either side may end it without cause.", "law")                                 \
    P(self, REAL, end_bonus, "0", 0, 1, "share of pay", SWEEP_DATED, "Bonus paid at its end.", "law")        \
    P(self, REAL, contributions, "0.4", 0, 2, "share of pay", SWEEP_DATED,                                   \
      "Employer's social contributions.", "law")                                                             \
    P(self, REAL, dismissal_months, "0", 0, 240, "months of pay", SWEEP_DATED,                               \
      "What an economic dismissal costs the employer: notice, severance, procedure, risk.",                  \
      "law, assumption")                                                                                     \
    P(self, REAL, hiring_months, "0", 0, 60, "months of pay", SWEEP_DATED,                                   \
      "What filling a post costs the employer: posting, selection, first training.", "assumption")           \
    P(self, REAL, output, "1", 0.05, 2, "1", SWEEP_DATED,                                                    \
      "Output of an hour on this contract over one of experienced core staff.", "assumption")
struct contract {
    CONTRACT_FIELDS(PARAM_MEMBER, )
};

/* ---- Processes: scalars ----------------------------------------------------------------------- */

#define FIRM_PARAMS(P, self)                                                                                 \
    P(self, REAL, jobs, "150000", 1, 1e8, "jobs", PARAM_SWEEP,                                               \
      "Jobs that firms want filled in the mean, over the whole territory.", "territory")                     \
    P(self, REAL, size_exponent, "1.13", 0.2, 5, "1", PARAM_SWEEP,                                           \
      "Pareto exponent of firm sizes within a size class.", "INSEE counts, exponent derived")                \
    P(self, REAL, premium_spread, "0.10", 0, 1, "log points", PARAM_SWEEP,                                   \
      "Standard deviation of firms' lasting pay premium.",                                                   \
      "assumption; that firms differ: Abowd, Kramarz and Margolis 1999")
struct firm_params {
    FIRM_PARAMS(PARAM_MEMBER, )
};

#define DEMAND_PARAMS(P, self)                                                                               \
    P(self, REAL, transitory_months, "3", 0.1, 120, "months", PARAM_SWEEP,                                   \
      "Time in which transitory demand falls to 1/e.", "assumption")                                         \
    P(self, REAL, permanent_years, "12", 0.5, 1000, "years", PARAM_SWEEP,                                    \
      "Time in which permanent demand comes back to 1/e of its distance from the firm's own size, so that "  \
      "sizes stay stationary without births and deaths of firms.",                                           \
      "assumption")                                                                                          \
    P(self, REAL, level, "0", -3, 3, "log points", SWEEP_DATED,                                              \
      "Demand of all firms over its reference: the business cycle, a shock.", "choice of the scenario")      \
    P(self, REAL, cost_elasticity, "0.3", 0, 5, "1", PARAM_SWEEP,                                            \
      "Percent of demand lost when a percent is added to a firm's labour cost by an offer raised to fill "   \
      "posts.",                                                                                              \
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
      "DARES MMO: CDI exit rate about 15 % a year")                                                          \
    P(self, REAL, convert, "0.6", 0, 1, "probability", SWEEP_DATED,                                          \
      "Chance that a firm short of core staff keeps a person whose CDD ends, rather than search anew.",      \
      "assumption")                                                                                          \
    P(self, REAL, renew, "0.5", 0, 1, "probability", SWEEP_DATED,                                            \
      "Chance that a CDD is renewed at its end when the need goes on and the law allows it.", "assumption")  \
    P(self, REAL, dismissal_risk, "0.02", 0, 1, "1/year", PARAM_SWEEP,                                       \
      "Economic dismissals a firm expects per core person and year when it weighs core against flexible "    \
      "staff.",                                                                                              \
      "assumption")                                                                                          \
    P(self, REAL, flexible_days, "60", 1, 3650, "days", SWEEP_DATED,                                         \
      "Median planned length of a CDD that covers a peak.", "assumption")                                    \
    P(self, REAL, flexible_spread, "1.1", 0, 4, "log points", SWEEP_DATED,                                   \
      "Spread of the planned length (lognormal).", "assumption")
struct staffing_params {
    STAFFING_PARAMS(PARAM_MEMBER, )
};

#define SEARCH_PARAMS(P, self)                                                                               \
    P(self, REAL, every_days, "7", 1, 365, "days", PARAM_PLAIN,                                              \
      "An unemployed person looks for posts this often.", "assumption")                                      \
    P(self, REAL, on_the_job_days, "45", 1, 3650, "days", PARAM_PLAIN,                                       \
      "An employed person who searches looks this often.", "assumption")                                     \
    P(self, REAL, on_the_job_share, "0.10", 0, 1, "1", PARAM_SWEEP,                                          \
      "Share of CDI holders who look for a better post.", "assumption")                                      \
    P(self, INT, looks, "4", 0, 64, "vacancies", SWEEP_DATED,                                                \
      "Places where one looks on a day of search, open or not.", "assumption")                               \
    P(self, REAL, cdd_days, "21", 1, 3650, "days", PARAM_PLAIN,                                              \
      "A person on a CDD looks for posts this often.", "assumption")                                         \
    P(self, REAL, radius_minutes, "20", 1, 600, "minutes", SWEEP_DATED,                                      \
      "Travel time at which a place is looked at 1/e times as often.", "assumption")                         \
    P(self, REAL, own_occupation, "0.7", 0, 1, "1", SWEEP_DATED,                                             \
      "Share of looks in one's own occupation; the rest goes to similar ones.", "assumption")                \
    P(self, REAL, openness, "0.03", 1e-6, 10, "vacancies/job", PARAM_SWEEP,                                  \
      "Open posts per job at which half of the looks find one: how visible vacancies are.", "assumption")    \
    P(self, REAL, reservation, "0.92", 0, 2, "1", SWEEP_DATED,                                               \
      "Pay asked for at the start of unemployment, over the last pay.",                                      \
      "assumption; Krueger and Mueller 2016 find ratios near 1")                                             \
    P(self, REAL, reservation_decay, "0.10", 0, 5, "1/year", SWEEP_DATED,                                    \
      "Yearly fall of the pay asked for while unemployed.",                                                  \
      "assumption; Krueger and Mueller 2016 find little decline")                                            \
    P(self, REAL, term_discount, "0.12", 0, 1, "1", SWEEP_DATED,                                             \
      "Share of pay that a person would give up for an open-ended instead of a fixed-term job.",             \
      "assumption")                                                                                          \
    P(self, REAL, step_up, "0.05", 0, 2, "1", SWEEP_DATED,                                                   \
      "Extra pay for which a CDI holder changes employers.", "assumption")                                   \
    P(self, REAL, minute_cost, "0.04", 0, 10, "EUR/hour per minute", SWEEP_DATED,                            \
      "Hourly pay that makes up for one more minute to work.",                                               \
      "assumption; a third of the wage per hour travelled")
struct search_params {
    SEARCH_PARAMS(PARAM_MEMBER, )
};

#define MATCHING_PARAMS(P, self)                                                                             \
    P(self, INT, rounds, "3", 1, 16, "rounds", PARAM_PLAIN, "Offers a vacancy can make in one day.",         \
      "assumption")                                                                                          \
    P(self, REAL, noise, "0.3", 0, 5, "log points", PARAM_SWEEP,                                             \
      "Standard deviation of an employer's error about an applicant.", "assumption")                         \
    P(self, REAL, similarity_weight, "0.5", 0, 10, "log points", PARAM_SWEEP,                                \
      "Value lost by an applicant whose skills do not carry over at all.", "assumption")                     \
    P(self, REAL, duration_penalty, "0.30", 0, 10, "ability sd/year", SWEEP_DATED,                           \
      "What employers take off per year without a job.",                                                     \
      "trial of the design; Kroft, Lange and Notowidigdo 2013")                                              \
    P(self, REAL, value, "1.9", 0.01, 100, "1", PARAM_SWEEP,                                                 \
      "Output of an average hour over its pay, contributions included; a match that yields less than it "    \
      "costs is not made.",                                                                                  \
      "assumption; labour share about two thirds, value added over net operating cost")
struct matching_params {
    MATCHING_PARAMS(PARAM_MEMBER, )
};

#define WAGE_PARAMS(P, self)                                                                                 \
    P(self, REAL, minimum, "9.67", 0, 100000, "EUR/hour", SWEEP_DATED, "Statutory minimum wage, gross.",     \
      "SMIC 2016: INSEE 4503058")                                                                            \
    P(self, REAL, ability_spread, "0.25", 0, 2, "log points", PARAM_SWEEP,                                   \
      "Standard deviation of people's log ability.", "assumption")                                           \
    P(self, REAL, ability_share, "0.7", 0, 1, "1", PARAM_SWEEP, "Share of ability that pay follows.",        \
      "assumption")                                                                                          \
    P(self, REAL, experience, "0.012", 0, 0.2, "log points/year", PARAM_SWEEP,                               \
      "Yearly growth of ability at work over the first twenty years; 0 is ability after ten.", "assumption") \
    P(self, REAL, raise, "0.01", 0, 1, "log points/plan", SWEEP_DATED,                                       \
      "By how much a firm raises its offers when posts were left open since its last plan.", "assumption")   \
    P(self, REAL, raise_limit, "0.15", 0, 2, "log points", SWEEP_DATED, "Largest raise of offers.",          \
      "assumption")                                                                                          \
    P(self, REAL, raise_fade, "0.1", 0, 1, "1/plan", PARAM_SWEEP,                                            \
      "Share of the raise of offers given up when no post was left open.", "assumption")
struct wage_params {
    WAGE_PARAMS(PARAM_MEMBER, )
};

#define SEPARATION_PARAMS(P, self)                                                                           \
    P(self, REAL, misfit_employer, "0.14", 0, 1, "probability", PARAM_SWEEP,                                 \
      "Chance that a new match proves bad for the employer, who then ends it, in the trial period if there " \
      "is one.",                                                                                             \
      "DARES 2015-005: 12.7 % of CDIs end in the trial within a year")                                       \
    P(self, REAL, misfit_employer_days, "55", 1, 3650, "days", PARAM_SWEEP, "Mean time to find that out.",   \
      "DARES 2015-005: hazards of the first months")                                                         \
    P(self, REAL, misfit_worker, "0.16", 0, 1, "probability", PARAM_SWEEP,                                   \
      "Chance that a new match proves bad for the worker, who then resigns.",                                \
      "DARES 2015-005: 16.1 % of CDIs end by resignation within a year")                                     \
    P(self, REAL, misfit_worker_days, "150", 1, 3650, "days", PARAM_SWEEP, "Mean time to find that out.",    \
      "DARES 2015-005: hazards of the first year")                                                           \
    P(self, REAL, resignation, "0.035", 0, 10, "1/year", PARAM_SWEEP,                                        \
      "Resignations from matches that are neither new nor bad, not counting those for a better post.",       \
      "assumption")                                                                                          \
    P(self, REAL, dismissal, "0.025", 0, 10, "1/year", PARAM_SWEEP, "Dismissals for cause.",                 \
      "DARES 2015-005: 3.3 % within a year")                                                                 \
    P(self, REAL, agreed, "0.02", 0, 10, "1/year", PARAM_SWEEP,                                              \
      "Agreed terminations (rupture conventionnelle).", "DARES 2015-005: 1.7 % within a year")
struct separation_params {
    SEPARATION_PARAMS(PARAM_MEMBER, )
};

#define LIFE_PARAMS(P, self)                                                                                 \
    P(self, REAL, withdraw_unemployed, "0.30", 0, 50, "1/year", PARAM_SWEEP,                                 \
      "Rate at which the unemployed stop searching and turn inactive.",                                      \
      "INSEE 4501605 has 22 % a quarter, most of it the halo coming back; here without the halo")            \
    P(self, REAL, withdraw_employed, "0.02", 0, 50, "1/year", PARAM_SWEEP,                                   \
      "Rate at which the employed turn inactive, other than by retirement.",                                 \
      "INSEE 4501605: 1.5 % of permanent jobs a quarter to inactivity, retirement included")                 \
    P(self, REAL, retire_from, "59", 50, 74, "years", PARAM_SWEEP, "Age at which the first retire.",         \
      "law of 2010: 62; long careers and special schemes from 57 on")                                        \
    P(self, REAL, retire_to, "64.5", 50, 74, "years", PARAM_SWEEP, "Age by which all have retired.",         \
      "assumption: with retire_from 59 the activity rate at 60-64 is near the 30 % of 2016")
struct life_params {
    LIFE_PARAMS(PARAM_MEMBER, )
};

#define PANEL_PARAMS(P, self)                                                                                \
    P(self, REAL, sample, "1", 0, 1, "1", PARAM_PLAIN, "Share of people whose spells are written.",          \
      "choice of the scenario")
struct panel_params {
    PANEL_PARAMS(PARAM_MEMBER, )
};

struct parameters {
    struct param_rows zones, travel, age_groups, qualifications, occupations, moves, sectors, staff, sizes,
        contracts;
    struct firm_params firms;
    struct demand_params demand;
    struct staffing_params staffing;
    struct search_params search;
    struct matching_params matching;
    struct wage_params wages;
    struct separation_params separations;
    struct life_params lives;
    struct panel_params panel;
};

enum {
    MAX_ZONES = 512,
    MAX_AGE_GROUPS = 24,
    MAX_QUALIFICATIONS = 8,
    MAX_OCCUPATIONS = 255,
    MAX_SECTORS = 64,
    MAX_CONTRACTS = 16,
    LOWEST_AGE = 15, /* people enter the model at 15 ... */
    HIGHEST_AGE = 75 /* ... and leave it at 75 */
};

/* Rows of a table as an array of its struct. */
#define ROWS(type, table) ((const struct type *)(table).rows)

extern const struct param_schema labour_market_schema;

/* What must hold across parameters; errors carry the place of the row at fault. */
enum status parameters_check(const void *params, struct error *error);

#endif
