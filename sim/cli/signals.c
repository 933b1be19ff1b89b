#include "sim/cli/signals.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

static const int stopping[] = {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU};
static const int harmless[] = {SIGPIPE, SIGXFSZ};
enum { STOPPING = sizeof stopping / sizeof stopping[0], HARMLESS = sizeof harmless / sizeof harmless[0] };

/* Milliseconds between the first SIGINT and one that kills: a key held down is not meant so. */
enum { PATIENCE = 500 };

/* A handler can reach nothing but such variables: the one exception to "no global state". */
static volatile sig_atomic_t received;
static _Atomic int64_t interrupted; /* milliseconds at the first SIGINT, or 0 */

static void set(int number, void (*handler)(int))
{
    struct sigaction action = {0};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static bool is_ignored(int number)
{
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static void reset_stopping(void)
{
    for (size_t i = 0; i < STOPPING; i++) {
        if (!is_ignored(stopping[i])) {
            set(stopping[i], SIG_DFL);
        }
    }
}

static void note_interrupt(void)
{
    struct timespec now;
    int64_t none = 0;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t milliseconds = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
    if (!atomic_compare_exchange_strong(&interrupted, &none, milliseconds) &&
        milliseconds - interrupted >= PATIENCE) {
        set(SIGINT, SIG_DFL);
        raise(SIGINT);
    }
}

static void note(int number)
{
    if (received == 0) {
        received = number;
    }
    if (number == SIGINT) {
        note_interrupt();
    }
}

void signals_catch(void)
{
    received = 0;
    interrupted = 0;
    for (size_t i = 0; i < STOPPING; i++) {
        if (!is_ignored(stopping[i])) {
            set(stopping[i], note);
        }
    }
    for (size_t i = 0; i < HARMLESS; i++) {
        set(harmless[i], SIG_IGN);
    }
}

void signals_release(void)
{
    reset_stopping();
    for (size_t i = 0; i < HARMLESS; i++) {
        set(harmless[i], SIG_DFL);
    }
}

int signals_received(void)
{
    return received;
}
