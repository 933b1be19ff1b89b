#include "models/labour_market/state/forms.h"

#define FORM_ROW(code, label, demand, lends, hosts) {label, demand, lends, hosts},
const struct form employer_forms[FORM_COUNT] = {EMPLOYER_FORMS(FORM_ROW)};
