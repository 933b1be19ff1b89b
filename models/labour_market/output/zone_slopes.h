/* Slopes across zones, as they are estimated from panels of regions: with an effect of each zone and each
 * year. */
#ifndef LABOUR_MARKET_ZONE_SLOPES_H
#define LABOUR_MARKET_ZONE_SLOPES_H

#include "models/labour_market/output/record_view.h"

/* Sets the measures `wage_curve` (log pay on log unemployment) and `matching_elasticity` (log hires on log
 * unemployed, both per vacancy) in values[MEASURE_COUNT]. Leaves them as they are where there are fewer than
 * ten zones or four recorded years: such slopes say nothing. NaN where there is no slope. */
void zone_slopes(const struct view *v, double *values);

#endif
