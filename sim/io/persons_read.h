/* The persons of one member of an experiment, from the panels that its result keeps. */
#ifndef SIM_IO_PERSONS_READ_H
#define SIM_IO_PERSONS_READ_H

#include "sim/io/batch_file.h"
#include "sim/persons.h"

/* The member must be done and have panels. `persons_clear` is legal after a failure. Reads the spells twice,
 * some at a time: memory grows with the number of persons, not with that of spells. */
enum status persons_read(struct persons *persons, const struct loaded_batch *batch, size_t member,
                         struct person_days days, struct error *error);

#endif
