/* Forms of employers: what each may do, as data.
 *
 * Whoever wants to know asks for the ability, not for the form. A new form is a line here. */
#ifndef LABOUR_MARKET_FORMS_H
#define LABOUR_MARKET_FORMS_H

#include <stdbool.h>

#include "models/labour_market/state/world.h"

/* F(CODE, label, has a demand of its own, lends its staff to other employers) */
#define EMPLOYER_FORMS(F)                                                                                    \
    F(COMPANY, "company", true, false)                                                                       \
    F(PUBLIC, "public", true, false)                                                                         \
    F(ASSOCIATION, "association", true, false)                                                               \
    F(COOPERATIVE, "cooperative", true, false)                                                               \
    F(WORK_INTEGRATION, "work-integration enterprise", true, false)                                          \
    F(TEMPORARY_WORK, "temporary-work agency", false, true)                                                  \
    F(EMPLOYERS_GROUP, "employers' group", false, true)                                                      \
    F(ZERO_UNEMPLOYMENT, "zero-long-term-unemployment enterprise", true, false)

#define FORM_CODE(code, label, demand, lends) FORM_##code,
enum employer_form { EMPLOYER_FORMS(FORM_CODE) FORM_COUNT };

struct form {
    const char *label;
    bool demand; /* it plans its staff for a demand of its own */
    bool lends;  /* its staff works at other places */
};
extern const struct form employer_forms[FORM_COUNT];

static inline const struct form *employer_form(const struct world *w, size_t employer)
{
    return &employer_forms[w->employers.row[employer].form];
}

#endif
