#include "models/labour_market/people/couples.h"

#include "models/labour_market/people/households.h"

enum { AGE_MONTHS = YEARS_OF_AGE * 12 };

enum status couples_open(struct world *w, size_t blocks, struct error *error)
{
    enum status status;
    TRY(mailbox_open(&w->suitors, blocks, error));
    TRY(mailbox_open(&w->wishes, blocks, error));
out:
    return status;
}

/* Months over the age of 15, within those of the model; a month has 487 / 16 days. */
static int32_t age_month(int32_t days)
{
    int32_t month = days * 16 / 487 - LOWEST_AGE * 12;
    return month < 0 ? 0 : month < AGE_MONTHS ? month : AGE_MONTHS - 1;
}

void couple_stand(struct world *w, const struct span *span, size_t i, int32_t day)
{
    int32_t month = age_month(day - w->people.row[i].birth_day);
    uint32_t place = w->people.row[i].zone * (uint32_t)AGE_MONTHS + (uint32_t)month;
    struct suitor *suitor = mailbox_post(&w->suitors, span, place);
    suitor->person = (uint32_t)i;
}

void couple_seek(struct world *w, const struct span *span, size_t i, int32_t day, struct rng *rng)
{
    const struct household_params *households = &w->p->households;
    double gap = households->age_gap + households->age_gap_spread * rng_normal(rng);
    double age = day - w->people.row[i].birth_day + gap * DAYS_PER_YEAR;
    if (age >= HIGHEST_AGE * DAYS_PER_YEAR) {
        w->people.partner[i] = PARTNER_OUTSIDE;
        return;
    }
    struct wish *wish = mailbox_post(&w->wishes, span, w->people.row[i].zone);
    wish->person = (uint32_t)i;
    wish->month = age_month(age > 0 ? (int32_t)age : 0);
    wish->pick = rng_u32(rng);
}

/* The free men of a zone by age. */
struct men {
    struct suitor *of_month[AGE_MONTHS];
    uint32_t free[AGE_MONTHS]; /* the first so many are free */
};

/* Index of the first group of letters to a receiver of at least `receiver`. */
static size_t first_group(const struct mailbox *box, uint32_t receiver)
{
    size_t low = 0, high = box->group_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (box->receiver[box->group_begin[middle]] < receiver) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void find_men(const struct mailbox *box, uint32_t zone, struct men *men)
{
    uint32_t begin = zone * AGE_MONTHS;
    struct suitor *suitors = (struct suitor *)box->items;
    for (int32_t month = 0; month < AGE_MONTHS; month++) {
        men->free[month] = 0;
    }
    for (size_t g = first_group(box, begin); g < box->group_count; g++) {
        uint32_t month = box->receiver[box->group_begin[g]] - begin;
        if (month >= AGE_MONTHS) {
            break;
        }
        men->of_month[month] = suitors + box->group_begin[g];
        men->free[month] = box->group_begin[g + 1] - box->group_begin[g];
    }
}

/* The month nearest to `wanted` in which a man is free; where two are as near, `older` decides. -1: none
 * within reach. */
static int32_t nearest_month(const struct men *men, int32_t wanted, int32_t reach, bool older)
{
    for (int32_t distance = 0; distance <= reach; distance++) {
        int32_t first = older ? wanted + distance : wanted - distance;
        int32_t second = 2 * wanted - first;
        if (first >= 0 && first < AGE_MONTHS && men->free[first] > 0) {
            return first;
        }
        if (second >= 0 && second < AGE_MONTHS && men->free[second] > 0) {
            return second;
        }
    }
    return -1;
}

static int32_t nearest_age(unsigned children, int32_t age)
{
    enum { AGES = 15 };
    for (int32_t distance = 0; distance < AGES; distance++) {
        if (age - distance >= 0 && (children >> (age - distance) & 1) == 0) {
            return age - distance;
        }
        if (age + distance < AGES && (children >> (age + distance) & 1) == 0) {
            return age + distance;
        }
    }
    return -1;
}

/* The children of both: where two are of one age, one of them takes the nearest age that is free. */
static unsigned join_children(unsigned children, unsigned others)
{
    for (int32_t age = 0; others >> age != 0; age++) {
        int32_t place = (others >> age & 1) ? nearest_age(children, age) : -1;
        if (place >= 0) {
            children |= 1U << place;
        }
    }
    return children;
}

static void form_couple(struct people *people, uint32_t woman, uint32_t man)
{
    unsigned children = join_children(people->children[woman], people->children[man]);
    people->partner[woman] = man;
    people->partner[man] = woman;
    people->children[woman] = (uint16_t)children;
    people->children[man] = (uint16_t)children;
}

/* People of a zone are the zone's to write. */
static void settle_zones(void *context, const struct span *span)
{
    struct world *w = context;
    int32_t reach = (int32_t)(w->p->households.reach * 12);
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(&w->wishes, group);
        const struct wish *wishes = letters.items;
        struct men men;
        find_men(&w->suitors, letters.receiver, &men);
        for (size_t k = 0; k < letters.count; k++) {
            int32_t month = nearest_month(&men, wishes[k].month, reach, wishes[k].pick & 1);
            if (month < 0) {
                continue;
            }
            struct suitor *of_month = men.of_month[month];
            uint32_t last = --men.free[month];
            uint32_t chosen = (uint32_t)((uint64_t)wishes[k].pick * (last + 1) >> 32);
            form_couple(&w->people, wishes[k].person, of_month[chosen].person);
            of_month[chosen] = of_month[last];
        }
    }
}

enum status couples_form(struct world *w, struct error *error)
{
    enum status status;
    TRY(mailbox_close(&w->suitors, error));
    TRY(mailbox_close(&w->wishes, error));
    TRY(mailbox_sort(&w->suitors, (uint32_t)w->zone_count * AGE_MONTHS, error));
    TRY(mailbox_sort(&w->wishes, (uint32_t)w->zone_count, error));
    parallel_for(&w->sim->parallel, w->wishes.group_count, 1, settle_zones, w);
out:
    return status;
}
