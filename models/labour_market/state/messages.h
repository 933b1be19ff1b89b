/* Messages: sent in parallel, settled receiver by receiver (sim/mailbox.h). */
#ifndef LABOUR_MARKET_MESSAGES_H
#define LABOUR_MARKET_MESSAGES_H

#include <stdint.h>

/* To the place of work: a person leaves the job, or the contract ends. */
struct leave {
    uint32_t job;
    uint8_t reason;
    uint8_t to_status;
};

/* To the place of work: the holder of a job would have it for more or fewer weekly hours. */
struct hours_request {
    uint32_t job;
    uint8_t hours; /* that the holder would have */
};

/* To the partner of someone who leaves the territory. */
struct farewell {
    uint32_t person;
    uint32_t old; /* 1: turned 75, and still lives with the partner */
};

/* To the place where a zone's couples form: a man without a partner, and a woman who looks for one. */
struct suitor {
    uint32_t person;
};
struct wish {
    uint32_t person;
    int32_t month; /* months over the age of 15 that she looks for in a man */
    uint32_t pick; /* which of those of that age */
};

/* To a temporary-work agency: someone has ended a mission. */
struct registration {
    uint32_t person;
};

/* To the place of work: the law caps monthly pay, and pay of an hour has risen. */
struct hours_cut {
    uint32_t job;
    uint8_t hours;
};

/* From a firm to the market. */
struct posting {
    int32_t length; /* days, 0: open-ended */
    int32_t needed; /* days for which someone is needed, 0: for good */
    int32_t wage;
    uint32_t employer;
    uint8_t occupation;
    uint8_t contract;
    uint8_t need;
    uint8_t channel;
    uint8_t hours;
};

/* To a vacancy. */
struct application {
    uint32_t person;
    int32_t score;  /* value to the employer, in millionths of a log point */
    int32_t wage;   /* what this person would be paid, cents per hour */
    int32_t appeal; /* what the person sees in it: pay net of travel, cents per hour */
};

/* To a person. */
struct offer {
    uint32_t vacancy;
    int32_t wage;
    int32_t appeal;
    uint32_t channel;
};

/* To the firm that hires. */
struct hire {
    uint32_t person;
    uint32_t vacancy;
    int32_t wage;
    uint32_t channel;
};

#endif
