/* Screening by elementary effects: which of many parameters move a figure at all.
 *
 * A trajectory begins anywhere on a grid of four levels and moves each parameter once, in an order that is
 * drawn, by two thirds of its range. What the figure changes at a step, over the length of the step, is an
 * elementary effect: in the unit of the figure, for the whole range. Over trajectories, mu is their mean, mu*
 * the mean of their sizes and sigma their standard deviation, which is 0 where the figure is linear in the
 * parameter and nothing else matters to that (Morris 1991, doi:10.1080/00401706.1991.10484804; mu*:
 * Campolongo, Cariboni and Saltelli 2007, doi:10.1016/j.envsoft.2006.10.004).
 *
 * Trajectories are drawn independently of each other, so that Student's law holds over them. Where a figure
 * has luck in it, all points of a trajectory share the same few seeds and each trajectory has seeds of its
 * own: the spread of an effect over seeds says what luck alone makes of it, and that is taken off sigma. */
#ifndef SIM_MORRIS_H
#define SIM_MORRIS_H

#include <stddef.h>
#include <stdint.h>

#define MORRIS_STEP (2.0 / 3)

/* Trajectory `number` of the draw `draw`, which depends on no other. points[factors + 1][factors], from 0 to
 * 1; from point i to the next one factor moved[i] moves. moved[factors]. */
void morris_trajectory(size_t factors, size_t number, int64_t draw, double *points, size_t *moved);

enum morris_finding {
    MORRIS_UNTOLD,  /* with one seed, or fewer than three trajectories: it may be luck */
    MORRIS_NOTHING, /* the figure is the same at all steps */
    MORRIS_LUCK,    /* luck alone may do that */
    MORRIS_MOVES, /* mu is not 0, or the mean square without luck is above 0; where there is luck alone, this
                   * comes out with probability 1 - level at most */
};

/* "untold", "nothing", "luck", "moves". */
const char *morris_finding_name(enum morris_finding finding);

struct morris_effect {
    size_t count; /* trajectories that gave an effect */
    double mu;
    double mu_half; /* of the interval, to either side; NaN: none can be given */
    double mu_star;
    double mu_star_half;
    double sigma; /* without luck, where there are seeds to tell it */
    double sigma_low;
    double sigma_high;
    double luck; /* standard deviation of one effect, a mean over seeds, by luck; NaN: one seed */
    enum morris_finding finding;
};

/* What effects[trajectories][seeds] of one factor say; trajectories that hold a NaN are left out. The
 * intervals of mu and mu* are Student's, that of sigma Bonett's (2006, doi:10.1016/j.csda.2004.10.003), less
 * luck. Luck makes mu* larger: where there is no effect, it is 0.8 times the luck. */
void morris_estimate(const double *effects, size_t trajectories, size_t seeds, double level,
                     struct morris_effect *effect);

#endif
