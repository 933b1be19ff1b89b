/* The tables of a territory: places, ages, occupations, sectors, firm sizes, and contract types.
 *
 * Each field is declared once, here, with default, bounds, unit, meaning and source. "assumption" marks what
 * has no source of its own and was set by hand. */
#ifndef LABOUR_MARKET_TERRITORY_PARAMETERS_H
#define LABOUR_MARKET_TERRITORY_PARAMETERS_H

#include "models/labour_market/codes.h"
#include "sim/params.h"

#define SWEEP_DATED (PARAM_SWEEP | PARAM_DATED)

#define ZONE_FIELDS(P, self)                                                                                 \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the zone.", "territory")                     \
    P(self, INT, population, "0", 1, 100000000, "persons", PARAM_REQUIRED, "Residents aged 15 to 74.",       \
      "territory")                                                                                           \
    P(self, REAL, jobs_share, "0", 0, 1, "1", PARAM_REQUIRED,                                                \
      "Share of the territory's jobs that lie in this zone; the shares of all zones add up to 1.",           \
      "territory")                                                                                           \
    P(self, REAL, minutes_within, "12", 0, 240, "minutes", PARAM_SWEEP,                                      \
      "Travel time between home and work inside the zone.", "assumption: a short drive")                     \
    P(self, REAL, demand, "0", -3, 3, "log points", SWEEP_DATED,                                             \
      "Demand of the zone's firms over their reference: what makes one place prosper and another not.",      \
      "choice of the scenario")
struct zone {
    ZONE_FIELDS(PARAM_MEMBER, )
};

#define TRAVEL_FIELDS(P, self)                                                                               \
    P(self, REF, from, "", 0, 0, "zones", PARAM_REQUIRED, "Home zone.", "territory")                         \
    P(self, REF, to, "", 0, 0, "zones", PARAM_REQUIRED,                                                      \
      "Work zone; the way back takes as long unless it has a row of its own.", "territory")                  \
    P(self, REAL, minutes, "30", 0, 1440, "minutes", PARAM_REQUIRED,                                         \
      "Travel time by car; between zones without a row it is that of the shortest way through others.",      \
      "territory")
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
      "Share of the employed who hold a CDD on the first day.", "territory")                                 \
    P(self, REAL, self_employed, "0", 0, 1, "1", PARAM_PLAIN,                                                \
      "Share of the employed who work on their own account on the first day.", "territory")
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
      "Mean log ability of the level, beyond what its occupations pay.", "assumption")                       \
    P(self, REAL, leaves_school, "18", 10, 35, "years", PARAM_SWEEP,                                         \
      "Mean age at which people of this level leave school.", "territory")
struct qualification {
    QUALIFICATION_FIELDS(PARAM_MEMBER, )
};

/* Places in the choices of occupations.NAME.group. */
enum occupation_group {
    GROUP_MANAGERS,
    GROUP_INTERMEDIATE,
    GROUP_CLERICAL,
    GROUP_SKILLED_MANUAL,
    GROUP_UNSKILLED_MANUAL
};

#define OCCUPATION_FIELDS(P, self)                                                                           \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the occupation.", "territory")               \
    P(self, REF, qualification, "", 0, 0, "qualifications", PARAM_REQUIRED | PARAM_USES, "Usual level.",     \
      "territory")                                                                                           \
    P(self, REAL, pay, "12", 0.01, 10000, "EUR/hour", PARAM_REQUIRED | SWEEP_DATED,                          \
      "Gross hourly pay of an average person in an average firm.", "territory")                              \
    P(self, REAL, hours, "35", 1, 80, "hours/week", PARAM_SWEEP, "Weekly hours of a full-time post.",        \
      "Code du travail L3121-27")                                                                            \
    P(self, REAL, part_time, "0.1", 0, 1, "1", SWEEP_DATED, "Share of posts that are part-time.",            \
      "territory")                                                                                           \
    P(self, REAL, part_time_hours, "22", 1, 80, "hours/week", PARAM_SWEEP,                                   \
      "Weekly hours of a part-time post.", "assumption")                                                     \
    P(self, REAL, flexible, "1", 0, 100, "1", PARAM_SWEEP,                                                   \
      "Weight of the occupation in peak posts and short tasks over its weight in the sector's staff.",       \
      "assumption: managers are rarely hired by the day")                                                    \
    P(self, REAL, supply, "1", 0.01, 100, "1", PARAM_SWEEP,                                                  \
      "How crowded the occupation is: people who have it, over those its jobs would draw; above 1 where "    \
      "people "                                                                                              \
      "end up whom others do not take.",                                                                     \
      "assumption, set by the unemployment rate of the group")                                               \
    P(self, REAL, misfit, "1", 0, 10, "1", PARAM_SWEEP,                                                      \
      "Chance that a new match in the occupation proves bad, over separations.misfit_employer and "          \
      "misfit_worker.",                                                                                      \
      "CDIs ended within a year: 19 % of managers, 52 % of unskilled clerks, DARES 2015-005")                \
    P(self, REAL, women, "0.5", 0, 1, "1", PARAM_SWEEP,                                                      \
      "Share of women among the people who have the occupation; where it is the same everywhere, sex makes " \
      "no difference. At each level all odds are shifted alike, so that women are as many as in the labour " \
      "force.",                                                                                              \
      "territory")                                                                                           \
    P(self, CHOICE, group, "skilled_manual", 0, 0,                                                           \
      "managers|intermediate|clerical|skilled_manual|unskilled_manual", PARAM_PLAIN,                         \
      "Socio-professional group, for figures by group.", "INSEE, classification PCS")
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

/* Places in the choices of sectors.NAME.branch: the private ones lie together. */
enum branch { BRANCH_AGRICULTURE, BRANCH_INDUSTRY, BRANCH_CONSTRUCTION, BRANCH_SERVICES, BRANCH_PUBLIC };

#define SECTOR_FIELDS(P, self)                                                                               \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the sector.", "territory")                   \
    P(self, REAL, jobs_share, "0", 0, 1, "1", PARAM_REQUIRED,                                                \
      "Share of the territory's jobs; the shares of all sectors add up to 1.", "territory")                  \
    P(self, REAL, cycle, "1", 0, 10, "1", PARAM_SWEEP,                                                       \
      "How much of a change of demand.level the sector feels.", "assumption")                                \
    P(self, REAL, residents, "0", 0, 1, "1", PARAM_SWEEP,                                                    \
      "Share of its work that the sector sells to residents of the territory, where local_economy is on.",   \
      "assumption")                                                                                          \
    P(self, REAL, local_firms, "0", 0, 1, "1", PARAM_SWEEP,                                                  \
      "Share that it sells to firms of the territory, likewise.", "assumption")                              \
    P(self, REAL, buys, "1", 0, 100, "1", PARAM_SWEEP,                                                       \
      "What an hour of work in the sector buys from firms of the territory, over that of other sectors.",    \
      "assumption")                                                                                          \
    P(self, REAL, spread, "0.15", 0, 2, "log points", SWEEP_DATED,                                           \
      "Standard deviation of transitory demand of one firm: what comes and goes within months.",             \
      "assumption; scenarios set it by the shares of contracts")                                             \
    P(self, REAL, growth_spread, "0.06", 0, 2, "log points/sqrt(year)", SWEEP_DATED,                         \
      "Standard deviation of a year's change in permanent demand of one firm.", "assumption")                \
    P(self, REAL, season, "0", 0, 1, "log points", SWEEP_DATED,                                              \
      "Height of the yearly wave of demand over its mean.", "assumption")                                    \
    P(self, INT, season_peak, "182", 1, 366, "day of the year", PARAM_SWEEP, "Day of the peak.",             \
      "assumption")                                                                                          \
    P(self, REAL, premium, "0", -1, 1, "log points", SWEEP_DATED,                                            \
      "Pay in the sector over that of the occupation.", "assumption")                                        \
    P(self, CHOICE, branch, "services", 0, 0, "agriculture|industry|construction|services|public",           \
      PARAM_PLAIN,                                                                                           \
      "Branch, for figures by branch; figures of the private sector leave out agriculture and public.",      \
      "territory")                                                                                           \
    P(self, REAL, minimum, "0", 0, 100000, "EUR/hour", SWEEP_DATED,                                          \
      "Branch minimum: the lowest pay that the collective agreement allows; 0: none.",                       \
      "law: collective agreements")                                                                          \
    P(self, REAL, tasks, "0.8", 0, 100, "1/(employee year)", SWEEP_DATED,                                    \
      "Short tasks (absences, peaks of days) that need someone, per person employed and year.",              \
      "assumption")                                                                                          \
    P(self, REAL, interim, "0", -20, 20, "log odds", SWEEP_DATED,                                            \
      "How much more readily the sector takes agency workers than its costs say.", "assumption")             \
    P(self, REAL, marginal, "0.1", 0, 1, "1", SWEEP_DATED,                                                   \
      "Share of open-ended posts whose work can be cut into a few hours a week.", "assumption")              \
    P(self, REAL, closed, "0", 0, 1, "1", SWEEP_DATED,                                                       \
      "Share of the sector's jobs that is closed as long as this stands: its largest employers, as few as "  \
      "have that share.",                                                                                    \
      "choice of the scenario")
struct sector {
    SECTOR_FIELDS(PARAM_MEMBER, )
};

#define STAFF_FIELDS(P, self)                                                                                \
    P(self, REF, sector, "", 0, 0, "sectors", PARAM_REQUIRED, "Sector.", "territory")                        \
    P(self, REF, occupation, "", 0, 0, "occupations", PARAM_REQUIRED | PARAM_USES, "Occupation.",            \
      "territory")                                                                                           \
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

/* Why a level of pay is usual: those are of France and Germany in the 2010s. */
#define USUAL_PAY "assumption: up to one and a half times the SMIC of 2016, near the median of pay"

/* ---- Contracts are data: one row a type ----------------------------------------------------- */

/* "|cdi|cdd|...": the choices of `status`, behind the first bar. */
#define STATUS_BAR(code, label, role, group) "|" label

#define CONTRACT_FIELDS(P, self)                                                                             \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the contract type.", "law")                  \
    P(self, CHOICE, status, "cdd", 0, 0, &CONTRACT_STATUSES(STATUS_BAR)[1], PARAM_REQUIRED,                  \
      "Labour status of who holds it.", "law")                                                               \
    P(self, BOOL, open_ended, "false", 0, 0, "1", PARAM_PLAIN, "Has no planned end.", "law")                 \
    P(self, BOOL, allowed, "true", 0, 0, "1", PARAM_DATED, "The law knows it; otherwise nobody signs it.",   \
      "law")                                                                                                 \
    P(self, INT, longest_days, "0", 0, 36525, "days", PARAM_DATED,                                           \
      "Longest total duration with renewals; 0: no limit.", "law")                                           \
    P(self, INT, renewals, "0", 0, 1000, "renewals", PARAM_DATED, "How often it may be renewed.", "law")     \
    P(self, INT, trial_days, "0", 0, 3650, "days", SWEEP_DATED,                                              \
      "Trial period, in which either side may end it without cause.", "law")                                 \
    P(self, REAL, contributions, "0.4", 0, 2, "share of pay", SWEEP_DATED,                                   \
      "Employer's social contributions.", "law")                                                             \
    P(self, REAL, end_bonus, "0", 0, 1, "share of pay", SWEEP_DATED, "Bonus paid at its end.", "law")        \
    P(self, REAL, short_tax, "0", 0, 10, "share of pay", SWEEP_DATED,                                        \
      "Extra contribution on contracts of at most short_days.", "law")                                       \
    P(self, INT, short_days, "30", 0, 3650, "days", PARAM_DATED, "Longest contract that bears short_tax.",   \
      "law")                                                                                                 \
    P(self, REAL, agency_markup, "0", 0, 5, "share of cost", SWEEP_DATED | PARAM_LASTING_ZERO,               \
      "What the agency that employs adds to the cost of labour; 0: the firm employs, for the whole run.",    \
      "assumption")                                                                                          \
    P(self, REAL, dismissal_months, "0", 0, 240, "months of pay", SWEEP_DATED,                               \
      "What an economic dismissal costs the employer: notice, severance, procedure, risk.",                  \
      "law, assumption")                                                                                     \
    P(self, REAL, hiring_months, "0", 0, 60, "months of pay", SWEEP_DATED,                                   \
      "What filling a post costs the employer: posting, selection, first training.", "assumption")           \
    P(self, REAL, output, "1", 0.05, 2, "1", SWEEP_DATED,                                                    \
      "Output of an hour on this contract over one of experienced core staff.", "assumption")                \
    P(self, REAL, pay, "1", 0.05, 2, "1", SWEEP_DATED, "Pay over that of the post.", "law")                  \
    P(self, REAL, floor, "1", 0, 1, "share of the minimum wage", SWEEP_DATED, "Lowest pay.", "law")          \
    P(self, REAL, hours, "0", 0, 80, "hours/week", SWEEP_DATED, "Weekly hours; 0: those of the post.",       \
      "law")                                                                                                 \
    P(self, REAL, pay_cap, "0", 0, 100000, "EUR/month", SWEEP_DATED,                                         \
      "Monthly pay it may not exceed: hours are cut to it; 0: none.", "law")                                 \
    P(self, INT, oldest, "0", 0, 99, "years", PARAM_DATED, "Oldest age at signing; 0: any.", "law")          \
    P(self, BOOL, insured, "true", 0, 0, "1", PARAM_DATED, "Earns rights to unemployment benefit.", "law")   \
    P(self, REAL, preference, "0", -20, 20, "log odds", SWEEP_DATED,                                         \
      "How much more often firms sign it than its cost alone says: what the cost leaves out.", "assumption")
struct contract {
    CONTRACT_FIELDS(PARAM_MEMBER, )
};

#endif
