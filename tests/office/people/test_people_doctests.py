"""The examples in the docstrings of the lists of people are true."""

import doctest
import importlib
import pkgutil

import pytest

import office.people

MODULES = [
    module.name
    for module in pkgutil.walk_packages(office.people.__path__, f"{office.people.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
