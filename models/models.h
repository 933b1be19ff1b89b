/* The models that the program `bassin` offers. To add one, write it in a folder here and list it in
 * models.c; models/two_state/README.md leads through it. */
#ifndef MODELS_MODELS_H
#define MODELS_MODELS_H

#include <stddef.h>

#include "sim/model.h"

extern const struct model *const models[]; /* [model_count] */
extern const size_t model_count;

#endif
