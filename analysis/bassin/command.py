"""The command line that all scripts with one result and one picture share."""

import argparse
import sys
from pathlib import Path

from .program import RunError
from .result import Result, ResultError
from .style import save


def command(draw, text, add_options=lambda parser: None, many=False, takes=None):
    """Runs `draw(result, options)`, which returns a figure, for the arguments of the command line. Ends with 2 and
    one line if that cannot be done. With `many`, it gets the paths of one result or more; with `takes`,
    the name of an operand and what it is, the path of that."""
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    if takes is not None:
        parser.add_argument("result", metavar=takes[0], help=takes[1])
    elif many:
        parser.add_argument("result", metavar="RESULT.h5", nargs="+", help="what bassin batch or bassin run wrote")
    else:
        parser.add_argument("result", metavar="RESULT.h5", help="what bassin run wrote")
        parser.add_argument("--arm", metavar="NAME", help="of an experiment: which arm (default: the first)")
        parser.add_argument("--replicate", metavar="N", type=int, default=0, help="of an experiment: which run, from 0 (default: 0)")
    parser.add_argument("picture", metavar="PICTURE", help="file to write: .png, .svg or .pdf")
    parser.add_argument("--dpi", type=float, default=120, help="dots per inch of a png (default: 120)")
    add_options(parser)
    options = parser.parse_args()
    try:
        if Path(options.picture).suffix not in (".png", ".svg", ".pdf"):
            raise ResultError(f"{options.picture}: a picture is .png, .svg or .pdf")
        result = options.result if many or takes is not None else Result(options.result, options.arm, options.replicate)
        save(draw(result, options), options.picture, options.dpi)
    except (ResultError, RunError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        sys.exit(2)
