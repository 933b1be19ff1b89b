/* What `info` says of the result of an experiment. */
#ifndef SIM_CLI_BATCH_FACTS_H
#define SIM_CLI_BATCH_FACTS_H

#include "sim/cli/format.h"
#include "sim/io/batch_file.h"

/* As text or as JSON. */
void batch_print_facts(const struct loaded_batch *batch, enum format format);

#endif
