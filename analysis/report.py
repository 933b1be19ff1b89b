#!/usr/bin/python3
import sys

from bassin.report import main

if __name__ == "__main__":
    sys.exit(main())
