/* Words for numbers and codes, of which histories are made. All add to `text`. */
#ifndef LABOUR_MARKET_WORDS_H
#define LABOUR_MARKET_WORDS_H

#include "models/labour_market/history/events.h"
#include "sim/history.h"

enum { ACTOR_PERSON, ACTOR_FIRM };
extern const struct history labour_market_history;

/* The label of a code of a dimension; "" for none. */
const char *word_of(const struct sim *sim, const char *dimension, size_t code);
#define WORD(sim, dimension, code) word_of(sim, #dimension, code)

/* "12.30 EUR" of cents; "1 012 EUR" without cents. */
void say_euros(struct text_buffer *text, double cents);
void say_whole_euros(struct text_buffer *text, double cents);

/* The same without the unit. */
void say_amount_of(struct text_buffer *text, double cents, bool whole);

void say_date(struct text_buffer *text, int32_t day);

/* "firm 12 (industry, Mulhouse)" */
void say_firm(const struct sim *sim, const struct event_row *row, struct text_buffer *text);

/* "cdd for a peak, 35 h a week at 10.20 EUR an hour, until 2016-05-02" */
void say_job(const struct sim *sim, const struct event_row *row, struct text_buffer *text);

/* "1st of 4 applicants" */
void say_rank(const struct event_row *row, struct text_buffer *text);

/* "by chance, at a rate of 0.12 a year among " those who follow */
void say_rate(const struct event_row *row, struct text_buffer *text);

/* "it holds 320 hours a week of core staff and wants 280" */
void say_core(const struct event_row *row, struct text_buffer *text);
void say_peak(const struct event_row *row, struct text_buffer *text);

/* "cdd 1.34 (62 %), interim 1.52 (38 %)", of rows of contracts weighed. */
void say_options(const struct sim *sim, const void *const *rows, size_t count, struct text_buffer *text);

/* Sentences about rows of one group: tell_person.c, tell_firm.c. */
int32_t person_group(const struct event_row *row, bool all);
int32_t firm_group(const struct event_row *row, bool all);
void tell_person(const struct sim *sim, const void *const *rows, size_t count, struct text_buffer *text);
void tell_firm(const struct sim *sim, const void *const *rows, size_t count, struct text_buffer *text);

#endif
