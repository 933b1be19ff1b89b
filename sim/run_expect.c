/* What a run will have records of, known before it is lived. */
#include "sim/date.h"
#include "sim/run.h"

static enum status expect(struct outputs *outputs, enum output_axis axis, size_t periods, int32_t first_day,
                          int32_t last_day, struct error *error)
{
    PASS(outputs_reserve(outputs, axis, periods, error));
    outputs->periods[axis][outputs->period_count[axis]++] = (struct output_record){first_day, last_day};
    return STATUS_OK;
}

enum status run_expect(struct run *run, struct error *error)
{
    struct outputs *outputs = &run->sim.outputs;
    int32_t start = run->sim.start_day;
    int32_t end = run->sim.end_day;
    size_t months = 0;
    for (int32_t day = start; day < end; day = date_month_next(day)) {
        months++;
    }
    for (int32_t day = start; day < end; day = date_month_next(day)) {
        int32_t next = date_month_next(day);
        PASS(expect(outputs, OUTPUT_MONTHLY, months, day, (next < end ? next : end) - 1, error));
    }
    for (int32_t day = start; outputs->keep[OUTPUT_DAILY] && day < end; day++) {
        PASS(expect(outputs, OUTPUT_DAILY, (size_t)(end - start), day, day, error));
    }
    return expect(outputs, OUTPUT_FINAL, 1, start, end - 1, error);
}
