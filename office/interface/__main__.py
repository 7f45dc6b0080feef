"""``python -m office.interface`` writes the document of the interface anew."""

from office.interface.document import write

if __name__ == "__main__":
    write()
