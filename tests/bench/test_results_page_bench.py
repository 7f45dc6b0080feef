"""The measurement of a large results page, on a small one."""

from bench.results_page import BAR_MS, SUMMARY_BAR_KB, measure


def test_a_results_page_is_measured_before_and_after_it_is_built_in() -> None:
    figures = measure(people=120, runs=1)

    assert [(figure.unit, figure.limit) for figure in figures] == [
        *[("ms", BAR_MS)] * 4,
        ("kB", SUMMARY_BAR_KB),
        ("kB", None),
    ]
    assert min(figure.value for figure in figures) > 0
    rows, answered = figures[0].value, figures[1].value
    assert rows < answered
