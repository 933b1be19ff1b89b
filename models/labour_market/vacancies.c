#include "models/labour_market/vacancies.h"

#include <string.h>

#include "models/labour_market/contracts.h"
#include "models/labour_market/observe.h"
#include "models/labour_market/wages.h"

void vacancies_post(struct world *w, const struct span *span, size_t firm, int32_t day, uint8_t contract,
                    int32_t count)
{
    bool open_ended = world_contract(w, contract)->open_ended;
    struct rng luck = rng_at(w->luck.purpose[LUCK_VACANCY], firm * 2 + open_ended, day);
    for (int32_t k = 0; k < count; k++) {
        uint32_t occupation = alias_draw(&w->trades.of_sector[w->firms.sector[firm]], &luck);
        struct posting *posting = mailbox_post(&w->postings, span, (uint32_t)firm);
        posting->occupation = (uint8_t)occupation;
        posting->contract = contract;
        posting->wage = wage_posted(w, firm, occupation);
        posting->length =
            open_ended ? 0 : contract_flexible_length(w, &luck, contract_days_left(w, contract, 0));
    }
    if (open_ended) {
        w->firms.open_core[firm] += count;
    } else {
        w->firms.open_flexible[firm] += count;
    }
    tally_add(w, span, OUTPUT_vacancies_posted, contract, count);
}

/* One row fewer of what the firm of vacancy v wants to withdraw. */
static bool withdraw(struct world *w, size_t v)
{
    struct firms *firms = &w->firms;
    uint32_t firm = w->vacancies.firm[v];
    bool open_ended = w->vacancies.length[v] == 0;
    int32_t *cancel = open_ended ? &firms->cancel_core[firm] : &firms->cancel_flexible[firm];
    if (*cancel == 0) {
        return false;
    }
    (*cancel)--;
    if (open_ended) {
        firms->open_core[firm]--;
    } else {
        firms->open_flexible[firm]--;
    }
    return true;
}

static void move_row(struct vacancies *vacancies, size_t to, size_t from)
{
    vacancies->firm[to] = vacancies->firm[from];
    vacancies->opened[to] = vacancies->opened[from];
    vacancies->length[to] = vacancies->length[from];
    vacancies->wage[to] = vacancies->wage[from];
    vacancies->zone[to] = vacancies->zone[from];
    vacancies->occupation[to] = vacancies->occupation[from];
    vacancies->contract[to] = vacancies->contract[from];
    vacancies->closed[to] = vacancies->closed[from];
}

/* The youngest are withdrawn first, so that what is left keeps its place in the queue. */
static void withdraw_and_compact(struct world *w)
{
    struct vacancies *vacancies = &w->vacancies;
    size_t rows = vacancies->table.rows;
    for (size_t v = rows; v-- > 0;) {
        if (!vacancies->closed[v] && withdraw(w, v)) {
            vacancies->closed[v] = 1;
        }
    }
    size_t kept = 0;
    for (size_t v = 0; v < rows; v++) {
        if (!vacancies->closed[v]) {
            if (kept != v) {
                move_row(vacancies, kept, v);
            }
            kept++;
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
        if ((day - vacancies->opened[v]) % MONTH_DAYS == 0) {
            int32_t wage = wage_posted(w, vacancies->firm[v], vacancies->occupation[v]);
            vacancies->wage[v] = wage > vacancies->wage[v] ? wage : vacancies->wage[v];
        }
    }
}

static enum status add_postings(struct world *w, int32_t day, struct error *error)
{
    struct vacancies *vacancies = &w->vacancies;
    size_t first = vacancies->table.rows;
    const struct posting *postings = (const struct posting *)w->postings.items;
    enum status status;
    TRY(table_resize(&vacancies->table, first + w->postings.count, error));
    for (size_t k = 0; k < w->postings.count; k++) {
        size_t v = first + k;
        uint32_t firm = w->postings.receiver[k];
        vacancies->firm[v] = firm;
        vacancies->opened[v] = day;
        vacancies->length[v] = postings[k].length;
        vacancies->wage[v] = postings[k].wage;
        vacancies->zone[v] = w->firms.zone[firm];
        vacancies->occupation[v] = postings[k].occupation;
        vacancies->contract[v] = postings[k].contract;
        vacancies->closed[v] = 0;
    }
out:
    return status;
}

static enum status index_by_cell(struct world *w, struct error *error)
{
    size_t rows = w->vacancies.table.rows;
    uint32_t cells = (uint32_t)(w->zone_count * w->occupation_count);
    const uint32_t *sorted;
    enum status status;
    TRY(table_resize(&w->vacancy_cells.table, rows, error));
    for (size_t v = 0; v < rows; v++) {
        w->vacancy_cells.cell[v] = (uint32_t)cell_of(w, w->vacancies.zone[v], w->vacancies.occupation[v]);
    }
    TRY(sort_order(&w->vacancy_sort, &w->sim->parallel, w->vacancy_cells.cell, rows, cells,
                   &w->cell_vacancies, &sorted, error));
    memset(w->cell_begin, 0, ((size_t)cells + 1) * sizeof *w->cell_begin);
    for (size_t v = 0; v < rows; v++) {
        w->cell_begin[w->vacancy_cells.cell[v] + 1]++;
    }
    for (size_t c = 0; c < cells; c++) {
        w->cell_begin[c + 1] += w->cell_begin[c];
    }
out:
    return status;
}

enum status vacancies_open(struct world *w, int32_t day, struct error *error)
{
    enum status status;
    withdraw_and_compact(w);
    renew_offers(w, day);
    TRY(add_postings(w, day, error));
    TRY(index_by_cell(w, error));
out:
    return status;
}

void vacancies_count_jobs(struct world *w)
{
    size_t sectors = w->sector_count;
    double *staff = w->zone_staff; /* [zones * sectors] */
    memset(staff, 0, w->zone_count * sectors * sizeof *staff);
    for (size_t f = 0; f < w->firms.table.rows; f++) {
        staff[w->firms.zone[f] * sectors + w->firms.sector[f]] += w->firms.core[f] + w->firms.flexible[f];
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
