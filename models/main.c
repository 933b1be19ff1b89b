/* The program `bassin`: the command line of the engine over the list of models. */
#include "models/models.h"
#include "sim/cli/cli.h"

int main(int argc, char **argv)
{
    return cli_main(argc, argv, models, model_count);
}
