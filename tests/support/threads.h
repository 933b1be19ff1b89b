/* Teams of threads in tests: THREADS(name, count) declares `struct parallel name` that ends with its scope.
 */
#ifndef TESTS_SUPPORT_THREADS_H
#define TESTS_SUPPORT_THREADS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/parallel.h"

#define THREADS(name, count)                                                                                 \
    __attribute__((cleanup(parallel_clear))) struct parallel name;                                           \
    assert_int_equal(parallel_init(&name, count, NULL), STATUS_OK)

#endif
