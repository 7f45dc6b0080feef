// Figures and units of a results page.

import { placeOf, VIETNAMESE } from "../lib/place.js";
import { make } from "../lib/texts.js";
import {
  formatDecimal,
  formatDuration,
  formatMoment,
  formatNumber,
  formatPercent,
} from "../lib/times.js";
import { awardsOf } from "./prizes.js";

/** @typedef {import("./types.js").Results} Results */
/** @typedef {import("./types.js").UnitRow} UnitRow */
/** @typedef {import("./types.js").Translate} Translate */

const IN_PERCENT = ["participation_rate", "perfect_share", "clip_marks"];

/**
 * @param {HTMLElement} box
 * @param {Results} value
 * @param {Translate} t
 */
export function showFigures(box, value, t) {
  const lines = extraTimeLines(value, t).map((line) => make("p", {}, [line]));
  box.replaceChildren(figuresList(value.figures, t), ...lines);
}

/**
 * @param {Results} value
 * @param {Translate} t
 */
function extraTimeLines({ extra_time: extra }, t) {
  if (!extra) return [];
  const { people, most_minutes: minutes } = extra;
  const lines = extra.rounds.map((credit) =>
    t("site.results.extra_round", { ...credit, at: formatMoment(credit.at) }),
  );
  return people ? [...lines, t("site.results.extra_people", { people, minutes })] : lines;
}

/**
 * @param {Results["figures"]} figures
 * @param {Translate} t
 */
export function figuresList(figures, t) {
  const percent = formatPercent(figures.perfect_papers, figures.counting);
  const entries = [
    [figures.attempts, t("site.results.figure_attempts")],
    [figures.people, t("site.results.figure_people")],
    [figures.units, t("site.results.figure_units")],
    [figures.perfect_papers, t("site.results.figure_perfect", { percent })],
  ];
  const items = entries.map(([figure, label]) =>
    make("li", {}, [make("strong", {}, [formatNumber(Number(figure))]), ` ${label}`]),
  );
  return make("ul", { class: "figures" }, items);
}

/**
 * @param {HTMLElement} table
 * @param {Results} value
 * @param {import("./types.js").Columns} columns
 * @param {Translate} t
 */
export function showUnits(table, value, columns, t) {
  const awards = awardsOf(value, value.units);
  const rows = value.units.map((row) => {
    const link = make("a", { href: placeOf(`/don-vi/${encodeURIComponent(row.unit)}/`), ...VIETNAMESE }, [row.name]);
    const note = row.rank === null ? [make("span", { class: "under" }, [unranked(row, t)])] : [];
    const cells = [
      number(row.rank === null ? "–" : formatNumber(row.rank), t("site.results.rank")),
      make("th", { scope: "row" }, [link, ...note]),
      number(formatNumber(row.attempts), t("site.results.attempts")),
      number(formatNumber(row.people), t("site.results.people")),
      number(formatDecimal(row.total_marks), t("site.results.total_marks")),
      number(formatNumber(row.perfect_papers), t("site.results.perfect")),
    ];
    if (columns.rate) {
      const rate = row.headcount ? `${formatPercent(row.people, row.headcount)}%` : "–";
      cells.push(number(rate, t("site.results.rate")));
    }
    if (columns.clip) {
      const marks = row.clip_marks ? formatDecimal(row.clip_marks) : "–";
      cells.push(number(marks, t("site.results.clip_marks")));
    }
    if (columns.score) {
      cells.push(number(row.score ? formatDecimal(row.score) : "–", t("site.results.score")));
    }
    if (columns.award) cells.push(make("td", { class: "award", ...VIETNAMESE }, [awards(row)]));
    return make("tr", {}, cells);
  });
  table.querySelector("tbody")?.replaceChildren(...rows);
}

/**
 * @param {UnitRow} row that is not ranked
 * @param {Translate} t
 * @returns {string} that, and which conditions it misses
 */
function unranked(row, t) {
  const conditions = row.missed.map(({ measure, at_least: least }) => {
    let amount = formatNumber(least);
    if (IN_PERCENT.includes(measure)) amount = `${least}%`;
    else if (measure === "mean_time_used") amount = formatDuration(least);
    return t("site.measure.at_least", { measure: t(`site.measure.${measure}`), amount });
  });
  return conditions.length
    ? t("site.results.unranked_missed", { conditions: conditions.join("; ") })
    : t("site.results.unranked");
}

/**
 * @param {string} shown
 * @param {string} label what it is, where a narrow screen has no column heads
 */
function number(shown, label) {
  return make("td", { class: "num", "data-label": label }, [shown]);
}
