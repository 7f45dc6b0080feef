"""Printed matter: values and a Typst template make a PDF, the same bytes on every computer."""

from office.typeset.compile import TypesetError, to_pdf, to_png

__all__ = ["TypesetError", "to_pdf", "to_png"]
