// The statistics page: fetches what is published and draws it, where the build did not know it yet.

import { withOwnWords } from "../lib/own_words.js";
import { newestPart } from "../lib/published.js";
import { byId, catalogue, make, pageData } from "../lib/texts.js";
import { formatDay, formatMoment, formatNumber, formatPercent } from "../lib/times.js";
import { figuresList } from "../results/summary.js";
import { drawChart, section, table } from "./chart.js";

const data = pageData("page-data");
const t = catalogue(data.texts);

/** @param {any} value */
function show(value) {
  const parts = [
    make(
      "p",
      { class: "hint", id: "statistics-of" },
      withOwnWords(
        t("site.statistics.of", { name: value.title, at: formatMoment(value.publishes_at) }),
        value.title,
      ),
    ),
    figuresList(value.figures, t),
  ];
  if (value.figures.attempts) parts.push(...charts(value));
  else parts.push(make("p", {}, [t("site.statistics.nothing")]));
  for (const kind of ["levels", "blocks"]) if (value[kind].length) parts.push(groups(kind, value[kind]));
  if (value.last_edition?.rows.length) parts.push(edition(value.last_edition));
  byId("statistics-body").replaceChildren(...parts);
  byId("statistics-pending").hidden = true;
}

/** @param {any} value */
function charts(value) {
  const days = value.by_day.map((/** @type {[string, number]} */ [day]) => dayLabels(day));
  const hours = value.by_hour.map((/** @type {number} */ _, /** @type {number} */ hour) => [
    t("site.statistics.hour_range", { hour: String(hour).padStart(2, "0") }),
    t("site.statistics.hour_tick", { hour }),
  ]);
  const { by, counts } = value.marks;
  const marks = counts.map((/** @type {number} */ _, /** @type {number} */ at) => markLabels(by, at, counts.length));
  const daily = value.by_day.map((/** @type {[string, number]} */ [, count]) => count);
  return [
    drawChart("by_day", days, daily, "day", t),
    drawChart("by_hour", hours, value.by_hour, "hour", t),
    drawChart("marks", marks, counts, by, t),
  ];
}

/**
 * @param {string} iso such as 2021-07-05
 * @returns {[string, string]}
 */
function dayLabels(iso) {
  const [, month, day] = iso.split("-");
  return [formatDay(iso), `${Number(day)}/${Number(month)}`];
}

/**
 * @param {string} by
 * @param {number} at
 * @param {number} places
 * @returns {[string, string]}
 */
function markLabels(by, at, places) {
  if (by === "point") {
    return [t("site.statistics.point_label", { point: at }), String(at)];
  }
  const tick = t("site.statistics.tenth_tick", { least: 10 * at });
  if (at === places - 1) return [t("site.statistics.tenth_full"), tick];
  return [t("site.statistics.tenth_range", { least: 10 * at, below: 10 * at + 10 }), tick];
}

/**
 * @param {string} kind
 * @param {any[]} rows
 */
function groups(kind, rows) {
  const title = t(`site.statistics.${kind}`);
  const rated = rows.some(({ headcount }) => headcount);
  const heads = ["units", "attempts", "people", ...(rated ? ["headcount", "rate"] : [])];
  const labels = heads.map((head) => t(`site.statistics.${head}`));
  const lines = rows.map((row) => {
    const shown = [
      t("site.statistics.units_of", {
        entered: formatNumber(row.units_entered),
        units: formatNumber(row.units),
      }),
      formatNumber(row.attempts),
      formatNumber(row.people),
      row.headcount ? formatNumber(row.headcount) : "–",
      row.headcount ? `${formatPercent(row.people, row.headcount)}%` : "–",
    ];
    return line(data.names[row.name] ?? row.name, labels, shown);
  });
  const first = t(`site.statistics.${kind.slice(0, -1)}`);
  return section(kind, title, [
    make("p", { class: "hint" }, [t("site.statistics.groups_note")]),
    table(kind, title, "stack", [first, ...labels], lines),
  ]);
}

/** @param {any} value */
function edition(value) {
  const title = t("site.statistics.last_edition", { name: value.name });
  const labels = ["then", "now", "difference"].map((head) => t(`site.statistics.${head}`));
  const lines = value.rows.map((/** @type {any} */ row) => {
    const difference = row.now - row.last;
    const sign = difference > 0 ? "+" : difference < 0 ? "\u2212" : "";
    const shown = [row.last, row.now].map(formatNumber);
    return line(t(`site.statistics.measure_${row.measure}`), labels, [
      ...shown,
      sign + formatNumber(Math.abs(difference)),
    ]);
  });
  const heads = [t("site.statistics.measure"), ...labels];
  return section("last_edition", title, [table("last_edition", title, "stack", heads, lines)]);
}

/**
 * @param {string} name
 * @param {string[]} labels
 * @param {string[]} shown
 */
function line(name, labels, shown) {
  const cells = labels.map((label, at) => make("td", { class: "num", "data-label": label }, [shown[at]]));
  return make("tr", {}, [make("th", { scope: "row" }, [name]), ...cells]);
}

try {
  const found = await newestPart(data.scopes, "statistics");
  if (found && found.scope !== byId("statistics").dataset.shown) show(found.value);
} catch {
  byId("statistics-failed").textContent = t("site.statistics.failed");
}
