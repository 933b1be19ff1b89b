/* The dated law as it is shipped, for tests of what is made of it. SCENARIOS is the folder of the scenarios;
 * these tests link sim_io. */
#ifndef TESTS_LAW_OF_FRANCE_H
#define TESTS_LAW_OF_FRANCE_H

#include "models/labour_market/law/dated_law.h"
#include "models/labour_market/parts.h"
#include "sim/date.h"
#include "sim/io/table_file.h"
#include "tests/labour_market/small_territory.h"

static inline void read_law_of_france(struct scenario *scenario)
{
    struct error error = {0};
    const struct param_group *group = param_schema_find(&labour_market_schema, "law", 3);
    must(table_file_replace(scenario, group, SCENARIOS "/law/france.csv", &error), &error);
}

/* The plain small territory with it. */
static inline struct scenario with_law_of_france(void)
{
    struct scenario scenario = plain();
    read_law_of_france(&scenario);
    return scenario;
}

/* All rules on a day. */
static inline struct law_values law_of_france(const char *date)
{
    struct scenario scenario = with_law_of_france();
    struct law_values law;
    int32_t day = 0;
    date_parse(date, &day);
    law_on(values_of(&scenario), day, &law);
    scenario_clear(&scenario);
    return law;
}

#endif
