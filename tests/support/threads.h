/* Threads in tests: THREADS(name, count) declares `struct parallel name`. */
#ifndef TESTS_SUPPORT_THREADS_H
#define TESTS_SUPPORT_THREADS_H

#include "sim/parallel.h"

#define THREADS(name, count)                                                                                 \
    struct parallel name;                                                                                    \
    parallel_init(&name, count)

#endif
