#include "models/labour_market/firms/outlook.h"

#include "models/labour_market/state/delay.h"
#include "models/labour_market/state/local_economy.h"
#include "models/labour_market/state/local_market.h"
#include "models/labour_market/state/part.h"
#include "sim/memory.h"

/* Level of demand in a zone for a sector today. */
static double level_of(const struct world *w, size_t zone, size_t sector)
{
    return w->p->demand.level * world_sector(w, sector)->cycle + world_zone(w, zone)->demand +
           local_economy_sales(w, zone, sector);
}

void outlook_begin(struct world *w)
{
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        for (size_t s = 0; s < w->sector_count; s++) {
            size_t cell = zone * w->sector_count + s;
            w->outlook.cost_first[cell] = w->labour_cost[cell];
            w->outlook.cost[cell] = 0;
            w->outlook.level[cell] = level_of(w, zone, s);
        }
    }
}

void outlook_learn(struct world *w)
{
    double learns = delay_month(w->p->demand.learning_years), follows = delay_month(w->p->demand.cost_years);
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        for (size_t s = 0; s < w->sector_count; s++) {
            size_t cell = zone * w->sector_count + s;
            double dearer = w->labour_cost[cell] - w->outlook.cost_first[cell];
            w->outlook.cost[cell] += follows * (dearer - w->outlook.cost[cell]);
            w->outlook.level[cell] += learns * (level_of(w, zone, s) - w->outlook.level[cell]);
        }
    }
}

static size_t cell_of(const struct world *w, size_t firm)
{
    return w->employers.row[firm].zone * w->sector_count + w->employers.row[firm].sector;
}

/* What labour cost takes from demand: that of all by law and pay, and that of the firm's raised offers. */
static double lost_to_cost(const struct world *w, size_t firm, size_t cell)
{
    return w->p->demand.cost_elasticity * (w->outlook.cost[cell] + w->employers.row[firm].markup);
}

double outlook_now(const struct world *w, size_t firm)
{
    const struct employer *row = &w->employers.row[firm];
    return level_of(w, row->zone, row->sector) + local_market_followed(w, row->zone) -
           lost_to_cost(w, firm, cell_of(w, firm));
}

double outlook_believed(const struct world *w, size_t firm)
{
    size_t cell = cell_of(w, firm);
    return w->outlook.level[cell] + local_market_followed(w, w->employers.row[firm].zone) -
           lost_to_cost(w, firm, cell);
}

static enum status create(struct world *w, struct error *error)
{
    size_t cells = w->zone_count * w->sector_count;
    w->labour_cost = memory_alloc(cells, sizeof *w->labour_cost);
    return w->labour_cost == NULL ? error_memory(error, "labour cost")
                                  : table_resize(&w->outlook.table, cells, error);
}

static void destroy(struct world *w)
{
    memory_free(w->labour_cost);
}

static const struct column columns[] = {OUTLOOK_COLUMNS(TABLE_COLUMN, struct outlook)};
static const struct part_table tables[] = {PART_TABLE(outlook, columns)};

const struct part part_outlook = {
    .name = "outlook",
    PART_LIST(table, tables),
    .create = create,
    .destroy = destroy,
};
