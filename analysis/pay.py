#!/usr/bin/python3
from bassin.command import command
from bassin.pay import __doc__, add_options, draw

if __name__ == "__main__":
    command(draw, __doc__, add_options)
