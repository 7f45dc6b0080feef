"""Tables of office programs: read with the place of every cell, written so that none is a formula.

Only this package knows spreadsheets and word processors; a tool names its columns and gets rows.
"""
