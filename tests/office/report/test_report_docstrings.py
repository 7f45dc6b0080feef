"""The examples in the docstrings of the report and of the visits say what the code does."""

import doctest
import importlib
import pkgutil

import pytest

import office.report
import office.visits

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (office.report, office.visits)
    for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
