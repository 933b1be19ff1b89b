/* The history of a firm, in words. */
#include <math.h>
#include <string.h>

#include "models/labour_market/history/words.h"
#include "sim/date.h"

enum { GROUP_OPTIONS = HISTORY_GROUP, GROUP_MONTHS };

/* A month is told together, but for what is the firm's own beginning and end. */
static int32_t month_group(const struct event_row *row, bool all)
{
    struct date date = date_of_day(row->day);
    return all ? HISTORY_ALONE : GROUP_MONTHS + date.year * 12 + date.month;
}

int32_t firm_group(const struct event_row *row, bool all)
{
    switch ((enum happening)row->event) {
    case HAPPENED_FOLLOWED:
        return row->person == NOBODY ? HISTORY_ALONE : HISTORY_SILENT;
    case HAPPENED_CLOSED:
        return HISTORY_ALONE;
    case HAPPENED_PASSED: /* only of people who are followed */
    case HAPPENED_PLANS:
        return HISTORY_SILENT;
    case HAPPENED_PLAN:
        return row->because == BECAUSE_NONE && !all ? HISTORY_SILENT : month_group(row, all);
    case HAPPENED_OPTION: /* beside a hire: the same is told of the post */
        return row->person != NOBODY ? HISTORY_SILENT : all ? GROUP_OPTIONS : month_group(row, all);
    default:
        return month_group(row, all);
    }
}

static void tell_followed(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    if (row->because == BECAUSE_FOUNDED) {
        text_buffer_put(text, "founded: ");
        say_firm(sim, row, text);
        text_buffer_put(text, ".");
        return;
    }
    text_buffer_put(text, "followed from here: ");
    say_firm(sim, row, text);
    text_buffer_put(text, ", founded on ");
    say_date(text, row->since);
    text_buffer_put(text, "; ");
    say_core(row, text);
    text_buffer_put(text, "; ");
    say_peak(row, text);
    text_buffer_put(text, ".");
}

static void tell_closed(const struct event_row *row, struct text_buffer *text)
{
    text_buffer_put(text, "closes, ");
    if (row->because == BECAUSE_ORDER) {
        text_buffer_put(text, "by order of the scenario (sectors.closed)");
    } else {
        say_rate(row, text);
        text_buffer_put(text, "firms of this size");
    }
    text_buffer_put(text, ": all its people lose their jobs.");
}

/* ---- single events ---- */

static void tell_plan(const struct event_row *row, struct text_buffer *text)
{
    text_buffer_format(
        text,
        "plans its staff: demand asks for %.1f jobs; core staff %.0f hours a week, %.0f wanted; "
        "above the core %.0f, %.0f wanted",
        row->demand, row->core_held, row->core_wanted, row->peak_held, row->peak_wanted);
    const char *so = row->because == BECAUSE_MORE_STAFF   ? ". So it opens posts."
                     : row->because == BECAUSE_LESS_STAFF ? ". So it dismisses people."
                     : row->because == BECAUSE_SPARE      ? ". So it withdraws open posts."
                                                          : ". It leaves it at that.";
    text_buffer_put(text, so);
}

static void tell_post(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    text_buffer_format(text, "opens %u post%s: ", row->posts, row->posts == 1 ? "" : "s");
    say_job(sim, row, text);
    if (!isnan(row->days)) {
        text_buffer_format(text, ", needed for %.0f day%s", row->days, row->days > 1 ? "s" : "");
    }
    text_buffer_format(text, " (%s).", WORD(sim, channel, row->channel));
}

static void tell_options(const struct sim *sim, const void *const *rows, size_t count,
                         struct text_buffer *text)
{
    text_buffer_put(text,
                    "Why this contract: it weighs what an hour costs (pay of core staff = 1; chance of the "
                    "choice): ");
    say_options(sim, rows, count, text);
    text_buffer_put(text, ".");
}

static void tell_about_person(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    text_buffer_format(text, "%s, person %u (%u years old): ", WORD(sim, event, row->event), row->person,
                       row->age);
    say_job(sim, row, text);
    if (row->rank > 0) {
        text_buffer_put(text, "; ");
        say_rank(row, text);
    }
    bool ended = row->event == HAPPENED_ENDED;
    text_buffer_format(text, "; %s.",
                       ended ? WORD(sim, reason, row->reason) : WORD(sim, because, row->because));
}

static void tell_one(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    if (row->event == HAPPENED_PLAN) {
        tell_plan(row, text);
    } else if (row->event == HAPPENED_POST) {
        tell_post(sim, row, text);
    } else {
        tell_about_person(sim, row, text);
    }
}

/* ---- a month ---- */

struct month {
    size_t posts[MAX_CONTRACTS], all_posts;
    size_t hired, called, refused, ended[REASON_COUNT], all_ended, converted, renewed, hours;
    double applicants;
    size_t with_applicants;
};

static void add_event(struct month *month, const struct event_row *row)
{
    switch ((enum happening)row->event) {
    case HAPPENED_POST:
        month->posts[row->contract] += row->posts;
        month->all_posts += row->posts;
        break;
    case HAPPENED_HIRED:
        month->hired++;
        month->called += row->because == BECAUSE_CALLED;
        month->applicants += row->applicants;
        month->with_applicants += row->applicants > 0;
        break;
    case HAPPENED_REFUSED:
        month->refused++;
        break;
    case HAPPENED_ENDED:
        month->ended[row->reason]++;
        month->all_ended++;
        break;
    case HAPPENED_CONVERTED:
        month->converted++;
        break;
    case HAPPENED_RENEWED:
        month->renewed++;
        break;
    case HAPPENED_HOURS:
        month->hours++;
        break;
    default:
        break;
    }
}

static void say_list(const struct sim *sim, const char *dimension, const size_t *counts, size_t size,
                     struct text_buffer *text)
{
    bool some = false;
    for (size_t k = 0; k < size; k++) {
        if (counts[k] > 0) {
            text_buffer_format(text, "%s%zu %s", some ? ", " : "", counts[k], word_of(sim, dimension, k));
            some = true;
        }
    }
}

/* What was weighed for the last post of the month. */
static void say_last_options(const struct sim *sim, const void *const *rows, size_t count,
                             struct text_buffer *text)
{
    size_t end = count;
    while (end > 0 && ((const struct event_row *)rows[end - 1])->event != HAPPENED_OPTION) {
        end--;
    }
    size_t begin = end;
    while (begin > 0 && ((const struct event_row *)rows[begin - 1])->event == HAPPENED_OPTION) {
        begin--;
    }
    if (begin < end) {
        const struct event_row *row = rows[begin];
        text_buffer_format(
            text, " For the last (%s) it weighed what an hour costs (pay of core staff = 1; chance): ",
            WORD(sim, need, row->need));
        say_options(sim, rows + begin, end - begin, text);
        text_buffer_put(text, ".");
    }
}

static void say_posts(const struct sim *sim, const struct month *month, const void *const *rows, size_t count,
                      struct text_buffer *text)
{
    if (month->all_posts > 0) {
        text_buffer_format(text, " Opened %zu post%s: ", month->all_posts, month->all_posts == 1 ? "" : "s");
        say_list(sim, "contract", month->posts, MAX_CONTRACTS, text);
        text_buffer_put(text, ".");
        say_last_options(sim, rows, count, text);
    }
}

static void say_count(const char *before, const char *after, size_t count, struct text_buffer *text)
{
    if (count > 0) {
        text_buffer_format(text, "%s%zu%s", before, count, after);
    }
}

static void say_people(const struct sim *sim, const struct month *month, struct text_buffer *text)
{
    if (month->hired > 0) {
        text_buffer_format(text, " Hired %zu", month->hired);
        if (month->called > 0) {
            text_buffer_format(text, ", %zu by a call", month->called);
        }
        if (month->with_applicants > 0) {
            text_buffer_format(text, ", %zu out of %.1f applicants in the mean", month->with_applicants,
                               month->applicants / (double)month->with_applicants);
        }
        text_buffer_put(text, ".");
    }
    if (month->refused > 0) {
        text_buffer_format(text, " Refused %zu application%s.", month->refused,
                           month->refused == 1 ? "" : "s");
    }
    say_count(" Kept ", " open-ended.", month->converted, text);
    say_count(" Renewed terms: ", ".", month->renewed, text);
    say_count(" Changed hours: ", ".", month->hours, text);
    if (month->all_ended > 0) {
        text_buffer_format(text, " %zu job%s ended: ", month->all_ended, month->all_ended == 1 ? "" : "s");
        say_list(sim, "reason", month->ended, REASON_COUNT, text);
        text_buffer_put(text, ".");
    }
}

static void tell_month(const struct sim *sim, const void *const *rows, size_t count, struct text_buffer *text)
{
    struct month month = {0};
    const struct event_row *plan = NULL;
    for (size_t k = 0; k < count; k++) {
        const struct event_row *row = rows[k];
        add_event(&month, row);
        plan = row->event == HAPPENED_PLAN ? row : plan;
    }
    if (plan != NULL) {
        tell_plan(plan, text);
    }
    size_t begin = text->length;
    say_posts(sim, &month, rows, count, text);
    say_people(sim, &month, text);
    if (plan == NULL && text->length > begin) { /* each sentence begins with a blank */
        memmove(text->text + begin, text->text + begin + 1, text->length - begin);
        text->length--;
    }
}

void tell_firm(const struct sim *sim, const void *const *rows, size_t count, struct text_buffer *text)
{
    const struct event_row *row = rows[0];
    if (row->event == HAPPENED_FOLLOWED) {
        tell_followed(sim, row, text);
    } else if (row->event == HAPPENED_CLOSED) {
        tell_closed(row, text);
    } else if (row->event == HAPPENED_OPTION) {
        tell_options(sim, rows, count, text);
    } else if (count == 1) {
        tell_one(sim, row, text);
    } else {
        tell_month(sim, rows, count, text);
    }
}
