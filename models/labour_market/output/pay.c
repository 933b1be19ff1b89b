#include "models/labour_market/output/pay.h"

#include "models/labour_market/output/percent.h"
#include "models/labour_market/outputs.h"
#include "models/labour_market/state/hours_wanted.h"
#include "models/labour_market/state/thread_counts.h"

/* Bins of hourly pay: of one cent up to 163.84 EUR, of at most 1/256 of the pay from there on, without an
 * end. */
enum {
    EXACT_BITS = 14,
    OCTAVE_BITS = 8,
    EXACT = 1 << EXACT_BITS,
    PAY_BINS = EXACT + ((31 - EXACT_BITS) << OCTAVE_BITS)
};

static size_t pay_bin(int32_t cents)
{
    uint32_t pay = (uint32_t)cents;
    if (pay < EXACT) {
        return pay;
    }
    uint32_t octave = 31 - EXACT_BITS - (uint32_t)__builtin_clz(pay);
    uint32_t part = pay >> (octave + EXACT_BITS - OCTAVE_BITS); /* 256 to 511 */
    return EXACT + (octave << OCTAVE_BITS) + part - (1u << OCTAVE_BITS);
}

/* The middle of a bin in cents: pay differs from it by at most 0.2 %. */
static double pay_of_bin(size_t bin)
{
    if (bin < EXACT) {
        return (double)bin;
    }
    size_t octave = (bin - EXACT) >> OCTAVE_BITS;
    double part = (double)((bin - EXACT) % (1u << OCTAVE_BITS)) + (1u << OCTAVE_BITS) + 0.5;
    return part * (double)((size_t)1 << (octave + EXACT_BITS - OCTAVE_BITS));
}

/* Histogram, heads and those of them at the minimum, then cents and hours by sex, then cents and heads by
 * zone. */
enum { AT_HEADS = PAY_BINS, AT_MINIMUM, AT_SEXES, AT_ZONES = AT_SEXES + 2 * 2 };

static size_t scratch_size(const struct world *w)
{
    return AT_ZONES + 2 * w->zone_count;
}

int64_t *pay_scratch_alloc(const struct world *w)
{
    return thread_counts_alloc(w, scratch_size(w));
}

int64_t *pay_scratch_of(const struct world *w, int thread)
{
    return thread_counts_of(w->pay_scratch, scratch_size(w), thread);
}

void pay_begin(struct world *w)
{
    thread_counts_clear(w, w->pay_scratch, scratch_size(w));
}

static int32_t minimum_of(const struct world *w, size_t i)
{
    size_t zone = w->institutions.minimum_varies ? w->employers.row[w->jobs.row[i].place].zone : 0;
    return w->institutions.minimum_wage[zone];
}

/* Of the firm one works at, for agency workers too. */
static bool in_private_sector(const struct world *w, size_t i)
{
    int32_t branch = world_sector(w, w->employers.row[w->jobs.row[i].place].sector)->branch;
    return branch != BRANCH_AGRICULTURE && branch != BRANCH_PUBLIC;
}

void pay_count(const struct world *w, int64_t *scratch, size_t i)
{
    const struct people *people = &w->people;
    int32_t wage = w->jobs.row[i].pay;
    scratch[AT_HEADS]++;
    scratch[AT_MINIMUM] += (int64_t)wage * 100 <= (int64_t)minimum_of(w, i) * 102;
    if (w->jobs.row[i].hours >= FULL_TIME_HOURS) {
        scratch[pay_bin(wage)]++;
        int64_t *zone = &scratch[AT_ZONES + 2 * (size_t)people->row[i].zone];
        zone[0] += wage;
        zone[1]++;
    }
    if (in_private_sector(w, i)) {
        int64_t *sex = &scratch[AT_SEXES + 2 * (size_t)people->row[i].female];
        sex[0] += (int64_t)wage * w->jobs.row[i].hours;
        sex[1] += w->jobs.row[i].hours;
    }
}

void pay_measure(struct world *w)
{
    thread_counts_sum(w, w->pay_scratch, scratch_size(w));
    const int64_t *bins = w->pay_scratch;
    const int64_t *zones = bins + AT_ZONES;
    int64_t people = 0, cents = 0;
    for (size_t z = 0; z < w->zone_count; z++) {
        cents += zones[2 * z];
        people += zones[2 * z + 1];
    }
    double *deciles = outputs_reals(&w->sim->outputs, OUTPUT_pay_decile);
    int64_t below = 0;
    int decile = 0;
    for (size_t b = 0; b < PAY_BINS && people > 0; b++) {
        below += bins[b];
        while (decile < 9 && below * 10 >= people * (decile + 1)) {
            deciles[decile++] = pay_of_bin(b) / 100;
        }
    }
    if (people > 0) {
        outputs_reals(&w->sim->outputs, OUTPUT_mean_pay)[0] = (double)cents / (double)people / 100;
    }
    outputs_reals(&w->sim->outputs, OUTPUT_at_minimum)[0] = percent(bins[AT_MINIMUM], bins[AT_HEADS]);
    double *by_sex = outputs_reals(&w->sim->outputs, OUTPUT_mean_pay_by_sex);
    for (size_t sex = 0; sex < 2; sex++) {
        const int64_t *sums = &bins[AT_SEXES + 2 * sex];
        by_sex[sex] = percent(sums[0], sums[1]) / 10000;
    }
    double *by_zone = outputs_reals(&w->sim->outputs, OUTPUT_mean_pay_by_zone);
    for (size_t z = 0; z < w->zone_count; z++) {
        by_zone[z] = percent(zones[2 * z], zones[2 * z + 1]) / 10000;
    }
}
