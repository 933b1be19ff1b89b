/* Public agencies with counsellors: people register with the employment service, and agencies follow them.
 *
 * Each agency has a mission, a budget and counsellors with a caseload and a day of so many hours. Once a
 * month it chooses whom to follow (caseloads.h); each working day its counsellors see people and employers
 * (counselling.h). Help acts by what it changes alone: which posts a person hears of, how an employer sees
 * who is proposed, what a person can reach (frictions.h), which posts are registered. Whom the jobs are taken
 * from follows from the market. Off, none of it exists: world.agencies is NULL. */
#ifndef LABOUR_MARKET_PUBLIC_AGENCIES_H
#define LABOUR_MARKET_PUBLIC_AGENCIES_H

#include "models/labour_market/organisations/public_agencies/agency_tables.h"
#include "models/labour_market/state/part.h"

#define PUBLIC_AGENCY_STREAMS(S)                                                                             \
    S(FRICTIONS, 56, "frictions", POPULATION)         /* person: which frictions one has */                  \
    S(STAYS_AWAY, 57, "stays away", POPULATION)       /* person: never registers */                          \
    S(REGISTRATION, 54, "registration", DYNAMICS)     /* person and day: registers, is struck off */         \
    S(CASELOAD, 55, "caseload", DYNAMICS)             /* person and day: among equals, by agency */          \
    S(INTERVIEW, 60, "interview", DYNAMICS)           /* person and day: what an interview brings */         \
    S(COUNSELLOR_DAY, 61, "counsellor day", DYNAMICS) /* counsellor and day: whom there is time for */       \
    S(PROPOSAL, 62, "proposal", DYNAMICS)             /* person and day: which posts are proposed */         \
    S(LOT, 63, "lot", DYNAMICS)                       /* person: place in the lottery */
enum { PUBLIC_AGENCY_STREAMS(STREAM_NUMBER) };

#define PUBLIC_AGENCY_OUTPUTS(O)                                                                             \
    O(agency_counsellors, I64, MONTHLY, "agency", "persons",                                                 \
      "Counsellors of public agencies; 0 unless "                                                            \
      "public_agencies.active.")                                                                             \
    O(agency_people, I64, MONTHLY, "agency,follow_up", "persons",                                            \
      "People whom an agency follows on the last day, by how closely; who is followed by two counts twice.") \
    O(agency_cost, I64, MONTHLY, "agency", "cent", "What agencies cost in the month.")                       \
    O(agency_contacts, I64, MONTHLY, "agency,duration", "interviews",                                        \
      "Interviews held, by time without a job.")                                                             \
    O(agency_proposals, I64, MONTHLY, "agency", "posts", "Posts that counsellors looked up for people.")     \
    O(agency_lifted, I64, MONTHLY, "agency,friction", "frictions", "Frictions lifted.")                      \
    O(agency_sent, I64, MONTHLY, "agency,arrived", "persons",                                                \
      "People sent on to an agency for a friction that it treats, by whether they arrived.")                 \
    O(agency_visits, I64, MONTHLY, "agency", "visits", "Visits to employers.")                               \
    O(agency_meetings, I64, MONTHLY, "agency", "minutes",                                                    \
      "Counsellors' time in meetings with other "                                                            \
      "agencies.")                                                                                           \
    O(agency_placements, I64, MONTHLY, "agency", "persons",                                                  \
      "The agency's own count: people whom it followed who found a lasting job, by whatever way.")           \
    O(registered_placements, I64, MONTHLY, "helped,duration", "persons",                                     \
      "Registered people who found a lasting job, each once, by number of agencies that followed them.")     \
    O(registered_helped, I64, MONTHLY, "helped,duration", "persons",                                         \
      "Registered people who are unemployed on the last day, by number of agencies that follow them and "    \
      "time without a job.")                                                                                 \
    O(registered_helped_by_age, I64, MONTHLY, "helped,age_group", "persons", "The same by age.")             \
    O(jobseekers, I64, MONTHLY, "registration,duration", "persons",                                          \
      "Two definitions of unemployment: unemployed in the sense of the ILO and registered, the one, the "    \
      "other, on the last day.")                                                                             \
    O(friction_people, I64, MONTHLY, "friction,status", "persons",                                           \
      "People with a friction on the last day.")                                                             \
    O(employers_visited, I64, MONTHLY, "visitors", "firms",                                                  \
      "Employers visited in the month, by how many agencies.")                                               \
    O(lot_people, I64, MONTHLY, "lot,lot_state", "persons",                                                  \
      "People noted for an experiment (agencies.cohort) who are still here on the last day, by quarter of "  \
      "the lot and what they do; a lasting job is open-ended or planned for six months.")                    \
    O(lot_hires, I64, MONTHLY, "lot", "hires",                                                               \
      "Lasting jobs (public_agencies.placement_days) begun by the unemployed among them.")
enum { PUBLIC_AGENCY_OUTPUTS(PART_OUTPUT_ID) };

/* Labels of dimensions; the names of agencies come from the scenario. */
enum { HELPED_COUNT = 3, REGISTRATION_COUNT = 3, VISITORS_COUNT = 2, LOT_QUARTERS = 4 };
enum lot_state { LOT_LASTING, LOT_JOB, LOT_UNEMPLOYED, LOT_OTHER, LOT_STATES };
enum status public_agencies_dimensions(const struct parameters *p, struct outputs *outputs,
                                       struct error *error);

extern const struct part part_public_agencies;

static inline const struct agency_values *agency_values(const struct world *w)
{
    return w->agencies->values;
}

static inline size_t agency_count(const struct world *w)
{
    return agency_values(w)->agencies.count;
}

static inline const struct agency *agency_of(const struct world *w, size_t a)
{
    return &ROWS(agency, agency_values(w)->agencies)[a];
}

static inline int64_t *agency_tally(const struct world *w, size_t own)
{
    return outputs_tally(&w->sim->outputs, w->agencies->first_output + own, 0);
}

/* Is the agency there for people like person i, by mission and zone; may it follow the person, by the lot,
 * too? */
bool agency_meant_for(const struct world *w, size_t a, size_t i, int32_t day);
bool agency_serves(const struct world *w, size_t a, size_t i, int32_t day);

/* The person's place in the lottery, 0 to 1, for the whole run. */
double agency_lot(const struct world *w, size_t i);

/* What agencies have seen of people like this one: the class. */
size_t agency_profile(const struct world *w, size_t i, int32_t day);

/* The person leaves the files: nobody follows. */
void agency_forget(struct world *w, size_t i);

/* The morning of the first day of a month: people register, budgets follow counts, caseloads are filled. */
enum status public_agencies_open_month(struct world *w, int32_t day, struct error *error);

/* The second step of a day: counsellors see people and employers. */
enum status public_agencies_act(struct world *w, int32_t day, struct error *error);

/* When the posts of the day are known: those of employers that were visited are registered, instead of
 * passing by word of mouth, and all that are registered are listed for counsellors. */
enum status public_agencies_list_posts(struct world *w, int32_t day, struct error *error);

/* ---- What the market asks, in parallel phases; all take that there are agencies ---------------------- */

/* A post that is registered and lies where the person looks, or -1: a proposal. */
int64_t agency_proposal(const struct world *w, size_t i, struct rng *rng);

/* Posts that are looked up for the person today. */
static inline uint32_t agency_proposals(const struct world *w, size_t i, int32_t day)
{
    const struct help *help = &w->agencies->help.row[i];
    return help->proposed == day ? help->proposals : 0;
}

/* The person was to look today anyhow. */
static inline bool agency_looks_too(const struct world *w, size_t i, int32_t day)
{
    const struct help *help = &w->agencies->help.row[i];
    return help->proposed != day || help->own_look <= day;
}

#endif
