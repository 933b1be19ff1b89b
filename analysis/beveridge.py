#!/usr/bin/python3
from bassin.command import command
from bassin.beveridge import __doc__, draw

if __name__ == "__main__":
    command(draw, __doc__)
