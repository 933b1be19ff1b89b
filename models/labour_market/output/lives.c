/* What the panels say of persons before a reform, and which states are work: for comparing the same persons
 * between arms. Columns of spells are those that are written as they were at the start of a spell; how it
 * ended, what was paid then and how often pay rose is known later. */
#include "models/labour_market/codes.h"
#include "models/labour_market/output/observe.h"

enum { AT_WORK = (1 << (LAST_EMPLOYED + 1)) - 1, WANTS_WORK = 1 << STATUS_UNEMPLOYED | 1 << STATUS_HALO };

#define CLASSES(...)                                                                                         \
    .labels = {__VA_ARGS__}, .classes = sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *)

static const struct life_trait traits[] = {
    {.name = "sex",
     .text = "sex",
     .kind = LIFE_YES,
     .column = "female",
     .of_people = true,
     CLASSES("men", "women")},
    {.name = "age",
     .text = "age in years",
     .kind = LIFE_YEARS,
     .column = "birth_day",
     .of_people = true,
     .bounds = {25, 35, 50, 60},
     CLASSES("under 25", "25 to 34", "35 to 49", "50 to 59", "60 and over")},
    {.name = "qualification",
     .text = "level of qualification",
     .kind = LIFE_CODE,
     .column = "qualification",
     .of_people = true},
    {.name = "status", .text = "labour status", .kind = LIFE_STATE},
    {.name = "sector",
     .text = "sector of the place of work",
     .kind = LIFE_CODE,
     .column = "sector",
     .states = AT_WORK},
    {.name = "pay",
     .text = "hourly pay when the spell at work began, fifths of those at work",
     .kind = LIFE_RANK,
     .column = "wage_start",
     .states = AT_WORK,
     CLASSES("lowest fifth", "second fifth", "third fifth", "fourth fifth", "highest fifth")},
    {.name = "jobless",
     .text = "time since the last work, of those who want work",
     .kind = LIFE_IDLE_DAYS,
     .states = WANTS_WORK,
     .bounds = {91, 183, 366, 731},
     CLASSES("under 3 months", "3 to 6 months", "6 to 12 months", "1 to 2 years", "2 years and over")},
    {.name = "zone", .text = "zone of residence", .kind = LIFE_CODE, .column = "zone", .when_asked = true},
    {.name = "occupation",
     .text = "occupation when the spell began",
     .kind = LIFE_CODE,
     .column = "occupation",
     .when_asked = true},
};

const struct lives labour_market_lives = {
    .spells = "spells",
    .person = "person",
    .start = "start",
    .end = "end",
    .state = "status",
    .at_work = AT_WORK,
    .beside = "second",
    .begins = "new_job",
    .pay = "wage",
    .hours = "hours",
    .money = "EUR",
    .people = "people",
    .traits = traits,
    .trait_count = sizeof traits / sizeof traits[0],
};
