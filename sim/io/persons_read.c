#include "sim/io/persons_read.h"

#include <string.h>

#include "sim/io/batch_parts.h"
#include "sim/io/panel_read.h"
#include "sim/memory.h"

enum { NONE = -1, SPELL_COLUMNS = 8 };

/* Columns of a panel that are read, by number; NONE: the model has no such column. */
struct reading {
    struct persons *persons;
    struct panel_reader reader;
    int person;
    int start;
    int end;
    int state;
    int beside;
    int begins;
    int pay;
    int hours;
    int traits[LIFE_TRAITS_MAX];
    bool of_people; /* which of the two panels it is */
};

static int column_of(const struct panel_spec *panel, const char *name)
{
    for (size_t i = 0; name != NULL && i < panel->column_count; i++) {
        if (strcmp(panel->columns[i].name, name) == 0) {
            return (int)i;
        }
    }
    return NONE;
}

static void find_columns(struct reading *reading, const struct panel_spec *panel)
{
    const struct lives *declared = reading->persons->declared;
    bool spells = !reading->of_people;
    reading->person = column_of(panel, declared->person);
    reading->start = column_of(panel, spells ? declared->start : NULL);
    reading->end = column_of(panel, spells ? declared->end : NULL);
    reading->state = column_of(panel, spells ? declared->state : NULL);
    reading->beside = column_of(panel, spells ? declared->beside : NULL);
    reading->begins = column_of(panel, spells ? declared->begins : NULL);
    reading->pay = column_of(panel, spells ? declared->pay : NULL);
    reading->hours = column_of(panel, spells ? declared->hours : NULL);
    for (size_t t = 0; t < declared->trait_count; t++) {
        bool here = declared->traits[t].of_people == reading->of_people;
        reading->traits[t] = column_of(panel, here ? declared->traits[t].column : NULL);
    }
}

/* ---- values ---- */

static int64_t value_of(const struct reading *reading, int column, size_t row, int64_t otherwise)
{
    bool none;
    if (column == NONE) {
        return otherwise;
    }
    int64_t value =
        panel_value(&reading->reader.panel->columns[column], reading->reader.values[column], row, &none);
    return none ? otherwise : value;
}

/* Integers, and the two kinds of reals. */
static double real_of(const struct reading *reading, int column, size_t row)
{
    const void *values = reading->reader.values[column];
    bool none;
    switch (reading->reader.panel->columns[column].type) {
    case COLUMN_F32:
        return ((const float *)values)[row];
    case COLUMN_F64:
        return ((const double *)values)[row];
    default:
        return (double)panel_value(&reading->reader.panel->columns[column], values, row, &none);
    }
}

static struct person_spell spell_of(const struct reading *reading, size_t row)
{
    return (struct person_spell){
        .person = (uint64_t)value_of(reading, reading->person, row, 0),
        .start = (int32_t)value_of(reading, reading->start, row, INT32_MIN),
        .end = (int32_t)value_of(reading, reading->end, row, INT32_MAX),
        .state = (uint32_t)value_of(reading, reading->state, row, LIFE_STATES_MAX),
        .beside = value_of(reading, reading->beside, row, 0) != 0,
        .begins = value_of(reading, reading->begins, row, 1) != 0,
        .pay = value_of(reading, reading->pay, row, 0),
        .hours = value_of(reading, reading->hours, row, 0),
    };
}

static void take_traits(const struct reading *reading, size_t person, size_t row)
{
    const struct persons *persons = reading->persons;
    for (size_t t = 0; t < persons->declared->trait_count; t++) {
        int column = reading->traits[t];
        if (column == NONE) {
            continue;
        }
        double value = real_of(reading, column, row);
        if (persons->declared->traits[t].kind == LIFE_YEARS) {
            value = (persons->days.first - value) / 365.25;
        }
        *persons_trait(persons, person, t) = value;
    }
}

/* ---- rows ---- */

typedef enum status take_row(const struct reading *reading, size_t row, struct error *error);

static enum status meet(const struct reading *reading, size_t row, struct error *error)
{
    const struct person_spell spell = spell_of(reading, row);
    size_t at;
    PASS(persons_meet(reading->persons, &spell, &at, error));
    if (at != SIZE_MAX) {
        take_traits(reading, at, row);
    }
    return STATUS_OK;
}

static enum status live(const struct reading *reading, size_t row, struct error *error)
{
    const struct person_spell spell = spell_of(reading, row);
    return persons_live(reading->persons, &spell, error);
}

static enum status describe(const struct reading *reading, size_t row, struct error *error)
{
    size_t person = id_set_find(&reading->persons->set, (uint64_t)value_of(reading, reading->person, row, 0));
    (void)error;
    if (person != SIZE_MAX) {
        take_traits(reading, person, row);
    }
    return STATUS_OK;
}

static void read_columns(struct reading *reading, uint64_t first)
{
    const int known[SPELL_COLUMNS] = {reading->person, reading->start,  reading->end, reading->state,
                                      reading->beside, reading->begins, reading->pay, reading->hours};
    for (size_t i = 0; i < SPELL_COLUMNS; i++) {
        if (known[i] != NONE) {
            panel_reader_column(&reading->reader, (size_t)known[i], first);
        }
    }
    for (size_t t = 0; t < reading->persons->declared->trait_count; t++) {
        if (reading->traits[t] != NONE) {
            panel_reader_column(&reading->reader, (size_t)reading->traits[t], first);
        }
    }
}

static enum status read_rows(struct reading *reading, take_row *take, struct error *error)
{
    struct panel_reader *reader = &reading->reader;
    for (uint64_t first = 0; first < reader->rows && reader->nc.status == STATUS_OK;
         first += PANEL_READ_ROWS) {
        uint64_t left = reader->rows - first;
        size_t count = left < PANEL_READ_ROWS ? (size_t)left : PANEL_READ_ROWS;
        read_columns(reading, first);
        for (size_t row = 0; row < count && reader->nc.status == STATUS_OK; row++) {
            PASS(take(reading, row, error));
        }
    }
    return reader->nc.status;
}

/* ---- a member ---- */

static size_t panel_of(const struct model *model, const char *name)
{
    size_t panel = 0;
    while (panel < model->panel_count && strcmp(model->panels[panel].name, name) != 0) {
        panel++;
    }
    return panel;
}

/* One panel, by one take of its rows after the other. */
static enum status read_panel(struct persons *persons, const struct loaded_batch *batch, size_t member,
                              const char *name, take_row *const *takes, struct error *error)
{
    const struct model *model = batch->experiment.model;
    const struct panel_spec *panel = &model->panels[panel_of(model, name)];
    struct reading reading = {.persons = persons, .of_people = strcmp(name, persons->declared->spells) != 0};
    char place[BATCH_PANEL_PATH_MAX];
    enum status status = STATUS_OK;
    batch_panel_path(&batch->experiment, member, place);
    find_columns(&reading, panel);
    panel_reader_open_at(&reading.reader, panel, batch->nc->path, place, error);
    for (size_t i = 0; takes[i] != NULL && status == STATUS_OK; i++) {
        status = read_rows(&reading, takes[i], error);
    }
    enum status closed = panel_reader_close(&reading.reader);
    return status != STATUS_OK ? status : closed;
}

enum status persons_read(struct persons *persons, const struct loaded_batch *batch, size_t member,
                         struct person_days days, struct error *error)
{
    take_row *const of_spells[] = {meet, live, NULL};
    take_row *const of_people[] = {describe, NULL};
    const struct lives *declared = batch->experiment.model->lives;
    persons_init(persons, declared, days);
    PASS(read_panel(persons, batch, member, declared->spells, of_spells, error));
    if (declared->people != NULL) {
        PASS(read_panel(persons, batch, member, declared->people, of_people, error));
    }
    persons_finish(persons);
    return STATUS_OK;
}
