/* The local economy: who buys what firms sell.
 *
 * A sector sells a share of its work to residents, a share to firms of the territory and the rest elsewhere.
 * What residents spend follows their disposable income, of which the poor spend more than the rich; what
 * firms buy follows the hours worked in them. Demand follows both, in relation to the year before the first
 * recorded day, so what someone loses others lose, too: a multiplier is what comes out. Nobody's money comes
 * from nowhere: incomes are those of the accounts.
 *
 * The share that is sold here no longer follows the labour force as such (local_market.h), which stands for
 * spending where this is off. */
#ifndef LABOUR_MARKET_LOCAL_ECONOMY_H
#define LABOUR_MARKET_LOCAL_ECONOMY_H

#include "models/labour_market/state/part.h"

#define LOCAL_ECONOMY_PARAMS(P, self)                                                                        \
    P(self, BOOL, active, "false", 0, 0, "1", PARAM_PLAIN,                                                   \
      "Demand follows what residents spend and firms buy here, by sectors.NAME.residents and .local_firms.", \
      "choice of the scenario")                                                                              \
    P(self, REAL, spent_low, "0.97", 0, 1, "1", PARAM_SWEEP,                                                 \
      "Share of disposable income spent by households of half the usual living standard or less.",           \
      "assumption: the lowest fifth of French households saves hardly anything (INSEE, household accounts)") \
    P(self, REAL, spent_high, "0.72", 0, 1, "1", PARAM_SWEEP,                                                \
      "The same of those of twice the usual and more.",                                                      \
      "assumption: the highest fifth saves more than a quarter (INSEE, household accounts)")                 \
    P(self, REAL, usual, "1710", 1, 1e6, "EUR/month", PARAM_SWEEP,                                           \
      "Usual living standard: equivalised disposable income of a month.",                                    \
      "INSEE: median of 20 520 EUR a year in 2016")                                                          \
    P(self, REAL, lag_years, "0.5", 0, 50, "years", PARAM_SWEEP,                                             \
      "Time in which sales have followed what is spent here but for 37 %.", "assumption")
struct local_economy_params {
    LOCAL_ECONOMY_PARAMS(PARAM_MEMBER, )
};

/* Of each zone. */
#define LOCAL_ECONOMY_COLUMNS(C, self)                                                                       \
    C(self, U8, begun, "1", "1: the year before the first recorded day is over")                             \
    C(self, I64, spent, "cent", "what residents spent last month")                                           \
    C(self, I64, spent_first, "cent", "what they spent in the year before the first recorded day")           \
    C(self, F64, bought_first, "hours/week", "hours of firms, by what a job buys, added up over that year")  \
    C(self, F64, followed_first, "log points", "by how much demand followed the labour force then")          \
    C(self, F64, spending, "log points", "spending around here over that of that year, with the lag")        \
    C(self, F64, buying, "log points", "what firms around here buy over that, with the lag")

struct zone_economies {
    struct table table;
    LOCAL_ECONOMY_COLUMNS(TABLE_MEMBER, struct zone_economies)
};

struct local_economy {
    struct zone_economies zones;
    int64_t *scratch; /* [threads][zones x sectors] hours of firms, or what residents of zones spend */
};

#define LOCAL_ECONOMY_OUTPUTS(O)                                                                             \
    O(spending, I64, MONTHLY, "zone", "cent",                                                                \
      "What residents of a zone spent in the month before; 0 unless the local economy is on.")
enum { LOCAL_ECONOMY_OUTPUTS(PART_OUTPUT_ID) };

/* Demand follows what is spent here. */
bool local_economy_active(const struct world *w);

/* What a household spends of its disposable income of a month; `scale` is that of the OECD. */
double local_economy_spent(const struct local_economy_params *p, double income, double scale);

/* The evening of the last day of a month: begin, what a household of a zone spends (by the thread that says
 * so), and the sum. */
void local_economy_open(struct world *w);
void local_economy_spend(struct world *w, int thread, size_t zone, double income, double scale);
void local_economy_close(struct world *w);

/* The morning of the first day of a month. */
void local_economy_count(struct world *w, int32_t day);

/* What all this adds to the log of demand for a sector in a zone; replaces a part of local_market_followed.
 */
double local_economy_sales(const struct world *w, size_t zone, size_t sector);

extern const struct part part_local_economy;

#endif
