/* Forms of employers: what each may do, as data.
 *
 * Whoever wants to know asks for the ability, not for the form. A new form is a line here. */
#ifndef LABOUR_MARKET_FORMS_H
#define LABOUR_MARKET_FORMS_H

#include <stdbool.h>

#include "models/labour_market/state/world.h"

/* F(CODE, label, has a demand of its own, lends its staff to other employers, is the place of work of
 * its staff) */
#define EMPLOYER_FORMS(F)                                                                                    \
    F(COMPANY, "company", true, false, true)                                                                 \
    F(PUBLIC, "public", true, false, true)                                                                   \
    F(ASSOCIATION, "association", true, false, true)                                                         \
    F(COOPERATIVE, "cooperative", true, false, true)                                                         \
    F(WORK_INTEGRATION, "work-integration enterprise", true, false, true)                                    \
    F(TEMPORARY_WORK, "temporary-work agency", false, true, false)                                           \
    F(EMPLOYERS_GROUP, "employers' group", false, true, true)                                                \
    F(ZERO_UNEMPLOYMENT, "zero-long-term-unemployment enterprise", true, false, true)

#define FORM_CODE(code, label, demand, lends, hosts) FORM_##code,
enum employer_form { EMPLOYER_FORMS(FORM_CODE) FORM_COUNT };

struct form {
    const char *label;
    bool demand; /* it plans its staff for a demand of its own */
    bool lends;  /* its staff works at other places */
    bool hosts;  /* its staff has its place there, also where it is lent by the day: an employers' group */
};
extern const struct form employer_forms[FORM_COUNT];

static inline const struct form *employer_form(const struct world *w, size_t employer)
{
    return &employer_forms[w->employers.row[employer].form];
}

#endif
