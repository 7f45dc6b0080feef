"""The board's list of complaints: what it shows, as lines, as a workbook and on paper."""
