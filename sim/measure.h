/* Measures: the figures of a run that people compare with published ones, each declared once.
 *
 * A measure is one number of a whole run: a mean of last year's months, a share, an elasticity. The
 * declaration says exactly what it is; the model's hook `measure` computes all of them from the records of a
 * run. They make the table after a run and the scorecard (score.h), and targets name them (targets.h).
 *
 *     #define MEASURES(M) \
 *         M(moved, "moves.far", "Moves", "moves of more than 20 km", "%", 1, \
 *           "Moves of more than 20 km over all moves, last 12 months.")
 *     enum { MEASURES(MEASURE_ID) MEASURE_COUNT };
 *     static const struct measure measures[] = {MEASURES(MEASURE_ENTRY)};
 *     ... values[MEASURE_moved] = ...;
 */
#ifndef SIM_MEASURE_H
#define SIM_MEASURE_H

struct measure {
    const char *name;       /* letters, digits, _ and points, at most 63 bytes */
    const char *section;    /* heading under which it stands */
    const char *label;      /* for people; the unit stands after it */
    const char *unit;       /* "%", "persons"; "1" when it has none */
    int digits;             /* shown after the point */
    const char *definition; /* what exactly is over what, and when: a sentence or two */
};

#define MEASURE_ID(id, name, section, label, unit, digits, definition) MEASURE_##id,
#define MEASURE_ENTRY(id, name, section, label, unit, digits, definition)                                    \
    {name, section, label, unit, digits, definition},

#endif
