#include "models/labour_market/people/activity.h"

#include "sim/real.h"

/* Attachment at a quantile: log-normal, its median 1. */
static double attachment_at(const struct world *w, double quantile)
{
    return real_exp(w->p->lives.attachment_spread * real_normal_quantile(quantile));
}

/* Yearly rates of one kind of people. */
struct rates {
    double stop, leave;               /* of active people: to the halo, to inactivity */
    double searches, gives_up;        /* of the halo */
    double comes_back, first_wanting; /* of the inactive; the share of these who first only want work */
};

static struct rates rates_of(const struct world *w, const struct activity *activity, double attachment,
                             double rate)
{
    const struct life_params *lives = &w->p->lives;
    double stays = attachment * w->life.attachment_mean, comes = attachment / w->life.attachment_mean;
    double out = (1 - activity->unemployed) * lives->withdraw_employed;
    return (struct rates){
        .stop = (activity->unemployed * lives->unemployed_to_halo + out * lives->withdraw_to_halo) / stays,
        .leave =
            (activity->unemployed * lives->unemployed_to_inactive + out * (1 - lives->withdraw_to_halo)) /
            stays,
        .searches = lives->halo_to_unemployed * comes * activity->horizon,
        .gives_up = lives->halo_to_inactive / stays,
        .comes_back = rate * comes,
        .first_wanting = lives->return_by_halo,
    };
}

static double share(double value)
{
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

/* The steady state of shares A active, H in the halo, I inactive, with A + H + I = 1:
 *
 *     halo      H (searches + gives up) = A stop + I back first
 *     inactive  I back = A leave + H gives up + change of A with age
 */
static void steady(const struct rates *r, double slope, double *halo, double *inactive)
{
    double out = r->searches + r->gives_up + r->stop;
    double in = r->stop - r->comes_back * r->first_wanting;
    double determinant = out * (r->comes_back + r->leave) - in * (r->leave - r->gives_up);
    if (determinant < 1e-12) { /* nobody moves */
        *halo = 0;
        *inactive = r->comes_back > 0 ? 0 : 1;
        return;
    }
    *halo = share((r->stop * (r->comes_back + r->leave) - in * (r->leave + slope)) / determinant);
    *inactive = share((out * (r->leave + slope) - (r->leave - r->gives_up) * r->stop) / determinant);
    *inactive = *inactive < 1 - *halo ? *inactive : 1 - *halo;
}

void activity_kinds(const struct world *w, const struct activity *activity, double rate,
                    struct activity_kinds *kinds)
{
    for (int k = 0; k < ATTACHMENT_KINDS; k++) {
        double attachment = attachment_at(w, (k + 0.5) / ATTACHMENT_KINDS);
        struct rates rates = rates_of(w, activity, attachment, rate);
        steady(&rates, activity->slope, &kinds->halo[k], &kinds->inactive[k]);
        kinds->active[k] = 1 - kinds->halo[k] - kinds->inactive[k];
    }
}

double activity_sum(const double shares[ATTACHMENT_KINDS])
{
    double sum = 0;
    for (int k = 0; k < ATTACHMENT_KINDS; k++) {
        sum += shares[k];
    }
    return sum;
}

double activity_return_rate(const struct world *w, const struct activity *activity)
{
    enum { HALVINGS = 50 };
    const double most = 50; /* a week in the mean */
    double low = 0, high = most;
    for (int k = 0; k < HALVINGS; k++) {
        struct activity_kinds kinds;
        double rate = (low + high) / 2;
        activity_kinds(w, activity, rate, &kinds);
        if (activity_sum(kinds.active) < activity->active * ATTACHMENT_KINDS) {
            low = rate;
        } else {
            high = rate;
        }
    }
    return (low + high) / 2;
}

double activity_attachment(const struct world *w, const double *shares, double kind, double place)
{
    double left = kind * activity_sum(shares);
    int k = 0;
    while (k < ATTACHMENT_KINDS - 1 && left >= shares[k]) {
        left -= shares[k++];
    }
    double within = place < 0.001 ? 0.001 : place > 0.999 ? 0.999 : place; /* the law has no end */
    return attachment_at(w, (k + within) / ATTACHMENT_KINDS);
}
