/* What follows from parameters alone. */
#ifndef LABOUR_MARKET_DERIVED_H
#define LABOUR_MARKET_DERIVED_H

#include <stddef.h>
#include <stdint.h>

#include "models/labour_market/parameters.h"
#include "sim/random.h"

struct geography {
    double *minutes;       /* [zones * zones] home to work, NaN-free; far apart: 1440 */
    struct alias *look_at; /* [zones] work zone by home zone */
};

struct trades {
    struct alias *similar;   /* [occupations] another occupation, by similarity; size 0: none is similar */
    float *similarity;       /* [occupations * occupations] 1 on the diagonal */
    double *share;           /* [sectors * occupations] share of each occupation in the posts of a sector */
    struct alias *of_sector; /* [sectors] occupation of a core post */
    struct alias *flexible_of_sector; /* [sectors] occupation of a peak post or a task */
    struct alias *of_level;           /* [qualifications * 2] occupation of an entrant: level * 2 + sex */
};

/* Equal parts of the law of attachment: people/activity.h. */
enum { ATTACHMENT_KINDS = 16 };

/* Rates and flows by age that follow from the territory. */
struct life_table {
    double people[2][YEARS_OF_AGE]; /* weight of the people of a sex at each year of age */
    double
        entry[2 * YEARS_OF_AGE]; /* weight of sex + 2 x year of age among those who enter: people/pyramid.h */
    double set_up[HIGHEST_AGE + 1];    /* by age: setting up on one's own account over that at forty */
    double seniority[HIGHEST_AGE + 1]; /* by years in the job: rates of leaving it over those when it began */
    double misfit[HIGHEST_AGE + 1]; /* by years of experience: chance that a new match proves bad, so too */
    double attachment_mean;         /* mean of attachment, and of 1 / attachment: the law is symmetric */
    double agreed;                  /* agreed terminations over their usual rate */
    struct life_params lives;       /* as they are today */
    struct self_employment_params own;
    struct separation_params separations;
};

/* What follows from the parameters of households, by year of age from 15 on: household_rates.h. */
struct household_rates {
    double women[YEARS_OF_AGE];        /* weight of women */
    double living[YEARS_OF_AGE];       /* share of women who live in a couple */
    double couple[YEARS_OF_AGE];       /* chance that a single woman looks for a man, per year */
    double memory[YEARS_OF_AGE];       /* how much of being single or not lasts for a year */
    double birth_couple[YEARS_OF_AGE]; /* chance of a birth per year, in a couple ... */
    double birth_alone[YEARS_OF_AGE];  /* ... and in none */
    uint32_t parents[YEARS_OF_AGE];    /* share of singles at their parents' home, in 2^-32 */
    int32_t parents_until;             /* age in days from which on nobody is there */
    double separation;                 /* chance that a couple parts, per year */
};

/* What is left of one after some days of joblessness: search.c. */
enum { WANING_DAYS = 2048 };
struct waning {
    double effort[WANING_DAYS];
    double reservation[WANING_DAYS];
};

#endif
