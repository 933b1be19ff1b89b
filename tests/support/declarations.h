/* Whether what a model declares is complete and holds together. */
#ifndef TESTS_SUPPORT_DECLARATIONS_H
#define TESTS_SUPPORT_DECLARATIONS_H

#include "sim/model.h"

/* STATUS_FAILED unless names are legal and unique, no text, unit or source is empty, defaults are legal, and
 * references name tables with names. */
enum status param_schema_check(const struct param_schema *schema, struct error *error);

/* STATUS_FAILED unless names are legal and unique and no text is empty. */
enum status measures_check(const struct measure *measures, size_t count, struct error *error);

/* STATUS_FAILED unless names are legal and unique, no text is empty and every bound is above 0. */
enum status steady_check(const struct steady *steady, size_t count, struct error *error);

/* STATUS_FAILED when the `needs` or `usuals` of a model name what it has not. */
enum status remarks_check_model(const struct model *model, struct error *error);

#endif
