/* Public agencies: what they are in a scenario, and their state. */
#ifndef LABOUR_MARKET_AGENCY_TABLES_H
#define LABOUR_MARKET_AGENCY_TABLES_H

#include <stdint.h>

#include "models/labour_market/state/durations.h"
#include "models/labour_market/territory_parameters.h"
#include "sim/params.h"
#include "sim/table.h"

enum { MAX_AGENCIES = 8 }; /* one bit each in a byte of a person */

/* What keeps people from posts. */
#define FRICTIONS(F)                                                                                         \
    F(SKILL, skill)                                                                                          \
    F(HEALTH, health)                                                                                        \
    F(MOBILITY, mobility)                                                                                    \
    F(HOUSING, housing)                                                                                      \
    F(SEARCH, search)
#define FRICTION_CODE(code, name) FRICTION_##code,
enum friction { FRICTIONS(FRICTION_CODE) FRICTION_COUNT };

/* How closely someone is followed: what the counsellor's caseload is. */
#define FOLLOW_UPS(F)                                                                                        \
    F(INTENSIVE, intensive)                                                                                  \
    F(GUIDED, guided)                                                                                        \
    F(LIGHT, light)
#define FOLLOW_UP_CODE(code, name) FOLLOW_UP_##code,
enum follow_up { FOLLOW_UPS(FOLLOW_UP_CODE) FOLLOW_UP_COUNT };

/* Whom an agency is there for: the choices of agencies.serves. */
enum mission { SERVES_ALL, SERVES_YOUNG, SERVES_HEALTH, SERVES_QUALIFIED, SERVES_LONG_TERM };

#define PUBLIC_AGENCY_PARAMS(P, self)                                                                        \
    P(self, BOOL, active, "false", 0, 0, "1", PARAM_PLAIN,                                                   \
      "People have frictions and register, and the agencies of the table follow them.",                      \
      "choice of the scenario")                                                                              \
    P(self, REAL, weight, "0", 0, 1, "1", SWEEP_DATED,                                                       \
      "Weight of the territory's count beside an agency's own when it chooses whom to follow; with it "      \
      "agencies share what they know, in meetings.",                                                         \
      "assumption: each serves its own (INTEFP 2017, 3.1)")                                                  \
    P(self, REAL, exponent, "0", 0, 4, "1", SWEEP_DATED,                                                     \
      "By how much an agency's budget of next year follows its placements over those of its first full "     \
      "year; the sum of all budgets stays.",                                                                 \
      "assumption: budgets are given")                                                                       \
    P(self, INT, young_below, "26", 15, 75, "years", PARAM_SWEEP,                                            \
      "Age from which on one is not of the young whom an agency may be there for.",                          \
      "Code du travail L5314-1: missions locales, 16 to 25")                                                 \
    P(self, REAL, stay_away, "0.12", 0, 1, "1", PARAM_SWEEP,                                                 \
      "Share of people who never register: a lasting trait.", "assumption")                                  \
    P(self, REAL, registers, "0.7", 0, 1, "1", SWEEP_DATED,                                                  \
      "Chance that one of the others registers when unemployment begins, and again when a month does.",      \
      "assumption")                                                                                          \
    P(self, REAL, lapse, "0.3", 0, 1, "1/month", SWEEP_DATED,                                                \
      "Chance that someone registered who does not search any more is struck off when a month begins.",      \
      "assumption")                                                                                          \
    P(self, REAL, intensive_caseload, "45", 1, 10000, "persons", SWEEP_DATED,                                \
      "People per counsellor in intensive follow-up.",                                                       \
      "Pole emploi 2013: 45 in the mean (ash.tm.fr 2826); at most 70 (AFP 2016-01-22)")                      \
    P(self, REAL, guided_caseload, "125", 1, 10000, "persons", SWEEP_DATED,                                  \
      "People per counsellor in guided follow-up.", "AFP 2016-01-22: 100 to 150")                            \
    P(self, REAL, light_caseload, "275", 1, 10000, "persons", SWEEP_DATED,                                   \
      "People per counsellor in light follow-up.", "AFP 2016-01-22: 200 to 350")                             \
    P(self, REAL, day_hours, "7", 0, 24, "hours", SWEEP_DATED, "A counsellor's day, Monday to Friday.",      \
      "Code du travail L3121-27: 35 hours a week")                                                           \
    P(self, REAL, field_share, "0.5", 0, 1, "1", SWEEP_DATED,                                                \
      "Share of it for people and employers; the rest goes into registration, benefits, reports.",           \
      "assumption")                                                                                          \
    P(self, REAL, contact_minutes, "40", 1, 600, "minutes", SWEEP_DATED, "An interview with proposals.",     \
      "assumption")                                                                                          \
    P(self, INT, proposals, "3", 0, 16, "posts", SWEEP_DATED,                                                \
      "Registered posts that the counsellor looks up for the person in an interview.",                       \
      "assumption, set with the exits to jobs of Behaghel et al. 2014 in view")                              \
    P(self, REAL, no_show, "0.1", 0, 1, "1", SWEEP_DATED, "Chance that the person does not come.",           \
      "assumption")                                                                                          \
    P(self, REAL, struck_off, "0.1", 0, 1, "1", SWEEP_DATED,                                                 \
      "Chance that who does not come is struck off: the sanction.", "assumption")                            \
    P(self, REAL, vouch, "0.3", 0, 1, "1", SWEEP_DATED,                                                      \
      "Share of the penalty for time out of work that an employer does not hold against someone whom a "     \
      "counsellor proposes.",                                                                                \
      "assumption")                                                                                          \
    P(self, REAL, visit_minutes, "60", 1, 600, "minutes", SWEEP_DATED, "A visit to an employer.",            \
      "assumption")                                                                                          \
    P(self, REAL, visit_days, "90", 0, 3650, "days", SWEEP_DATED,                                            \
      "For how long an employer that was visited registers posts that would have passed by word of mouth.",  \
      "assumption")                                                                                          \
    P(self, REAL, meeting_minutes, "6", 0, 600, "minutes", SWEEP_DATED,                                      \
      "What sharing costs each counsellor a day, for each other agency, at full weight.", "assumption")      \
    P(self, REAL, hand_over_loss, "0.5", 0, 1, "1", SWEEP_DATED,                                             \
      "Chance that someone sent to another agency does not arrive where each serves its own count; at full " \
      "weight of the territory's none is lost.",                                                             \
      "assumption")                                                                                          \
    P(self, REAL, support_months, "12", 0.5, 240, "months", SWEEP_DATED,                                     \
      "After this time an agency chooses anew whether to follow someone.", "assumption")                     \
    P(self, REAL, placement_days, "30", 0, 3650, "days", SWEEP_DATED,                                        \
      "Shortest planned length of a job that ends registration and counts as a placement.",                  \
      "assumption near the return to work of DARES: a month and more")
struct public_agency_params {
    PUBLIC_AGENCY_PARAMS(PARAM_MEMBER, )
};

#define FRICTION_PARAMS(P, self)                                                                             \
    P(self, REAL, skill, "0.08", 0, 1, "1", PARAM_SWEEP, "Share of people who lack basic skills.",           \
      "assumption; INSEE Premiere 1426: 7 % of those schooled in France in 2011")                            \
    P(self, REAL, health, "0.08", 0, 1, "1", PARAM_SWEEP, "Share of people whose health limits work.",       \
      "assumption")                                                                                          \
    P(self, REAL, mobility, "0.12", 0, 1, "1", PARAM_SWEEP,                                                  \
      "Share of people without a licence, a vehicle or a line that goes where work is.", "assumption")       \
    P(self, REAL, housing, "0.04", 0, 1, "1", PARAM_SWEEP, "Share of people without a lasting home.",        \
      "assumption")                                                                                          \
    P(self, REAL, search, "0.15", 0, 1, "1", PARAM_SWEEP,                                                    \
      "Share of people who do not know where and how to look for work.", "assumption")                       \
    P(self, REAL, skill_closes, "0.4", 0, 1, "1", PARAM_SWEEP,                                               \
      "Share of employers whose posts someone with this friction cannot have.", "assumption")                \
    P(self, REAL, health_closes, "0.4", 0, 1, "1", PARAM_SWEEP, "The same.", "assumption")                   \
    P(self, REAL, mobility_closes, "0.4", 0, 1, "1", PARAM_SWEEP, "The same.", "assumption")                 \
    P(self, REAL, housing_closes, "0.4", 0, 1, "1", PARAM_SWEEP, "The same.", "assumption")                  \
    P(self, REAL, search_looks, "0.4", 0, 1, "1", PARAM_SWEEP,                                               \
      "Share of looks that are lost on someone who does not know how to search.", "assumption")
struct friction_params {
    FRICTION_PARAMS(PARAM_MEMBER, )
};

#define AGENCY_FIELDS(P, self)                                                                               \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name of the agency.", "scenario")                    \
    P(self, CHOICE, serves, "all", 0, 0, "all|young|health|qualified|long_term", PARAM_PLAIN,                \
      "Whom it is there for: all who are registered, the young, those with a friction of health, the "       \
      "highest level, those without a job for a year.",                                                      \
      "scenario")                                                                                            \
    P(self, REF, zone, "", 0, 0, "zones", PARAM_PLAIN, "The zone whose residents it serves; none: all.",     \
      "scenario")                                                                                            \
    P(self, DATE, from, "1900-01-01", 0, 0, "date", PARAM_PLAIN, "Day from which on it works.", "scenario")  \
    P(self, REAL, budget, "0", 0, 1e11, "EUR/year", SWEEP_DATED, "Its budget.", "scenario")                  \
    P(self, REAL, overhead, "0", 0, 1e11, "EUR/year", SWEEP_DATED,                                           \
      "What it costs to be there: direction, premises, reports.", "scenario")                                \
    P(self, REAL, cost, "80000", 1, 1e7, "EUR/year", SWEEP_DATED,                                            \
      "What a counsellor costs, with what belongs to it.",                                                   \
      "assumption near missions locales: 655 million EUR of 2018 over 8 626 counsellors of 2011")            \
    P(self, REAL, intensive, "0.14", 0, 1, "1", SWEEP_DATED,                                                 \
      "Share of its counsellors in intensive "                                                               \
      "follow-up.",                                                                                          \
      "Pole emploi 2013: 2 900 of 20 500 (ash.tm.fr 2826)")                                                  \
    P(self, REAL, guided, "0.84", 0, 1, "1", SWEEP_DATED, "The same in guided follow-up; the rest: light.",  \
      "assumption, set by 116 people per counsellor in the mean (Pole emploi 2013)")                         \
    P(self, REAL, prospecting, "0.1", 0, 1, "1", SWEEP_DATED,                                                \
      "Share of their days for visits to employers.", "assumption")                                          \
    P(self, REAL, lot, "1", 0, 1, "1", SWEEP_DATED,                                                          \
      "Share of people, drawn by lot for life, whom it may follow: for experiments.",                        \
      "choice of the scenario")                                                                              \
    P(self, DATE, cohort, "1900-01-01", 0, 0, "date", PARAM_PLAIN,                                           \
      "Day on which those whom it is there for are noted and observed from then on; by default never.",      \
      "choice of the scenario")                                                                              \
    P(self, REAL, skill, "0", 0, 1, "1", SWEEP_DATED, "Chance that an interview lifts a lack of skills.",    \
      "assumption")                                                                                          \
    P(self, REAL, health, "0", 0, 1, "1", SWEEP_DATED, "The same for a limit of health.", "assumption")      \
    P(self, REAL, mobility, "0", 0, 1, "1", SWEEP_DATED, "The same for a lack of mobility.", "assumption")   \
    P(self, REAL, housing, "0", 0, 1, "1", SWEEP_DATED, "The same for a lack of housing.", "assumption")     \
    P(self, REAL, search, "0", 0, 1, "1", SWEEP_DATED, "The same for not knowing how to search.",            \
      "assumption")
struct agency {
    AGENCY_FIELDS(PARAM_MEMBER, )
};

struct agency_values {
    struct public_agency_params public_agencies;
    struct friction_params frictions;
    struct param_rows agencies; /* of struct agency */
};

/* ---- State ------------------------------------------------------------------------------------------ */

/* One row a person, as in `people`; no rows before agencies are there. */
#define HELP_FIELDS(C, self)                                                                                 \
    C(self, I32, proposed, "day", "day of the last interview with proposals")                                \
    C(self, I32, own_look, "day", "day on which the person would have looked without it")                    \
    C(self, U8, frictions, "bits", "frictions that keep the person from posts")                              \
    C(self, U8, registered, "1", "1: registered as a jobseeker")                                             \
    C(self, U8, followed, "bits", "agencies that follow the person")                                         \
    C(self, U8, sent, "bits", "agencies to which the person was sent and has arrived")                       \
    C(self, U8, proposals, "posts", "posts that are looked up for the person on the day `proposed`")         \
    C(self, U8, cohort, "code", "quarter of the lot of a person who was noted for an experiment, from 1; 0")
struct help {
    HELP_FIELDS(TABLE_FIELD, struct help)
};
struct helped {
    struct table table;
    struct help *row;
};

/* One row an agency. */
#define AGENCY_STATE_COLUMNS(C, self)                                                                        \
    C(self, F64, share, "1", "its budget over that of the scenario")                                         \
    C(self, I64, placements, "persons", "placements since the year began")                                   \
    C(self, I64, first_placements, "persons", "placements of its first full year")                           \
    C(self, I32, counted_from, "day", "day from which on placements count")                                  \
    C(self, U8, known, "1", "1: first_placements is known")
struct agency_states {
    struct table table;
    AGENCY_STATE_COLUMNS(TABLE_MEMBER, struct agency_states)
};

/* Counsellors, those of an agency and follow-up one after the other; made anew each month. */
#define COUNSELLOR_FIELDS(C, self)                                                                           \
    C(self, U32, first, "row", "first of the cases")                                                         \
    C(self, U32, count, "persons", "cases")                                                                  \
    C(self, U32, next, "persons", "case that is turned to next")                                             \
    C(self, F32, minutes, "minutes", "time for people, employers and meetings today")                        \
    C(self, U8, agency, "row", "the agency")                                                                 \
    C(self, U8, follow_up, "code", "how closely the cases are followed")
struct counsellor {
    COUNSELLOR_FIELDS(TABLE_FIELD, struct counsellor)
};
struct counsellors {
    struct table table;
    struct counsellor *row;
};

/* Who is followed, by counsellor. */
#define CASE_FIELDS(C, self)                                                                                 \
    C(self, U32, person, "row", "the person")                                                                \
    C(self, I32, since, "day", "day on which the agency has chosen to follow the person")                    \
    C(self, U32, counsellor, "row", "by whom")                                                               \
    C(self, U8, agency, "row", "the agency")                                                                 \
    C(self, U8, follow_up, "code", "how closely")
struct agency_case {
    CASE_FIELDS(TABLE_FIELD, struct agency_case)
};
struct cases {
    struct table table;
    struct agency_case *row;
};

/* What agencies have seen: classes of people by time without a job, level and age. */
enum { PROFILE_LEVELS = 2, PROFILE_AGES = 3, PROFILES = DURATION_COUNT * PROFILE_LEVELS * PROFILE_AGES };
#define PROFILE_COLUMNS(C, self)                                                                             \
    C(self, F64, months, "persons", "people of the class who were registered when a month began")            \
    C(self, F64, found, "persons", "placements of people of the class")
struct profiles {
    struct table table;
    PROFILE_COLUMNS(TABLE_MEMBER, struct profiles)
};

/* One row an employer. */
#define VISIT_COLUMNS(C, self)                                                                               \
    C(self, I32, until, "day", "until when it registers its posts because it was visited")                   \
    C(self, U8, by, "bits", "agencies that have visited it this month")
struct visits {
    struct table table;
    VISIT_COLUMNS(TABLE_MEMBER, struct visits)
};

/* Those registered and not followed by an agency, while it chooses. */
#define CANDIDATE_COLUMNS(C, self)                                                                           \
    C(self, U32, person, "row", "someone registered")                                                        \
    C(self, U32, worth, "1", "what it is worth to the agency to follow the person; 0: it may not")
struct candidates {
    struct table table;
    CANDIDATE_COLUMNS(TABLE_MEMBER, struct candidates)
};

/* Registered posts, for one day. */
#define POST_COLUMNS(C, self) C(self, U32, vacancy, "row", "a post that is registered and open")
struct posts {
    struct table table;
    POST_COLUMNS(TABLE_MEMBER, struct posts)
};

struct public_agencies {
    struct helped help;
    struct agency_states agencies;
    struct counsellors counsellors;
    struct cases cases;
    struct profiles profiles;
    struct visits visits;

    /* Not of the state. */
    const struct agency_values *values;
    size_t first_output;
    int32_t today;
    struct candidates candidates;
    struct cases drafts;
    uint32_t *ranks;       /* [RANKS] */
    struct posts posts;    /* registered ones that are shown today, by cell */
    uint32_t *posts_begin; /* [cells + 1] */
};

#endif
