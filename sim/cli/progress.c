#include "sim/cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "sim/cli/text.h"
#include "sim/date.h"

static const double redraw_seconds = 0.1;
static const double plain_line_seconds = 2.0;
enum { BAR_MIN = 8, BAR_MAX = 40 };

double progress_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void progress_begin(struct progress *progress, bool quiet, int32_t first_day, int32_t start_day,
                    int32_t end_day, int32_t from_day)
{
    *progress = (struct progress){.quiet = quiet,
                                  .terminal = terminal_of(stderr),
                                  .first_day = first_day,
                                  .start_day = start_day,
                                  .end_day = end_day,
                                  .from_day = from_day,
                                  .begun = progress_clock()};
    progress->drawn = progress->begun;
    progress->tenth = 10 * (from_day - first_day) / (end_day > first_day ? end_day - first_day : 1);
}

double progress_rate(const struct progress *progress, int32_t day)
{
    double seconds = progress_clock() - progress->begun;
    return seconds > 0 ? (day - progress->from_day) / seconds : 0;
}

static double fraction(const struct progress *progress, int32_t day)
{
    int32_t days = progress->end_day - progress->first_day;
    return days > 0 ? (double)(day - progress->first_day) / days : 1;
}

static void rate_text(char *text, size_t size, double rate)
{
    char number[40];
    text_number(number, sizeof number, rate, rate < 10 ? 1 : 0);
    snprintf(text, size, "%s days/s", number);
}

/* A bar of `cells` columns. */
static void bar_text(const struct progress *progress, double part, int cells, char *text, size_t size)
{
    const char *full = progress->terminal.utf8 ? "\xe2\x94\x81" : "=";
    const char *empty = progress->terminal.utf8 ? "\xe2\x94\x80" : "-";
    int done = (int)(part * cells);
    text[0] = '\0';
    size_t used = 0;
    for (int i = 0; i < cells && used + 4 < size; i++) {
        used += (size_t)snprintf(text + used, size - used, "%s", i < done ? full : empty);
    }
}

void progress_line(const struct progress *progress, int32_t day, double seconds, int columns, char *text,
                   size_t size)
{
    char date[11];
    char rate[64];
    char left[32];
    char bar[3 * BAR_MAX + 8];
    double speed = seconds > 0 ? (day - progress->from_day) / seconds : 0;
    date_format(day, date);
    rate_text(rate, sizeof rate, speed);
    text_duration(left, sizeof left, speed > 0 ? (progress->end_day - day) / speed : -1);
    int percent = (int)(100 * fraction(progress, day));
    const char *phase = day < progress->start_day ? " burn-in" : "";

    /* Longest first; what does not fit goes: the bar, the rate, the phase, the time left, the date. */
    int width = snprintf(text, size, "%s%s %3d %%  %s, %s left", date, phase, percent, rate, left);
    int room = columns - width - 2;
    if (room >= BAR_MIN) {
        bar_text(progress, fraction(progress, day), room < BAR_MAX ? room : BAR_MAX, bar, sizeof bar);
        snprintf(text, size, "%s%s %3d %%  %s  %s, %s left", date, phase, percent, bar, rate, left);
    }
    if (text_columns(text) > columns) {
        snprintf(text, size, "%s%s %3d %%  %s left", date, phase, percent, left);
    }
    if (text_columns(text) > columns) {
        snprintf(text, size, "%s %3d %%  %s left", date, percent, left);
    }
    if (text_columns(text) > columns) {
        snprintf(text, size, "%s %3d %%", date, percent);
    }
    if (text_columns(text) > columns) {
        snprintf(text, size, "%d %%", percent);
    }
    text[text_fit(text, columns)] = '\0';
}

static void draw_bar(struct progress *progress, int32_t day, double now)
{
    char text[512];
    /* The last column stays free: many terminals go to the next line when it is written. */
    progress_line(progress, day, now - progress->begun, terminal_columns(stderr) - 1, text, sizeof text);
    fprintf(stderr, "\r%s\033[K", text);
    progress->on_screen = true;
}

static void print_plain(struct progress *progress, int32_t day, double now)
{
    int32_t tenth = (int32_t)(10 * fraction(progress, day));
    if (tenth == progress->tenth || day >= progress->end_day) {
        return;
    }
    char text[512];
    progress->terminal.utf8 = false;
    progress_line(progress, day, now - progress->begun, 60, text, sizeof text);
    fprintf(stderr, "bassin: %s\n", text);
    progress->tenth = tenth;
    progress->drawn = now;
}

void progress_update(struct progress *progress, int32_t day)
{
    if (progress->quiet) {
        return;
    }
    double now = progress_clock();
    double wait = progress->terminal.present ? redraw_seconds : plain_line_seconds;
    if (now - progress->drawn < wait) {
        return;
    }
    if (progress->terminal.present) {
        draw_bar(progress, day, now);
        progress->drawn = now;
    } else {
        print_plain(progress, day, now);
    }
}

void progress_clear(struct progress *progress)
{
    if (progress->on_screen) {
        fputs("\r\033[K", stderr);
        progress->on_screen = false;
    }
}
