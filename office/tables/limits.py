"""How much of a table is read: beyond that a file is a mistake or an attack, and refused."""

MOST_FILE_BYTES = 50_000_000
MOST_UNPACKED_BYTES = 100_000_000
"""Of all parts of an archive together, measured while they are unpacked."""
MOST_PARTS = 5_000
MOST_RATIO = 250
"""How many times its packed size a part of more than ``RATIO_FREE_BYTES`` may have."""
RATIO_FREE_BYTES = 5_000_000
MOST_DOCUMENT_BYTES = 20_000_000
"""Of a text document's body: it is read as a tree."""

MOST_ROWS = 200_000
MOST_LINES = 1_000_000
"""Of a text file, empty ones and those within cells included."""
MOST_COLUMNS = 300
MOST_CELLS = 6_000_000
MOST_CELL_LETTERS = 32_767
"""As many as a cell of a spreadsheet holds."""
MOST_LETTERS = 50_000_000
"""Of all cells together."""
MOST_SHEET_TEXT_BYTES = 400_000_000
"""Of a sheet's cells before any is read: one long text may be shared by all of them."""
MOST_WALKED_TAGS = 1_500_000
"""In the XML of a sheet that has to be gone through element by element."""
HEADING_ROWS = 15
"""Above its headings an office's table has titles."""
