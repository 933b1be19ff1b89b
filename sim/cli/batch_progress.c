#include "sim/cli/batch_progress.h"

#include <stdio.h>

#include "sim/cli/progress.h"
#include "sim/cli/text.h"

static const double redraw_seconds = 0.1;
static const double plain_line_seconds = 2.0;
enum { BAR_MIN = 8, BAR_MAX = 40 };

void batch_progress_begin(struct batch_progress *progress, bool quiet, size_t members, double days)
{
    progress->quiet = quiet;
    progress->terminal = terminal_of(stderr);
    progress->members = members;
    progress->days = days;
    progress->begun = progress->drawn = progress_clock();
}

static double fraction(const struct batch_progress *progress)
{
    double share = progress->days > 0 ? (double)atomic_load(&progress->lived) / progress->days : 1;
    return share < 1 ? share : 1;
}

static void put_bar(const struct batch_progress *progress, int cells, char *text, size_t size)
{
    const char *full = progress->terminal.utf8 ? "\xe2\x94\x81" : "=";
    const char *empty = progress->terminal.utf8 ? "\xe2\x94\x80" : "-";
    size_t used = 0;
    for (int i = 0; i < cells && used + 4 < size; i++) {
        used +=
            (size_t)snprintf(text + used, size - used, "%s", i < fraction(progress) * cells ? full : empty);
    }
}

void batch_progress_line(const struct batch_progress *progress, double seconds, int columns, char *text,
                         size_t size)
{
    char left[32];
    char bar[3 * BAR_MAX + 8] = "";
    const char *what = progress->what != NULL ? progress->what : "members";
    double done = fraction(progress);
    size_t ended = atomic_load(&progress->ended);
    text_duration(left, sizeof left, done > 0 ? seconds * (1 - done) / done : -1);
    int width = snprintf(text, size, "%zu of %zu %s %3d %%  %s left", ended, progress->members, what,
                         (int)(100 * done), left);
    int room = columns - width - 2;
    if (room >= BAR_MIN) {
        put_bar(progress, room < BAR_MAX ? room : BAR_MAX, bar, sizeof bar);
        snprintf(text, size, "%zu of %zu %s %3d %%  %s  %s left", ended, progress->members, what,
                 (int)(100 * done), bar, left);
    } else if (width > columns) {
        snprintf(text, size, "%zu/%zu %s", ended, progress->members, left);
    }
    text[text_fit(text, columns)] = '\0';
}

void batch_progress_update(struct batch_progress *progress)
{
    char text[512];
    double now = progress_clock();
    double wait = progress->terminal.present ? redraw_seconds : plain_line_seconds;
    if (progress->quiet || now - progress->drawn < wait) {
        return;
    }
    if (progress->terminal.present) {
        batch_progress_line(progress, now - progress->begun, terminal_columns(stderr) - 1, text, sizeof text);
        fprintf(stderr, "\r%s\033[K", text);
        progress->on_screen = true;
    } else {
        int tenth = (int)(10 * fraction(progress));
        if (tenth == progress->tenth) {
            return;
        }
        progress->tenth = tenth;
        progress->terminal.utf8 = false;
        batch_progress_line(progress, now - progress->begun, 60, text, sizeof text);
        fprintf(stderr, "bassin: %s\n", text);
    }
    progress->drawn = now;
}

void batch_progress_clear(struct batch_progress *progress)
{
    if (progress->on_screen) {
        fputs("\r\033[K", stderr);
        progress->on_screen = false;
    }
}
