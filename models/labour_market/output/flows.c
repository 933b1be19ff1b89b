#include "models/labour_market/output/flows.h"

#include "models/labour_market/state/person.h"

static void count_hire(const struct world *w, const struct span *span, const struct transition *t,
                       int32_t day)
{
    size_t contract = t->contract;
    size_t sector = w->employers.row[t->place].sector;
    tally_add(w, span, OUTPUT_hires, contract * LENGTH_COUNT + length_class(transition_length(t)), 1);
    tally_add(w, span, OUTPUT_hires_by_sector, contract * w->sector_count + sector, 1);
    tally_add(w, span, OUTPUT_hires_from, t->from * w->contract_count + contract, 1);
    size_t open_for = tenure_class(day - t->opened);
    tally_add(w, span, OUTPUT_vacancies_filled, t->channel * (size_t)TENURE_COUNT + open_for, 1);
    tally_add(w, span, OUTPUT_hires_by_channel, contract * CHANNEL_COUNT + t->channel, 1);
    if (t->channel != CHANNEL_CALL_BACK) {
        tally_add(w, span, OUTPUT_hires_by_zone, w->employers.row[t->place].zone, 1);
    }
}

static void count_separation(const struct world *w, const struct span *span, const struct transition *t,
                             int32_t day)
{
    size_t contract = t->contract;
    size_t class = tenure_class(day - t->start);
    tally_add(w, span, OUTPUT_separations, (contract * REASON_COUNT + t->reason) * TENURE_COUNT + class, 1);
    tally_add(w, span, OUTPUT_separations_by_sector,
              contract * w->sector_count + w->employers.row[t->place].sector, 1);
    if (contract == w->cdi && t->since == t->start && class <= TENURE_YEAR) {
        int32_t months = cohort_months(t->start, day);
        if (months < COHORT_MONTHS) {
            tally_add(w, span, OUTPUT_new_cdi_ended, (size_t)months * TENURE_COUNT + class, 1);
        }
    }
}

void flows_count(const struct world *w, const struct span *span, const struct transition *t, int32_t day)
{
    switch ((enum transition_kind)t->kind) {
    case TRANSITION_HIRE:
        count_hire(w, span, t, day);
        break;
    case TRANSITION_PARTING:
        count_separation(w, span, t, day);
        break;
    case TRANSITION_CONVERT:
        tally_add(w, span, OUTPUT_conversions, 0, 1);
        break;
    case TRANSITION_RENEW:
        tally_add(w, span, OUTPUT_renewals, 0, 1);
        break;
    case TRANSITION_HOURS:
        tally_add(w, span, OUTPUT_hours_changed, t->hours < w->jobs.row[t->job].hours, 1);
        break;
    case TRANSITION_STATUS:
    case TRANSITION_PLANS:
        break;
    }
}

static bool is_written(const struct world *w, enum panel_id panel, size_t i)
{
    return !w->sim->panels[panel].closed && person_has(w, i, STREAM_PANEL, w->p->panel.sample);
}

static void write_spell(const struct world *w, const struct span *span, const struct transition *t,
                        int32_t day)
{
    size_t i = t->person;
    bool employed = t->place != NO_EMPLOYER; /* a new firm in the row has the same zone and sector */
    struct spell *spell = panel_post(&w->sim->panels[PANEL_SPELLS], span);
    *spell = (struct spell){
        .person = person_id(w, i),
        .firm = t->place_id,
        .start = t->since,
        .end = day,
        .wage_start = t->pay_since,
        .wage = t->pay,
        .work_zone = employed ? w->employers.row[t->place].zone : UINT16_MAX,
        .staff = t->size_since,
        .sector = employed ? w->employers.row[t->place].sector : UINT8_MAX,
        .children = t->home_since & 127,
        .partner = t->home_since >> 7,
        .raises = t->raises,
        .planned_end = t->end,
        .zone = w->people.row[i].zone,
        .occupation = t->occupation,
        .status = t->from,
        .contract = t->contract,
        .reason = t->reason,
        .new_job = t->job != NO_JOB && t->since == t->start,
        .age = (uint8_t)person_age(w, i, t->since),
        .hours = t->hours,
        .need = t->need,
        .channel = t->channel,
        .second = !t->main,
    };
}

void spells_write(const struct world *w, const struct span *span, const struct transition *t, int32_t day)
{
    bool ended = t->kind != TRANSITION_HIRE && t->kind != TRANSITION_PLANS;
    bool between_jobs = t->kind == TRANSITION_STATUS && t->since == day;
    if (ended && !between_jobs && is_written(w, PANEL_SPELLS, t->person)) {
        write_spell(w, span, t, day);
    }
}

void spells_write_open(const struct world *w, const struct span *span, size_t i, int32_t day)
{
    if (!is_written(w, PANEL_SPELLS, i)) {
        return;
    }
    struct transition t;
    transition_describe(w, &t, i, status_employee(w->people.row[i].status) ? i : NO_JOB);
    write_spell(w, span, &t, day);
    for (size_t slot = 1; slot < JOB_SLOTS; slot++) {
        size_t job = job_row(w, i, slot);
        if (job_held(w, job)) {
            transition_describe(w, &t, i, job);
            write_spell(w, span, &t, day);
        }
    }
}

void traits_write(const struct world *w, const struct span *span, size_t i)
{
    const struct people *people = &w->people;
    if (!is_written(w, PANEL_PEOPLE, i)) {
        return;
    }
    struct person_row *row = panel_post(&w->sim->panels[PANEL_PEOPLE], span);
    *row = (struct person_row){person_id(w, i),     people->row[i].birth_day, people->row[i].ability,
                               people->row[i].zone, people->row[i].female,    people->row[i].qualification};
}

static const struct param panel_params[] = {PANEL_PARAMS(PARAM_ENTRY, struct panel_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, panel, "The panel of spells.", panel_params),
};

static const struct requirement needs[] = {{"panel", NULL, "run.panels", false}, {0}};

static const struct part_stream streams[] = {SPELL_STREAMS(PART_STREAM)};

const struct part part_spells = {
    .name = "spells",
    PART_GROUPS(groups),
    .declares = {.needs = needs},
    PART_LIST(stream, streams),
};
