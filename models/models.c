#include "models/models.h"

#include "models/labour_market/labour_market.h"
#include "models/two_state/two_state.h"

const struct model *const models[] = {
    &labour_market,
    &two_state,
};

const size_t model_count = sizeof models / sizeof models[0];
