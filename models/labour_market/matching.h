/* Matching: employers rank applicants and offer; people take the best offer; firms take them on.
 *
 * A few rounds a day. In each, every vacancy that is still open offers to its best applicant who is still
 * free, every person takes the best offer, and the refused vacancies go to their next applicant. Applicants
 * are ranked by skill, similarity and an error of impression, less penalties for joblessness, for
 * a lack of experience and for age. */
#ifndef LABOUR_MARKET_MATCHING_H
#define LABOUR_MARKET_MATCHING_H

#include "models/labour_market/world.h"

/* What carries over of a person's skill to the occupation of a post, and what qualification lacks, in log
 * points (0 or less). Skill in a post, for pay, output and the employer's view, is the person's skill plus
 * this. */
double matching_fit(const struct world *w, size_t person, size_t vacancy);

/* Does the match yield at least what it costs? Output is the occupation's pay times `matching.value` times
 * skill in the post. */
bool matching_pays(const struct world *w, size_t vacancy, double skill, int32_t wage);

/* The employer's view of an applicant of that skill in the post, in millionths of a log point. */
int32_t matching_score(const struct world *w, size_t person, int32_t day, double skill, double noise);

/* Closes and settles `offers`: everyone takes the best, jobs begin, old employers are left. */
enum status matching_settle(struct world *w, int32_t day, struct error *error);

/* The last step of the day: settles the applications. */
enum status matching_act(struct world *w, int32_t day, struct error *error);

#endif
