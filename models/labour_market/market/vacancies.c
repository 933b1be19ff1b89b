#include "models/labour_market/market/vacancies.h"

#include <string.h>

#include "models/labour_market/firms/wages.h"
#include "models/labour_market/state/breach.h"
#include "models/labour_market/state/part.h"
#include "models/labour_market/state/person.h"
#include "sim/real.h"

/* A post goes when its firm has closed, the law no longer allows its contract or one that long, or nobody
 * came for a short task in time. */
static bool lapses(const struct world *w, size_t v, int32_t day)
{
    const struct vacancies *vacancies = &w->vacancies;
    const struct contract *contract = world_contract(w, vacancies->row[v].contract);
    return vacancies->row[v].opened < w->employers.row[vacancies->row[v].firm].founded ||
           !contract->allowed ||
           (contract->longest_days > 0 && vacancies->row[v].length > contract->longest_days) ||
           (vacancies->row[v].need == NEED_TASK && day - vacancies->row[v].opened >= w->p->tasks.wait_days);
}

/* The firm of vacancy v wants to withdraw as many hours as the post has: what is left is less than a post. */
static bool cancelled(struct world *w, size_t v)
{
    struct employer *firm = &w->employers.row[w->vacancies.row[v].firm];
    enum need need = (enum need)w->vacancies.row[v].need;
    if (need == NEED_TASK) {
        return false;
    }
    int32_t *cancel = need == NEED_PEAK ? &firm->cancel_peak : &firm->cancel_core;
    if (*cancel < w->vacancies.row[v].hours) {
        return false;
    }
    *cancel -= w->vacancies.row[v].hours;
    return true;
}

/* The youngest are withdrawn first, so that what is left keeps its place in the queue. */
static void withdraw_and_compact(struct world *w, int32_t day)
{
    enum { AHEAD = 16 };
    struct vacancies *vacancies = &w->vacancies;
    size_t rows = vacancies->table.rows;
    for (size_t v = rows; v-- > 0;) {
        if (v >= AHEAD) {
            firm_fetch(&w->employers, vacancies->row[v - AHEAD].firm);
        }
        if (!vacancies->row[v].closed && (cancelled(w, v) || lapses(w, v, day))) {
            vacancies->row[v].closed = 1;
            firm_open_add(&w->employers, vacancies->row[v].firm, (enum need)vacancies->row[v].need, -1,
                          vacancies->row[v].hours);
        }
    }
    for (size_t k = 0; k < w->due_firms.count; k++) { /* those that have planned today */
        w->employers.row[w->due_firms.ids[k]].cancel_core = 0;
        w->employers.row[w->due_firms.ids[k]].cancel_peak = 0;
    }
    size_t kept = 0;
    for (size_t v = 0; v < rows; v++) {
        if (!vacancies->row[v].closed) {
            vacancies->row[kept++] = vacancies->row[v];
        }
    }
    vacancies->table.rows = kept;
}

/* A post that has stayed open for whole months takes part in what its firm has added to its offers since. */
static void renew_offers(struct world *w, int32_t day)
{
    enum { MONTH_DAYS = 30 };
    struct vacancies *vacancies = &w->vacancies;
    for (size_t v = 0; v < vacancies->table.rows; v++) {
        if ((day - vacancies->row[v].opened) % MONTH_DAYS == 0) {
            int32_t wage = wage_posted(w, vacancies->row[v].firm, vacancies->row[v].occupation,
                                       vacancies->row[v].contract);
            vacancies->row[v].wage = wage > vacancies->row[v].wage ? wage : vacancies->row[v].wage;
        }
    }
}

enum status vacancies_add(struct world *w, int32_t day, struct error *error)
{
    struct vacancies *vacancies = &w->vacancies;
    size_t first = vacancies->table.rows;
    const struct posting *postings = (const struct posting *)w->postings.items;
    enum status status;
    TRY(table_resize(&vacancies->table, first + w->postings.count, error));
    for (size_t k = 0; k < w->postings.count; k++) {
        uint32_t firm = w->postings.receiver[k];
        vacancies->row[first + k] = (struct vacancy){
            .firm = firm,
            .employer = postings[k].employer,
            .opened = day,
            .length = postings[k].length,
            .needed = postings[k].needed,
            .wage = postings[k].wage,
            .zone = w->employers.row[firm].zone,
            .occupation = postings[k].occupation,
            .contract = postings[k].contract,
            .need = postings[k].need,
            .channel = postings[k].channel,
            .hours = postings[k].hours,
        };
    }
out:
    return status;
}

/* Is the post ready to be filled: has the employer got as far, and is it open still? */
static bool shown(const struct world *w, size_t v, int32_t day)
{
    const struct vacancies *vacancies = &w->vacancies;
    bool lent = world_contract(w, vacancies->row[v].contract)->agency_markup > 0;
    int64_t lead = vacancies->row[v].need == NEED_CORE   ? w->p->vacancies.core_days
                   : vacancies->row[v].need != NEED_PEAK ? 0
                   : lent                                ? w->p->vacancies.agency_days
                                                         : w->p->vacancies.peak_days;
    return !vacancies->row[v].closed && day - vacancies->row[v].opened >= lead;
}

static void view_cells(struct world *w, size_t cells)
{
    for (size_t c = 0; c < cells; c++) {
        double open = w->cell_begin[c + 1] - w->cell_begin[c];
        double places = open + w->p->search.openness * w->cells.jobs[c];
        w->cell_views[c] = (struct cell_view){open, places, w->cell_begin[c]};
    }
}

/* Vacancies that are not shown lie behind all cells. */
enum status vacancies_index(struct world *w, int32_t day, struct error *error)
{
    size_t rows = w->vacancies.table.rows;
    uint32_t cells = (uint32_t)(w->zone_count * w->occupation_count);
    const uint32_t *sorted;
    enum status status;
    TRY(table_resize(&w->vacancy_notes.table, rows, error));
    for (size_t v = 0; v < rows; v++) {
        size_t cell = cell_of(w, w->vacancies.row[v].zone, w->vacancies.row[v].occupation);
        w->vacancy_notes.cell[v] = shown(w, v, day) ? (uint32_t)cell : cells;
    }
    TRY(sort_order(&w->vacancy_sort, &w->sim->parallel, w->vacancy_notes.cell, rows, cells + 1,
                   &w->cell_vacancies, &sorted, error));
    memset(w->cell_begin, 0, ((size_t)cells + 2) * sizeof *w->cell_begin);
    for (size_t v = 0; v < rows; v++) {
        w->cell_begin[w->vacancy_notes.cell[v] + 1]++;
    }
    for (size_t c = 0; c <= cells; c++) {
        w->cell_begin[c + 1] += w->cell_begin[c];
    }
    view_cells(w, cells);
out:
    return status;
}

enum status vacancies_open(struct world *w, int32_t day, struct error *error)
{
    withdraw_and_compact(w, day);
    renew_offers(w, day);
    w->first_new_vacancy = w->vacancies.table.rows;
    return vacancies_add(w, day, error);
}

void vacancies_count_jobs(struct world *w)
{
    size_t sectors = w->sector_count;
    double *staff = w->zone_staff; /* [zones * sectors] */
    memset(staff, 0, w->zone_count * sectors * sizeof *staff);
    for (size_t f = 0; f < w->employers.table.rows; f++) {
        staff[w->employers.row[f].zone * sectors + w->employers.row[f].sector] += firm_size(&w->employers, f);
    }
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        for (size_t o = 0; o < w->occupation_count; o++) {
            double jobs = 0;
            for (size_t s = 0; s < sectors; s++) {
                jobs += staff[zone * sectors + s] * w->trades.share[s * w->occupation_count + o];
            }
            w->cells.jobs[cell_of(w, zone, o)] = (uint32_t)(jobs + 0.5);
        }
    }
}

static const struct param vacancy_params[] = {VACANCY_PARAMS(PARAM_ENTRY, struct vacancy_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, vacancies, "How posts are made known.", vacancy_params),
};

static const struct requirement needs[] = {
    {"vacancies.latent_size", NULL, "vacancies.latent", false},
    {"vacancies.network", NULL, "vacancies.latent", false},
    {"vacancies.pes_unregistered", NULL, "vacancies.pes", false},
    {0},
};

static const struct column vacancy_fields[] = {VACANCY_FIELDS(TABLE_COLUMN, struct vacancy)};
static const struct column vacancy_columns[] = {
    TABLE_RECORD(struct vacancies, struct vacancy, vacancy_fields)};
static const struct column note_columns[] = {VACANCY_NOTE_COLUMNS(TABLE_COLUMN, struct vacancy_notes)};
static const struct column cell_columns[] = {CELL_COLUMNS(TABLE_COLUMN, struct cells)};

static const struct part_table tables[] = {
    PART_TABLE(vacancies, vacancy_columns),
    PART_TABLE(cells, cell_columns),
    PART_SCRATCH(vacancy_notes, note_columns),
};

static enum status create(struct world *w, struct error *error)
{
    size_t cells = w->zone_count * w->occupation_count;
    w->cell_begin = memory_alloc(cells + 2, sizeof *w->cell_begin);
    w->cell_views = memory_alloc(cells, sizeof *w->cell_views);
    w->zone_staff = memory_alloc(w->zone_count * w->sector_count, sizeof *w->zone_staff);
    if (w->cell_begin == NULL || w->cell_views == NULL || w->zone_staff == NULL) {
        return error_memory(error, "vacancies");
    }
    return table_resize(&w->cells.table, cells, error);
}

static void destroy(struct world *w)
{
    sort_buffer_clear(&w->vacancy_sort);
    memory_free(w->cell_begin);
    memory_free(w->cell_views);
    memory_free(w->zone_staff);
}

/* Open vacancies per firm are those of the table. Uses the sum over all firms and the sign of each. */
static enum status audit(const struct world *w, int32_t day, struct error *error)
{
    (void)day;
    int64_t open[NEED_COUNT] = {0}, hours[NEED_COUNT] = {0};
    for (size_t v = 0; v < w->vacancies.table.rows; v++) {
        BREACH(w->vacancies.row[v].firm >= w->employers.table.rows, "vacancy %zu belongs to firm %u", v,
               w->vacancies.row[v].firm);
        int32_t floor = wage_floor(w, w->vacancies.row[v].firm, w->vacancies.row[v].contract);
        BREACH(w->vacancies.row[v].wage < floor, "vacancy %zu pays %d cents, below the minimum of %d", v,
               w->vacancies.row[v].wage, floor);
        open[w->vacancies.row[v].need] += !w->vacancies.row[v].closed;
        hours[w->vacancies.row[v].need] += w->vacancies.row[v].closed ? 0 : w->vacancies.row[v].hours;
    }
    for (int need = 0; need < NEED_COUNT; need++) {
        int64_t counted = 0, offered = 0;
        for (size_t f = 0; f < w->employers.table.rows; f++) {
            int32_t here = *firm_open(&w->employers, f, (enum need)need);
            BREACH(here < 0, "firm %zu has %d open vacancies for need %d", f, here, need);
            counted += here;
            offered += *firm_open_hours(&w->employers, f, (enum need)need);
        }
        BREACH(open[need] != counted, "%lld vacancies for need %d are open, firms count %lld",
               (long long)open[need], need, (long long)counted);
        BREACH(hours[need] != offered, "vacancies for need %d offer %lld hours, firms count %lld", need,
               (long long)hours[need], (long long)offered);
    }
    return STATUS_OK;
}

const struct part part_vacancies = {
    .name = "vacancies",
    PART_GROUPS(groups),
    .declares = {.needs = needs},
    PART_LIST(table, tables),
    .create = create,
    .destroy = destroy,
    .audit = audit,
};
