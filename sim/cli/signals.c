#include "sim/cli/signals.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
static const int harmless[] = {SIGPIPE, SIGXFSZ};
enum { STOPPING = sizeof stopping / sizeof stopping[0], HARMLESS = sizeof harmless / sizeof harmless[0] };

/* A handler can reach nothing but such a variable: the one exception to "no global state". */
static volatile sig_atomic_t received;

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

/* The default action again, for the second signal; all of this may be called in a handler. */
static void reset_stopping(void)
{
    for (size_t i = 0; i < STOPPING; i++) {
        if (!is_ignored(stopping[i])) {
            set(stopping[i], SIG_DFL);
        }
    }
}

static void note(int number)
{
    received = number;
    reset_stopping();
}

void signals_catch(void)
{
    received = 0;
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
