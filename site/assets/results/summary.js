// Figures, prizes and units of a results page.

import { byId, make } from "../lib/texts.js";
import { formatDuration, formatNumber, formatPercent } from "../lib/times.js";

/** @typedef {import("./types.js").Results} Results */
/** @typedef {import("./types.js").Translate} Translate */

/**
 * @param {HTMLElement} box
 * @param {Results} value
 * @param {Translate} t
 */
export function showFigures(box, { figures }, t) {
  const percent = formatPercent(figures.perfect_papers, figures.attempts);
  const entries = [
    [figures.attempts, t("site.results.figure_attempts")],
    [figures.people, t("site.results.figure_people")],
    [figures.units, t("site.results.figure_units")],
    [figures.perfect_papers, t("site.results.figure_perfect", { percent })],
  ];
  const items = entries.map(([figure, label]) =>
    make("li", {}, [make("strong", {}, [formatNumber(Number(figure))]), ` ${label}`]),
  );
  box.replaceChildren(make("ul", { class: "figures" }, items));
}

/**
 * @param {Results} value
 * @param {boolean} wide whether the prizes are the units'
 * @param {Translate} t
 */
export function showPodium(value, wide, t) {
  const ranked = wide ? value.units : value.persons;
  /** @type {Map<string, any[]>} */
  const groups = new Map();
  const undecided = new Set();
  for (const row of ranked) {
    if (row.award?.decided) {
      const group = groups.get(row.award.prize) ?? [];
      group.push(row);
      groups.set(row.award.prize, group);
    } else if (row.award) undecided.add(row.award.prize);
  }
  const cards = [...groups].map(([prize, rows], index) => {
    const award = rows[0].award;
    const worth = t("site.money", { amount: formatNumber(award.value) });
    return make("li", { class: `prize-group place-${Math.min(index + 1, 4)}` }, [
      make("h3", {}, [prizeTitle(prize, t)]),
      make("p", { class: "prize-value" }, [
        award.certificate ? `${worth} · ${award.certificate}` : worth,
      ]),
      make("ul", { class: "winners" }, rows.map((row) => winner(row, value, wide, t))),
    ]);
  });
  const notes = [...undecided].map((prize) =>
    make("p", { class: "notice" }, [t("site.results.undecided", { prize: prizeTitle(prize, t) })]),
  );
  if (!cards.length && !notes.length) notes.push(make("p", {}, [t("site.results.no_winners")]));
  byId("podium").replaceChildren(...cards);
  byId("undecided").replaceChildren(...notes);
}

/**
 * @param {string} prize as the contest names it, with or without "Giải"
 * @param {Translate} t
 */
export function prizeTitle(prize, t) {
  return /^giải /i.test(prize) ? prize : t("site.results.prize_name", { prize });
}

/**
 * @param {HTMLElement} table
 * @param {Results} value
 * @param {{wide: boolean, rate: boolean}} columns
 */
export function showUnits(table, value, { wide, rate }) {
  const rows = value.units.map((row) => {
    const link = make("a", { href: `/don-vi/${encodeURIComponent(row.unit)}/` }, [row.name]);
    const cells = [
      number(row.rank),
      make("th", { scope: "row" }, [link]),
      number(row.attempts),
      number(row.people),
      number(row.total_marks),
      number(row.perfect_papers),
    ];
    if (rate) {
      const percent = row.headcount ? `${formatPercent(row.people, row.headcount)} %` : "–";
      cells.push(make("td", { class: "num" }, [percent]));
    }
    if (wide) cells.push(make("td", {}, [row.award?.decided ? row.award.prize : ""]));
    return make("tr", {}, cells);
  });
  table.querySelector("tbody")?.replaceChildren(...rows);
}

/** @param {number} value */
function number(value) {
  return make("td", { class: "num" }, [formatNumber(value)]);
}

/**
 * @param {any} row
 * @param {Results} value
 * @param {boolean} wide
 * @param {Translate} t
 */
function winner(row, value, wide, t) {
  if (wide) {
    const attempts = `${formatNumber(row.attempts)} ${t("site.results.figure_attempts")}`;
    const marks = `${t("site.results.total_marks")} ${formatNumber(row.total_marks)}`;
    return make("li", {}, [
      make("a", { class: "winner", href: `/don-vi/${encodeURIComponent(row.unit)}/` }, [row.name]),
      make("span", { class: "winner-more" }, [`${attempts} · ${marks}`]),
    ]);
  }
  const score = `${row.marks}/${value.questions} · ${formatDuration(row.time_used_ms)}`;
  return make("li", {}, [
    make("span", { class: "winner" }, [row.name || t("site.results.name_hidden")]),
    make("span", { class: "winner-more" }, [row.unit_name]),
    make("span", { class: "winner-more" }, [score]),
  ]);
}
