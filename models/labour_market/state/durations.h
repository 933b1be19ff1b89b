/* Classes of the time that someone has been without a job. */
#ifndef LABOUR_MARKET_DURATIONS_H
#define LABOUR_MARKET_DURATIONS_H

#include <stdint.h>

enum duration_class {
    DURATION_MONTH,
    DURATION_QUARTER,
    DURATION_HALF,
    DURATION_YEAR,
    DURATION_TWO,
    DURATION_THREE,
    DURATION_LONGER,
    DURATION_COUNT
};

static inline enum duration_class duration_class(int32_t days)
{
    static const int32_t below[] = {30, 91, 182, 365, 731, 1096};
    int class = 0;
    while (class < DURATION_LONGER && days >= below[class]) {
        class ++;
    }
    return (enum duration_class) class;
}

#endif
