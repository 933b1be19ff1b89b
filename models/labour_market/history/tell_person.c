/* The history of a person, in words. */
#include <math.h>
#include <string.h>

#include "models/labour_market/history/words.h"

enum { GROUP_QUIET = HISTORY_GROUP, GROUP_OPTIONS };

/* A job of some days, its contract, its planned end, and the right to benefit after it. */
static bool is_of_task(const struct event_row *row)
{
    enum happening event = (enum happening)row->event;
    return row->need == NEED_TASK &&
           (event == HAPPENED_HIRED || event == HAPPENED_OPTION || event == HAPPENED_BENEFIT ||
            (event == HAPPENED_ENDED && row->reason == REASON_TERM));
}

/* What fills the time between changes is told together: search, jobs of some days, and months of income. */
int32_t person_group(const struct event_row *row, bool all)
{
    if (!all && is_of_task(row)) {
        return GROUP_QUIET;
    }
    switch ((enum happening)row->event) {
    case HAPPENED_PASSED:
    case HAPPENED_REFUSED:
    case HAPPENED_DECLINED:
    case HAPPENED_INCOME:
    case HAPPENED_MEANS:
        return all ? HISTORY_ALONE : GROUP_QUIET;
    case HAPPENED_OPTION:
        return GROUP_OPTIONS;
    default:
        return HISTORY_ALONE;
    }
}

static void trim(struct text_buffer *text)
{
    while (text->length > 0 && text->text[text->length - 1] == ' ') {
        text->text[--text->length] = '\0';
    }
}

/* Each sentence begins with a capital. */
static void capitals(char *text)
{
    for (size_t k = 2; text != NULL && text[0] != '\0' && text[1] != '\0' && text[k] != '\0'; k++) {
        if (text[k - 2] == '.' && text[k - 1] == ' ' && text[k] >= 'a' && text[k] <= 'z') {
            text[k] = (char)(text[k] - 'a' + 'A');
        }
    }
}

/* ---- Beginning, and work ------------------------------------------------------------------------------- */

static void tell_followed(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    text_buffer_format(text, "%s %u: %s, %u years old, ",
                       row->because == BECAUSE_ARRIVED ? "arrives as person" : "followed from here, person",
                       row->person, row->female ? "a woman" : "a man", row->age);
    if (row->firm != NO_EMPLOYER) {
        text_buffer_put(text, "at work with ");
        say_firm(sim, row, text);
        text_buffer_put(text, ": ");
        say_job(sim, row, text);
    } else {
        text_buffer_format(text, "%s, lives in %s", WORD(sim, status, row->to), WORD(sim, zone, row->zone));
    }
    if (row->because != BECAUSE_ARRIVED) {
        text_buffer_put(text, ", since ");
        say_date(text, row->since);
    }
    text_buffer_put(text, ".");
}

static void tell_hired(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    text_buffer_format(text, "hired%s by ", row->second ? " beside the main job" : "");
    say_firm(sim, row, text);
    text_buffer_put(text, ": ");
    say_job(sim, row, text);
    text_buffer_put(text, ". ");
    if (row->because == BECAUSE_CALLED) {
        text_buffer_put(text,
                        "The employer called: it knew the person, so that there were no other applicants.");
        return;
    }
    int32_t days = row->day - row->since;
    if (days == 0) {
        text_buffer_put(text, "The post was opened that day");
    } else {
        text_buffer_format(text, "The post had been open for %d day%s", days, days > 1 ? "s" : "");
    }
    text_buffer_format(text, " (%s). %s ", WORD(sim, channel, row->channel),
                       row->applicants == 1 ? "Hired as" : "Ranked");
    say_rank(row, text);
    text_buffer_put(text, row->rank > 1 ? "; those before were taken elsewhere that day." : ".");
}

static void tell_options(const struct sim *sim, const void *const *rows, size_t count,
                         struct text_buffer *text)
{
    const struct event_row *row = rows[0];
    text_buffer_put(text, "Why this contract: for a need ");
    if (isnan(row->days)) {
        text_buffer_put(text, "that lasts");
    } else {
        text_buffer_format(text, "of %.0f day%s", row->days, row->days > 1 ? "s" : "");
    }
    text_buffer_put(text,
                    ", the firm weighs what an hour costs (pay of core staff = 1; chance of the choice): ");
    say_options(sim, rows, count, text);
    text_buffer_put(text, ".");
}

/* ---- The end of a job ---------------------------------------------------------------------------------- */

static const char *end_words(const struct event_row *row)
{
    switch ((enum reason)row->reason) {
    case REASON_TERM:
        return "the fixed term ended as planned";
    case REASON_TRIAL:
        return "dismissed in the trial period";
    case REASON_RESIGNATION:
        return row->second ? "gave up the job beside the main one" : "resigned";
    case REASON_DISMISSAL:
        return "dismissed for cause";
    case REASON_ECONOMIC:
        return "dismissed for economic reasons";
    case REASON_AGREED:
        return "parted by agreement";
    case REASON_WITHDRAWAL:
        return "left work and the labour force";
    case REASON_RETIREMENT:
        return "retired";
    case REASON_SET_UP:
        return "left to work on own account";
    case REASON_CLOSURE:
        return "lost the job, for the firm closed";
    case REASON_LEFT:
        return "left the territory, by age, death or a move";
    default:
        return "the job ended";
    }
}

static void say_why_not_kept(const struct event_row *row, struct text_buffer *text)
{
    if (row->need == NEED_TASK) {
        text_buffer_put(text, "The task was over. ");
        return;
    }
    text_buffer_put(text, "The firm did not keep the person: ");
    say_core(row, text);
    text_buffer_put(text, row->core_held < row->core_wanted
                              ? ", but keeps only some of those whom it could (staffing.convert)"
                              : "");
    if (row->need == NEED_PEAK) {
        text_buffer_put(text, "; nor renew the contract: ");
        say_peak(row, text);
        text_buffer_put(
            text, row->peak_held < row->peak_wanted
                      ? ", but renews only some, and no more often than the law lets it (staffing.renew)"
                      : "");
    }
    text_buffer_put(text, ". ");
}

static void say_why_ended(const struct event_row *row, struct text_buffer *text)
{
    switch ((enum because)row->because) {
    case BECAUSE_TERM:
        say_why_not_kept(row, text);
        break;
    case BECAUSE_LESS_STAFF:
        text_buffer_put(text, "The firm cut its staff, the newest first: after that ");
        say_core(row, text);
        text_buffer_put(text, ". ");
        break;
    case BECAUSE_EMPLOYER_SAW:
        text_buffer_put(text, "The employer had seen that the match was bad. ");
        break;
    case BECAUSE_PERSON_SAW:
        text_buffer_put(text, "The match was bad, and it was left before another job was found. ");
        break;
    case BECAUSE_BETTER_JOB:
        text_buffer_put(text, "The job that begins today is better. ");
        break;
    case BECAUSE_CHANCE:
        text_buffer_put(text, "It came ");
        say_rate(row, text);
        text_buffer_put(text, "people like this one in such a job. ");
        break;
    case BECAUSE_AGE:
        text_buffer_put(text, "The age of retirement was reached. ");
        break;
    default:
        break;
    }
}

static void tell_ended(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    text_buffer_format(text, "%s: %s with ", end_words(row), WORD(sim, contract, row->contract));
    say_firm(sim, row, text);
    text_buffer_put(text, " since ");
    say_date(text, row->since);
    text_buffer_put(text, ". ");
    say_why_ended(row, text);
    if (row->to != UINT8_MAX && !row->second && row->reason != REASON_LEFT) {
        text_buffer_format(text, "Now %s.", WORD(sim, status, row->to));
    }
    trim(text);
}

static void tell_goes_on(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    static const char *const words[HAPPENED_COUNT] = {[HAPPENED_CONVERTED] = "kept open-ended by ",
                                                      [HAPPENED_RENEWED] = "fixed term renewed by ",
                                                      [HAPPENED_HOURS] = "other weekly hours at "};
    text_buffer_put(text, words[row->event]);
    say_firm(sim, row, text);
    text_buffer_put(text, ": ");
    say_job(sim, row, text);
    text_buffer_put(text, ". ");
    if (row->event == HAPPENED_HOURS) {
        text_buffer_put(text, "The person asked for it. After that ");
    } else {
        text_buffer_put(text, "The firm would have to look for someone else: with this job ");
    }
    (row->event == HAPPENED_RENEWED ? say_peak : say_core)(row, text);
    text_buffer_put(text, ".");
}

/* ---- Out of work --------------------------------------------------------------------------------------- */

static const char *status_words(const struct event_row *row)
{
    bool worked = row->from == STATUS_SELF_EMPLOYED;
    switch ((enum reason)row->reason) {
    case REASON_ACTIVATED:
        return row->because == BECAUSE_SCHOOL ? "left school and looks for work" : "came back";
    case REASON_WITHDRAWAL:
        return worked ? "gave up own work and the labour force" : "withdrew";
    case REASON_RETIREMENT:
        return "retired";
    case REASON_SET_UP:
        return "set up on own account";
    case REASON_CLOSURE:
        return "gave up the own business";
    case REASON_LEFT:
        return "left the territory, by age, death or a move";
    default:
        return "changed status";
    }
}

static void tell_status(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    text_buffer_put(text, status_words(row));
    if (row->reason == REASON_LEFT) {
        text_buffer_put(text, ".");
        return;
    }
    text_buffer_format(text, ": from %s since ", WORD(sim, status, row->from));
    say_date(text, row->since);
    text_buffer_format(text, " to %s", WORD(sim, status, row->to));
    if (row->because == BECAUSE_CHANCE) {
        text_buffer_put(text, ", ");
        say_rate(row, text);
        text_buffer_put(text, "people like this one in that status");
    }
    text_buffer_put(text, ".");
}

static void tell_plans(const struct event_row *row, struct text_buffer *text)
{
    const char *words = "plans have changed.";
    if (row->because == BECAUSE_PERSON_SAW) {
        words = "saw that the match is bad, and looks for another job before leaving.";
    } else if (row->because == BECAUSE_EMPLOYER_SAW) {
        words = "the employer saw that the match is bad; the contract runs to its end.";
    } else if (row->because == BECAUSE_SCHOOL) {
        words = row->to <= LAST_EMPLOYED ? "left school, and wants more than this job."
                                         : "left school, and does not look for work yet.";
    }
    text_buffer_put(text, words);
}

static void tell_benefit(const struct event_row *row, struct text_buffer *text)
{
    const double month_hours = 35 * 52 / 12.0;
    if (row->because == BECAUSE_INSURED) {
        text_buffer_put(text, "unemployment benefit of ");
        say_whole_euros(text, row->benefit);
        text_buffer_format(text, " a month, %.0f %% of the last pay of ",
                           100 * row->benefit / (row->pay * month_hours));
        say_euros(text, row->pay);
        text_buffer_format(text, " an hour, for as long as the %.0f days of rights last: until ", row->days);
        say_date(text, row->until - 1);
        text_buffer_put(text, ".");
    } else if (row->because == BECAUSE_LEFT_FREELY) {
        text_buffer_put(text, "no unemployment benefit: the job was left freely.");
    } else {
        text_buffer_format(text,
                           "no unemployment benefit: work so far gave %.0f days of rights, fewer than the "
                           "law asks for.",
                           row->days);
    }
}

/* ---- Search, and months of income ---------------------------------------------------------------------- */

/* Least and greatest of what was seen. */
struct range {
    double least, most, sum;
    size_t count;
};

static void widen(struct range *range, double value)
{
    if (isnan(value)) {
        return;
    }
    range->least = range->count == 0 || value < range->least ? value : range->least;
    range->most = range->count == 0 || value > range->most ? value : range->most;
    range->sum += value;
    range->count++;
}

/* "9.67 to 11.10 EUR", or "1 012 EUR" in whole euros. */
static void say_range(struct text_buffer *text, const struct range *range, bool whole)
{
    const double least_apart = whole ? 100 : 1;
    if (range->most - range->least >= least_apart) {
        say_amount_of(text, range->least, whole);
        text_buffer_put(text, " to ");
    }
    say_amount_of(text, range->most, whole);
    text_buffer_put(text, " EUR");
}

static const char *times(size_t count)
{
    return count == 1 ? "once" : count == 2 ? "twice" : "times";
}

static void say_times(struct text_buffer *text, size_t count)
{
    if (count > 2) {
        text_buffer_format(text, "%zu ", count);
    }
    text_buffer_put(text, times(count));
}

struct search_sum {
    size_t passed[BECAUSE_COUNT];
    struct range asked, worth, output, cost; /* of posts passed by for pay, and for cost */
    size_t outranked, not_reached, declined;
    struct range rank, applicants, offered, taken, joblessness, inexperience, age;
};

static void add_search(struct search_sum *sum, const struct event_row *row)
{
    if (row->event == HAPPENED_PASSED) {
        sum->passed[row->because]++;
        bool pay = row->because == BECAUSE_PAY, cost = row->because == BECAUSE_COST;
        widen(&sum->asked, pay ? row->asked : NAN);
        widen(&sum->worth, pay ? row->worth : NAN);
        widen(&sum->output, cost ? row->output : NAN);
        widen(&sum->cost, cost ? row->labour_cost : NAN);
    } else if (row->event == HAPPENED_DECLINED) {
        sum->declined++;
        widen(&sum->offered, row->worth);
        widen(&sum->taken, row->asked);
    } else if (row->event == HAPPENED_REFUSED) {
        sum->outranked += row->because == BECAUSE_OUTRANKED;
        sum->not_reached += row->because == BECAUSE_NOT_REACHED;
        widen(&sum->rank, row->rank);
        widen(&sum->joblessness, row->off_joblessness);
        widen(&sum->inexperience, row->off_inexperience);
        widen(&sum->age, row->off_age);
        widen(&sum->applicants, row->applicants);
    }
}

/* What was taken off in the view of employers, in the mean. */
static void say_off(const struct search_sum *sum, size_t refused, struct text_buffer *text)
{
    const struct {
        const char *what;
        double sum;
    } off[] = {{"time without work", sum->joblessness.sum},
               {"a lack of experience", sum->inexperience.sum},
               {"age", sum->age.sum}};
    const char *before = "; employers took off ";
    for (size_t k = 0; k < sizeof off / sizeof off[0]; k++) {
        double mean = off[k].sum / (double)refused;
        if (mean >= 0.005) {
            text_buffer_format(text, "%s%.2f for %s", before, mean, off[k].what);
            before = ", ";
        }
    }
    if (before[0] == ',') {
        text_buffer_put(text, " (log points of skill)");
    }
}

static void say_refusals(const struct search_sum *sum, struct text_buffer *text)
{
    size_t refused = sum->outranked + sum->not_reached;
    if (refused == 0) {
        return;
    }
    text_buffer_put(text, "applied ");
    say_times(text, refused);
    text_buffer_format(text, " in vain, ranked %.1f of %.1f applicants in the mean: ",
                       sum->rank.sum / (double)refused, sum->applicants.sum / (double)refused);
    static const char stayed_open[] = "the post stayed open, since those preferred took other jobs";
    if (sum->not_reached == 0) {
        text_buffer_put(text, refused > 1 ? "each time another was preferred" : "another was preferred");
    } else if (sum->outranked == 0) {
        text_buffer_put(text, stayed_open);
    } else {
        say_times(text, sum->outranked);
        text_buffer_put(text, " another was preferred, ");
        say_times(text, sum->not_reached);
        text_buffer_format(text, " %s", stayed_open);
    }
    say_off(sum, refused, text);
    text_buffer_put(text, ". ");
}

static void say_posts(struct text_buffer *text, size_t count)
{
    text_buffer_format(text, "%zu post%s", count, count == 1 ? "" : "s");
}

static void say_passed(const struct search_sum *sum, struct text_buffer *text)
{
    if (sum->passed[BECAUSE_PAY] > 0) {
        text_buffer_put(text, "passed by ");
        say_posts(text, sum->passed[BECAUSE_PAY]);
        text_buffer_put(text, " worth ");
        say_range(text, &sum->worth, false);
        text_buffer_put(text, " an hour to the person, way and term counted, who asks for ");
        say_range(text, &sum->asked, false);
        text_buffer_put(text, ". ");
    }
    if (sum->passed[BECAUSE_COST] > 0) {
        text_buffer_put(text, "had no chance for ");
        say_posts(text, sum->passed[BECAUSE_COST]);
        text_buffer_put(text, ": an hour would cost the employer ");
        say_range(text, &sum->cost, false);
        text_buffer_put(text, " and bring ");
        say_range(text, &sum->output, false);
        text_buffer_put(text, ". ");
    }
    if (sum->passed[BECAUSE_HOURS] > 0) {
        text_buffer_put(text, "passed by ");
        say_posts(text, sum->passed[BECAUSE_HOURS]);
        text_buffer_put(text, " of more hours a week than wanted. ");
    }
}

static void say_declined(const struct search_sum *sum, struct text_buffer *text)
{
    if (sum->declined > 0) {
        text_buffer_format(text, "declined %zu offer%s worth ", sum->declined, sum->declined == 1 ? "" : "s");
        say_range(text, &sum->offered, false);
        text_buffer_put(text, " an hour, way and term counted, for one worth ");
        say_range(text, &sum->taken, false);
        text_buffer_put(text, ". ");
    }
}

/* ---- incomes ---- */

struct income_sum {
    size_t months, unpaid[BECAUSE_COUNT];
    const struct event_row *paid, *means; /* the last ones */
    struct range net, earnings, benefit, minimum, in_work, family, housing, tax;
};

static void add_income(struct income_sum *sum, const struct event_row *row)
{
    if (row->event == HAPPENED_MEANS) {
        sum->means = row;
        return;
    }
    if (row->event != HAPPENED_INCOME) {
        return;
    }
    sum->months++;
    sum->paid = row->because == BECAUSE_INSURED && row->benefit > 0 ? row : sum->paid;
    sum->unpaid[row->because] += row->benefit <= 0;
    widen(&sum->net, row->net);
    widen(&sum->earnings, row->earnings > 0 ? row->earnings : NAN);
    widen(&sum->benefit, row->benefit > 0 ? row->benefit : NAN);
    widen(&sum->minimum, row->minimum_income > 0 ? row->minimum_income : NAN);
    widen(&sum->in_work, row->in_work > 0 ? row->in_work : NAN);
    widen(&sum->family, row->family > 0 ? row->family : NAN);
    widen(&sum->housing, row->housing > 0 ? row->housing : NAN);
    widen(&sum->tax, row->tax > 0 ? row->tax : NAN);
}

static void say_amount(const char *what, const struct range *range, struct text_buffer *text)
{
    if (range->count > 0) {
        text_buffer_format(text, ", %s ", what);
        say_range(text, range, true);
    }
}

static void say_unpaid(const struct income_sum *sum, struct text_buffer *text)
{
    static const struct {
        enum because because;
        const char *words;
    } unpaid[] = {
        {BECAUSE_INSURED, "a claim waits, or work leaves nothing of it"},
        {BECAUSE_LEFT_FREELY, "the job was left freely"},
        {BECAUSE_TOO_SHORT, "too few days under contract"},
        {BECAUSE_USED_UP, "the claim is used up, or none was earned"},
    };
    for (size_t k = 0; k < sizeof unpaid / sizeof unpaid[0]; k++) {
        size_t months = sum->unpaid[unpaid[k].because];
        if (months > 0) {
            text_buffer_format(text, "No unemployment benefit in %zu month%s: %s. ", months,
                               months > 1 ? "s" : "", unpaid[k].words);
        }
    }
}

static void say_incomes(const struct sim *sim, const struct income_sum *sum, struct text_buffer *text)
{
    if (sum->months > 0) {
        text_buffer_format(text, "income of %zu month%s: net ", sum->months, sum->months > 1 ? "s" : "");
        say_range(text, &sum->net, true);
        say_amount("of it earned", &sum->earnings, text);
        say_amount("gross unemployment benefit", &sum->benefit, text);
        text_buffer_put(text, ". ");
        if (sum->minimum.count + sum->in_work.count + sum->family.count + sum->housing.count +
                sum->tax.count >
            0) {
            text_buffer_put(text, "Of the household, a month");
            say_amount("minimum income", &sum->minimum, text);
            say_amount("in-work benefit", &sum->in_work, text);
            say_amount("family allowances", &sum->family, text);
            say_amount("housing allowance", &sum->housing, text);
            say_amount("income tax", &sum->tax, text);
            text_buffer_put(text, ". ");
        }
        say_unpaid(sum, text);
    }
    if (sum->paid != NULL) {
        text_buffer_put(text, "The benefit is ");
        say_euros(text, sum->paid->daily);
        text_buffer_put(text, " a day, made of ");
        say_euros(text, sum->paid->reference);
        text_buffer_format(text, " of former pay a day; %.0f days are left. ", sum->paid->days);
    }
    if (sum->means != NULL) {
        const struct event_row *means = sum->means;
        text_buffer_format(text, "Means of the quarter, %u adult%s and %u child%s: ", means->adults,
                           means->adults > 1 ? "s" : "", means->children, means->children == 1 ? "" : "ren");
        say_whole_euros(text, means->earnings);
        text_buffer_put(text, " earned and ");
        say_whole_euros(text, means->other);
        text_buffer_put(text, " else a month. Found due: minimum income ");
        say_whole_euros(text, means->minimum_income);
        text_buffer_format(text, " (%s), in-work benefit ", WORD(sim, because, means->because));
        say_whole_euros(text, means->in_work);
        text_buffer_put(text, ". ");
    }
}

/* ---- Jobs of some days --------------------------------------------------------------------------------- */

struct task_sum {
    size_t jobs, called;
    int32_t days;
    uint32_t firm; /* of the first */
    bool several;  /* firms */
    struct range pay;
    const struct event_row *benefit; /* the last one */
};

static void add_task(struct task_sum *sum, const struct event_row *row)
{
    if (!is_of_task(row)) {
        return;
    }
    if (row->event == HAPPENED_HIRED) {
        sum->several |= sum->jobs > 0 && row->firm != sum->firm;
        sum->firm = sum->jobs == 0 ? row->firm : sum->firm;
        sum->jobs++;
        sum->called += row->because == BECAUSE_CALLED;
        sum->days += row->until - row->day;
        widen(&sum->pay, row->pay);
    } else if (row->event == HAPPENED_BENEFIT) {
        sum->benefit = row;
    }
}

static void say_tasks(const struct task_sum *sum, struct text_buffer *text)
{
    if (sum->jobs > 0) {
        text_buffer_format(text, "%zu job%s of some days (", sum->jobs, sum->jobs > 1 ? "s" : "");
        text_buffer_format(text, sum->several ? "several firms" : "firm %u", sum->firm);
        text_buffer_format(text, "), %d day%s in all at ", sum->days, sum->days > 1 ? "s" : "");
        say_range(text, &sum->pay, false);
        text_buffer_put(text, " an hour");
        if (sum->called > 0) {
            text_buffer_format(text, ", %zu by a call of an employer who knew the person", sum->called);
        }
        text_buffer_put(text, ". ");
    }
    if (sum->benefit != NULL) {
        text_buffer_put(text, "After the last of them ");
        tell_benefit(sum->benefit, text);
        text_buffer_put(text, " ");
    }
}

static void tell_quiet(const struct sim *sim, const void *const *rows, size_t count, struct text_buffer *text)
{
    struct search_sum search = {0};
    struct income_sum incomes = {0};
    struct task_sum tasks = {0};
    for (size_t k = 0; k < count; k++) {
        add_task(&tasks, rows[k]);
        add_search(&search, rows[k]);
        add_income(&incomes, rows[k]);
    }
    say_tasks(&tasks, text);
    say_refusals(&search, text);
    say_passed(&search, text);
    say_declined(&search, text);
    say_incomes(sim, &incomes, text);
    trim(text);
    capitals(text->text);
}

/* One of them, where each is told by itself. */
static void tell_search(const struct sim *sim, const struct event_row *row, struct text_buffer *text)
{
    static const char *const words[HAPPENED_COUNT] = {[HAPPENED_PASSED] = "saw a post of ",
                                                      [HAPPENED_REFUSED] = "applied to ",
                                                      [HAPPENED_DECLINED] = "declined an offer of "};
    struct search_sum sum = {0};
    text_buffer_put(text, words[row->event]);
    say_firm(sim, row, text);
    text_buffer_put(text, ": ");
    say_job(sim, row, text);
    text_buffer_put(text, ". ");
    add_search(&sum, row);
    if (row->event == HAPPENED_REFUSED) {
        text_buffer_put(text, "Refused: ");
        say_rank(row, text);
        if (row->because == BECAUSE_OUTRANKED) {
            text_buffer_format(text, "; valued at %.2f log points of skill, who was hired at %.2f",
                               row->score, row->best_score);
        } else {
            text_buffer_put(text, "; the post stayed open, since those preferred took other jobs");
        }
        say_off(&sum, 1, text);
        text_buffer_put(text, ".");
    }
    say_passed(&sum, text);
    say_declined(&sum, text);
    trim(text);
    capitals(text->text);
}

void tell_person(const struct sim *sim, const void *const *rows, size_t count, struct text_buffer *text)
{
    const struct event_row *row = rows[0];
    const struct event_row *last = rows[count - 1];
    if (count > 1 && !(row->event == HAPPENED_OPTION && last->event == HAPPENED_OPTION)) {
        tell_quiet(sim, rows, count, text);
        return;
    }
    switch ((enum happening)row->event) {
    case HAPPENED_FOLLOWED:
        tell_followed(sim, row, text);
        break;
    case HAPPENED_PASSED:
    case HAPPENED_REFUSED:
    case HAPPENED_DECLINED:
        tell_search(sim, row, text);
        break;
    case HAPPENED_HIRED:
        tell_hired(sim, row, text);
        break;
    case HAPPENED_OPTION:
        tell_options(sim, rows, count, text);
        break;
    case HAPPENED_ENDED:
        tell_ended(sim, row, text);
        break;
    case HAPPENED_CONVERTED:
    case HAPPENED_RENEWED:
    case HAPPENED_HOURS:
        tell_goes_on(sim, row, text);
        break;
    case HAPPENED_STATUS:
        tell_status(sim, row, text);
        break;
    case HAPPENED_PLANS:
        tell_plans(row, text);
        break;
    case HAPPENED_BENEFIT:
        tell_benefit(row, text);
        break;
    default:
        tell_quiet(sim, rows, count, text);
    }
}
