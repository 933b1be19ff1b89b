/* Steady figures: those by which one sees whether a run has settled, each declared once.
 *
 * A figure has a value at the end of each month, which the model's hook `steady_month` takes from the
 * records. The bound says by how much it may move in a settled run: in its unit, or in percent.
 *
 *     #define STEADY(S) \
 *         S(movers, "movers", "movers", "persons", 0, PERCENT, 5)
 *     enum { STEADY(STEADY_ID) STEADY_COUNT };
 *     static const struct steady steady[] = {STEADY(STEADY_ENTRY)};
 *     ... values[STEADY_movers] = ...;
 */
#ifndef SIM_STEADY_H
#define SIM_STEADY_H

enum steady_scale { STEADY_UNIT, STEADY_PERCENT };

struct steady {
    const char *name;        /* letters, digits, _ and points */
    const char *label;       /* for people; the unit stands after it */
    const char *unit;        /* "%", "persons"; "1" when it has none */
    int digits;              /* shown after the point */
    enum steady_scale scale; /* of the bound */
    double bound;            /* above 0 */
};

#define STEADY_ID(id, name, label, unit, digits, scale, bound) STEADY_##id,
#define STEADY_ENTRY(id, name, label, unit, digits, scale, bound)                                            \
    {name, label, unit, digits, STEADY_##scale, bound},

#endif
