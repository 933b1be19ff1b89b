/* Needs: what members lack above their own staff, today and in the year to come, and how much staff it takes.
 */
#ifndef LABOUR_MARKET_GROUP_NEEDS_H
#define LABOUR_MARKET_GROUP_NEEDS_H

#include "models/labour_market/employers_groups/groups.h"

static inline const struct employers_group_params *group_params(const struct world *w)
{
    return (const struct employers_group_params *)part_params(w->p, &part_employers_groups);
}

/* A firm of a group, or one that might be, and how far it would count on it. */
struct lendable {
    uint32_t firm;
    float trust;
    uint8_t occupation; /* in which it lacks a part of a job */
    uint8_t family;     /* of that occupation */
};

/* What firms of one family ask for in the year to come, and the staff that a group holds for it. */
struct pooled {
    double mean;     /* hours a week that are asked for */
    double quantile; /* hours a week that are asked for at least, but for the newsvendor's chance */
    double used;     /* hours a week that `staff` works in the mean */
    int32_t staff;   /* full-time posts within the quantile */
    int32_t post;    /* hours a week of each */
};

/* The occupation in which a firm lacks a part of a job: one of those in which its sector takes flexible
 * staff. */
uint8_t need_occupation(const struct world *w, size_t firm);

/* Occupations between which staff of groups changes are a family: those of one level and one
 * socio-professional group, by the first of them; or each by itself. */
uint8_t need_family(const struct world *w, size_t occupation);

/* Weekly hours of demand above the firm's own staff, core posts on their way and people who are here for a
 * term; 0 where that is less than a day. */
int32_t need_today(const struct world *w, size_t firm, int32_t day);

/* The same in the mean of the year to come, without those who are here for a term. */
double need_mean(const struct world *w, size_t firm, int32_t day);

/* Chance 1 - c/k that pooled needs stay below what a group holds staff for: c is what its staff costs and
 * running the group for it, k what members pay for staff for a term; 0 where the group is dearer. */
double need_chance(const struct world *w);

/* Unit cost of an hour of the group's staff if all were used, without what running it costs whatever its
 * size. */
double need_group_cost(const struct world *w);

/* Pools the needs of those of `count` firms that are of a family. `room` holds NEED_SAMPLES numbers. */
enum { NEED_DRAWS = 32, NEED_MONTHS = 12, NEED_SAMPLES = NEED_DRAWS * NEED_MONTHS };
struct pooled need_pool(const struct world *w, const struct lendable *firms, size_t count, uint8_t family,
                        int32_t day, double *room);

#endif
