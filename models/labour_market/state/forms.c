#include "models/labour_market/state/forms.h"

#define FORM_ROW(code, label, demand, lends) {label, demand, lends},
const struct form employer_forms[FORM_COUNT] = {EMPLOYER_FORMS(FORM_ROW)};
