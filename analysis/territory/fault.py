"""What is wrong with a table, and where: FILE:LINE:COLUMN: what is wrong, what was expected."""


class Fault(Exception):
    """Bad input. Its text is one line and begins with the place."""

    def __init__(self, place, text):
        self.place = place
        super().__init__(f"{place}: {text}" if place else text)
