import pytest
from figures import Note


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Note:
    """Return what a test calls with its name and its figures."""
    return Note("audit", request)
