"""The examples in the docstrings of the simulation and of the rehearsal are true."""

import doctest
import importlib
import pkgutil

import pytest

import office.rehearse
import office.simulate

MODULES = [
    module.name
    for package in (office.simulate, office.rehearse)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
