import pytest
from figures import Note


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew", action="store_true", help="write the golden results anew, on purpose"
    )


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Note:
    """Return what a test calls with its name and its figures."""
    return Note("close", request)
