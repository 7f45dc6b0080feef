"""What is measured, and what it is held to: `python -m bench`, or `make bench`.

A module for each thing that is measured; ``measure`` says how a figure is taken.
"""
