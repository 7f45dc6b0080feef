"""The examples in the docstrings of the status say what the code does."""

import doctest
import importlib
import pkgutil

import pytest

import office.status

MODULES = [
    f"{office.status.__name__}.{module.name}"
    for module in pkgutil.iter_modules(office.status.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
