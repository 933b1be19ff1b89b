/* Matching: employers rank applicants and offer; people take the best offer; firms take them on.
 *
 * A few rounds a day. In each, every vacancy that is still open offers to its best applicant who is still
 * free, every person takes the best offer, and the refused vacancies go to their next applicant. Applicants
 * are ranked by skill, similarity and an error of impression, less penalties for joblessness, for
 * age and, where the job is open-ended, for a lack of experience. */
#ifndef LABOUR_MARKET_MATCHING_H
#define LABOUR_MARKET_MATCHING_H

#include "models/labour_market/state/world.h"

/* What the pair of person and firm is worth more or less than others, what carries over of a person's skill
 * to the occupation of a post, and what qualification lacks, in log points. Skill in a post, for pay, output
 * and the employer's view, is the person's skill plus this. */
double matching_fit(const struct world *w, size_t person, size_t vacancy);

/* Share of the cost of this match that others would bear (part.h), in the mean of the time that the employer
 * expects it to last: 0 to 0.99. */
double matching_aid(const struct world *w, size_t person, size_t vacancy, int32_t day);

/* Does the match yield at least what it costs the employer? Output is the occupation's pay times
 * `matching.value` times skill in the post. `aid`: matching_aid. */
bool matching_pays(const struct world *w, size_t vacancy, double skill, int32_t wage, double aid);

/* The two sides of that: what an hour of the person's work brings, and what it costs the employer; cents. */
double matching_output(const struct world *w, size_t vacancy, double skill);
double matching_cost(const struct world *w, size_t vacancy, int32_t wage, double aid);

/* What the employer takes off in its view of an applicant, in log points. */
struct score_penalties {
    double joblessness, inexperience, age;
};
struct score_penalties matching_penalties(const struct world *w, size_t person, size_t vacancy, int32_t day);

/* The employer's view of an applicant of that skill in the post, in millionths of a log point: who costs less
 * by `aid` is as welcome as someone of so much more skill. */
int32_t matching_score(const struct world *w, size_t person, size_t vacancy, int32_t day, double skill,
                       double noise, double aid);

/* Closes and settles `offers`: everyone takes the best, jobs begin, old employers are left. */
enum status matching_settle(struct world *w, int32_t day, struct error *error);

/* The last step of the day: settles the applications. */
enum status matching_act(struct world *w, int32_t day, struct error *error);

#endif
