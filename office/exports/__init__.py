"""Tables for offices from closed results: units for the year's assessment, persons' standings.

They are for the organizers' own use: names stand in full, whatever the public sees.
"""
