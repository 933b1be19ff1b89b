#!/usr/bin/python3
from bassin.command import command
from bassin.trajectories import __doc__, add_options, draw

if __name__ == "__main__":
    command(draw, __doc__, add_options, many=True)
