"""The examples in the core's docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import chalicelib.contest

MODULES = [
    module.name
    for module in pkgutil.walk_packages(chalicelib.contest.__path__, "chalicelib.contest.")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
