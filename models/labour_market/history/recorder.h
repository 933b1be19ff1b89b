/* What the files of events share. */
#ifndef LABOUR_MARKET_RECORDER_H
#define LABOUR_MARKET_RECORDER_H

#include "models/labour_market/history/events.h"

enum { MOST_IDS = 128 };

struct id_list {
    uint32_t ids[MOST_IDS];
    size_t count;
};

/* Scratch: it follows from the parameters and the people there are, and from one day. */
struct explain {
    int32_t today;
    uint8_t *followed;            /* [people] */
    struct id_list people, firms; /* those that are named */
    float *rates;                 /* [people] 1/year, of what each lives today */
    int32_t *scores;              /* [score_room] of the applications of the day, as they were sent */
    size_t score_room;
    uint32_t *filled; /* [filled_room] person hired today for each vacancy, NOBODY */
    size_t filled_room;
};

static inline struct explain *explain_of(const struct world *w)
{
    return part_state(w, &part_explain);
}

/* Numbers separated by commas and blanks; false: something else, or too many. */
bool id_list_parse(const char *text, struct id_list *list);

/* The row that a history of the person begins with. */
struct event_row event_first(const struct world *w, size_t person, int32_t day, enum because because);

#endif
