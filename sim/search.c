#include "sim/search.h"

#include <math.h>
#include <string.h>

#include "sim/dense.h"
#include "sim/memory.h"

enum { N = SEARCH_FACTORS_MAX };

static const double first_radius = 0.2;
static const double renewed_radius = 0.3;
static const double largest_radius = 0.5;
static const double least_radius = 0.01;
static const double blur = 0.15;         /* points nearer than that are told apart by noise alone */
static const double least_spread = 0.05; /* of the points, in radii squared, in the direction known worst */

double search_weight(double gap)
{
    double size = fabs(gap);
    return size <= SEARCH_BEND ? 1 : SEARCH_BEND / size;
}

double search_loss(const double *gaps, size_t m)
{
    double sum = 0;
    for (size_t i = 0; i < m; i++) {
        double size = fabs(gaps[i]);
        sum += size <= SEARCH_BEND ? size * size : SEARCH_BEND * (2 * size - SEARCH_BEND);
    }
    return sum / (double)m;
}

enum status search_init(struct search *search, size_t n, size_t m, const double *start, struct error *error)
{
    *search = (struct search){.n = n, .m = m, .radius = first_radius, .renewed = NAN};
    search->x = memory_alloc(n, sizeof *search->x);
    search->slope = memory_alloc(m * n, sizeof *search->slope);
    if (search->x == NULL || search->slope == NULL) {
        return error_memory(error, "points of a search");
    }
    memcpy(search->x, start, n * sizeof *start);
    return STATUS_OK;
}

void search_clear(struct search *search)
{
    memory_free(search->x);
    memory_free(search->gaps);
    memory_free(search->loss);
    memory_free(search->slope);
    *search = (struct search){0};
}

/* ---- what is told ---- */

static enum status grow(struct search *search, struct error *error)
{
    size_t count = search->count;
    double *x = memory_grow(search->x, count == 0 ? 1 : count, count + 1, search->n * sizeof *x);
    search->x = x != NULL ? x : search->x;
    double *gaps = memory_grow(search->gaps, count, count + 1, search->m * sizeof *gaps);
    search->gaps = gaps != NULL ? gaps : search->gaps;
    double *loss = memory_grow(search->loss, count, count + 1, sizeof *loss);
    search->loss = loss != NULL ? loss : search->loss;
    return x == NULL || gaps == NULL || loss == NULL ? error_memory(error, "points of a search") : STATUS_OK;
}

/* What a step was worth decides how far the next one may go. */
static void judge(struct search *search, double before, double after)
{
    double worth = (before - after) / (before - search->predicted);
    if (worth > 0.7) {
        search->radius = fmin(2 * search->radius, largest_radius);
    } else if (!(worth >= 0.25)) {
        search->radius /= 2;
    }
}

enum status search_tell(struct search *search, const double *x, const double *gaps, struct error *error)
{
    size_t new = search->count;
    bool first_round = new <= search->n;
    PASS(grow(search, error));
    memcpy(search->x + new * search->n, x, search->n * sizeof *x);
    search->loss[new] = INFINITY;
    if (gaps != NULL) {
        memcpy(search->gaps + new * search->m, gaps, search->m * sizeof *gaps);
        search->loss[new] = search_loss(gaps, search->m);
    }
    search->count++;
    search->asked -= search->asked > 0;
    double before = search->loss[search->best];
    if (!first_round && !search->explored) {
        judge(search, before, search->loss[new]);
    }
    search->best = search->loss[new] < before ? new : search->best;
    return STATUS_OK;
}

/* ---- the model ---- */

/* 0: the point says nothing. */
static double nearness(const struct search *search, size_t point)
{
    const double *best = search->x + search->best * search->n;
    const double *x = search->x + point * search->n;
    double distance = 0;
    double reach = fmax(search->radius, blur);
    if (!isfinite(search->loss[point]) || point == search->best) {
        return 0;
    }
    for (size_t i = 0; i < search->n; i++) {
        distance = fmax(distance, fabs(x[i] - best[i]));
    }
    double ratio = distance / reach;
    return 1 / (1 + ratio * ratio * ratio * ratio);
}

/* How the points are spread around the best: sum of weight s s'. */
static void find_spread(const struct search *search, double *spread)
{
    size_t n = search->n;
    const double *best = search->x + search->best * n;
    memset(spread, 0, n * n * sizeof *spread);
    for (size_t k = 0; k < search->count; k++) {
        const double *x = search->x + k * n;
        double weight = nearness(search, k);
        for (size_t i = 0; weight > 0 && i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                spread[i * n + j] += weight * (x[i] - best[i]) * (x[j] - best[j]);
            }
        }
    }
}

/* What the slopes of figure `i` miss of the points: sum of weight (change - slope s) s'. */
static void find_misses(const struct search *search, size_t i, double *misses)
{
    size_t n = search->n;
    const double *best = search->x + search->best * n;
    const double *slope = search->slope + i * n;
    memset(misses, 0, n * sizeof *misses);
    for (size_t k = 0; k < search->count; k++) {
        const double *x = search->x + k * n;
        double weight = nearness(search, k);
        if (weight == 0) {
            continue;
        }
        double miss = search->gaps[k * search->m + i] - search->gaps[search->best * search->m + i];
        for (size_t j = 0; j < n; j++) {
            miss -= slope[j] * (x[j] - best[j]);
        }
        for (size_t j = 0; j < n; j++) {
            misses[j] += weight * miss * (x[j] - best[j]);
        }
    }
}

/* Fits the slopes anew; returns the smallest spread, in radii squared, and its direction. */
static double fit(struct search *search, double *direction)
{
    size_t n = search->n;
    double reach = fmax(search->radius, blur);
    double ridge = 0.01 * reach * reach;
    double spread[N * N];
    double vectors[N * N];
    double values[N];
    double misses[N];
    find_spread(search, spread);
    dense_eigen(spread, n, values, vectors);
    for (size_t i = 0; i < search->m; i++) {
        find_misses(search, i, misses);
        for (size_t k = 0; k < n; k++) {
            double along = 0;
            for (size_t j = 0; j < n; j++) {
                along += vectors[k * n + j] * misses[j];
            }
            for (size_t j = 0; j < n; j++) {
                search->slope[i * n + j] += vectors[k * n + j] * along / (values[k] + ridge);
            }
        }
    }
    memcpy(direction, vectors, n * sizeof *direction);
    return values[0] / (reach * reach);
}

/* ---- the next point ---- */

/* The quadratic form of the loss, with the weights that the gaps of the model have at x: its matrix, and its
 * slope at `from`. */
static void find_form(const double *gaps, const double *at, const double *slope, size_t n, size_t m,
                      double *form, double *linear)
{
    memset(form, 0, n * n * sizeof *form);
    memset(linear, 0, n * sizeof *linear);
    for (size_t i = 0; i < m; i++) {
        const double *row = slope + i * n;
        double weight = search_weight(at[i]);
        for (size_t j = 0; j < n; j++) {
            linear[j] += weight * gaps[i] * row[j];
            for (size_t k = 0; k < n; k++) {
                form[j * n + k] += weight * row[j] * row[k];
            }
        }
    }
}

/* The least of a quadratic form within a box, coordinate by coordinate. step[n] from where it stands. */
static void descend(const double *form, const double *linear, size_t n, const double *low, const double *high,
                    double *step)
{
    enum { SWEEPS = 300 };
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (size_t j = 0; j < n; j++) {
            double pull = linear[j];
            for (size_t k = 0; k < n; k++) {
                pull += form[j * n + k] * step[k];
            }
            if (form[j * n + j] > 0) {
                step[j] = fmin(fmax(step[j] - pull / form[j * n + j], low[j]), high[j]);
            }
        }
    }
}

/* The gaps that the model has after a step, and their loss. */
static double model_loss(const double *gaps, const double *slope, size_t n, size_t m, const double *step,
                         double *at)
{
    for (size_t i = 0; i < m; i++) {
        at[i] = gaps[i];
        for (size_t j = 0; j < n; j++) {
            at[i] += slope[i * n + j] * step[j];
        }
    }
    return search_loss(at, m);
}

double search_step(const double *from, const double *gaps, const double *slope, size_t n, size_t m,
                   double radius, double *x)
{
    enum { ROUNDS = 8 };
    double form[N * N];
    double linear[N];
    double low[N];
    double high[N];
    double step[N] = {0};
    double at[SEARCH_FIGURES_MAX];
    double loss = model_loss(gaps, slope, n, m, step, at);
    for (size_t j = 0; j < n; j++) {
        low[j] = fmax(-radius, -from[j]);
        high[j] = fmin(radius, 1 - from[j]);
    }
    for (int round = 0; round < ROUNDS; round++) {
        find_form(gaps, at, slope, n, m, form, linear);
        descend(form, linear, n, low, high, step);
        loss = model_loss(gaps, slope, n, m, step, at);
    }
    for (size_t j = 0; j < n; j++) {
        x[j] = fmin(fmax(from[j] + step[j], 0), 1);
    }
    return loss;
}

/* The start, and a step from it along each coordinate, away from the nearer bound. */
static size_t ask_first(struct search *search, double *points)
{
    size_t n = search->n;
    for (size_t point = 0; point <= n; point++) {
        memcpy(points + point * n, search->x, n * sizeof *points);
        if (point > 0) {
            points[point * n + point - 1] += search->x[point - 1] > 0.5 ? -first_radius : first_radius;
        }
    }
    return n + 1;
}

/* A point in the direction that is known worst, on the side that promises more. */
static void explore(const struct search *search, const double *direction, double *point)
{
    size_t n = search->n;
    const double *best = search->x + search->best * n;
    double reach = fmax(search->radius, blur);
    double largest = 0;
    double pull = 0;
    double room[2] = {0};
    for (size_t j = 0; j < n; j++) {
        largest = fmax(largest, fabs(direction[j]));
        for (size_t i = 0; i < search->m; i++) {
            double gap = search->gaps[search->best * search->m + i];
            pull += search_weight(gap) * gap * search->slope[i * n + j] * direction[j];
        }
    }
    for (int side = 0; side < 2; side++) {
        for (size_t j = 0; j < n; j++) {
            double move = (side == 0 ? reach : -reach) * direction[j] / largest;
            room[side] += fabs(fmin(fmax(best[j] + move, 0), 1) - best[j]);
        }
    }
    double sign = pull > 0 ? -1 : 1;
    if (room[sign > 0 ? 0 : 1] < 0.5 * room[sign > 0 ? 1 : 0]) {
        sign = -sign; /* a bound is in the way */
    }
    for (size_t j = 0; j < n; j++) {
        point[j] = fmin(fmax(best[j] + sign * reach * direction[j] / largest, 0), 1);
    }
}

/* Once, and again where the last time gained something. */
static bool renew(struct search *search)
{
    double loss = search->loss[search->best];
    if (search->renewed - loss <= SEARCH_TRIFLE) {
        return false;
    }
    search->renewed = loss;
    search->radius = renewed_radius;
    return true;
}

/* The model's best step; false: it promises nothing. */
static bool step(struct search *search, double *point)
{
    size_t n = search->n;
    const double *best = search->x + search->best * n;
    search->predicted = search_step(best, search->gaps + search->best * search->m, search->slope, n,
                                    search->m, search->radius, point);
    return search->loss[search->best] - search->predicted > SEARCH_TRIFLE;
}

size_t search_ask(struct search *search, double *points)
{
    double direction[N];
    size_t n = search->n;
    if (search->count == 0) {
        search->asked = n + 1;
        return ask_first(search, points);
    }
    search->over |= !isfinite(search->loss[search->best]);
    search->over |= search->radius < least_radius && !renew(search);
    if (search->over) {
        return 0;
    }
    double spread = fit(search, direction);
    bool failed = search->best + 1 != search->count && search->count > n + 1;
    bool promises = step(search, points);
    if (!promises && spread >= least_spread && renew(search)) {
        spread = fit(search, direction);
        promises = step(search, points);
    }
    search->explored = spread < least_spread && !search->explored && (failed || !promises);
    if (search->explored) {
        explore(search, direction, points);
    } else if (!promises) {
        search->over = true;
        return 0;
    }
    search->asked = 1;
    return 1;
}
