// Charts of columns, each with its table: the same elements as the build's (charts.jinja).

import { make } from "../lib/texts.js";
import { formatNumber, formatPercent } from "../lib/times.js";

const MOST_TICKS = 7;
const SVG = "http://www.w3.org/2000/svg";

/** @typedef {(key: string, details?: Record<string, string | number>) => string} Translate */

/**
 * @param {string} name
 * @param {[string, string][]} labels the words for each column, and the short ones below it
 * @param {number[]} counts
 * @param {string} head the key of what the table's first column holds
 * @param {Translate} t
 */
export function drawChart(name, labels, counts, head, t) {
  const most = Math.max(...counts);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const every = Math.ceil(counts.length / MOST_TICKS);
  const counted = name === "marks" ? "papers" : "attempts";
  const title = t(`site.statistics.${name}`);
  const highest = counts.indexOf(most);
  const peak = t(`site.statistics.peak_${counted}`, {
    count: formatNumber(most),
    label: labels[highest][0],
  });
  const rows = counts.map((count, at) =>
    make("tr", {}, [
      make("th", { scope: "row" }, [labels[at][0]]),
      make("td", { class: "num" }, [formatNumber(count)]),
      make("td", { class: "num" }, [`${formatPercent(count, total)}%`]),
    ]),
  );
  const heads = [t(`site.statistics.${counted}`), t("site.statistics.share")];
  return section(name, title, [
    make("p", { class: "hint" }, [t(`site.statistics.${name}_note`)]),
    make("p", { class: "chart-peak" }, [peak]),
    columns(labels, counts, most, `${title}. ${peak}`, t),
    make("ol", { class: "chart-ticks", "aria-hidden": "true" },
      labels.map(([, tick], at) => make("li", {}, [make("span", {}, [at % every ? "" : tick])]))),
    make("details", {}, [
      make("summary", {}, [t("site.statistics.table")]),
      table(name, title, "", [t(`site.statistics.${head}`), ...heads], rows),
    ]),
  ]);
}

/**
 * @param {string} name
 * @param {string} title
 * @param {Node[]} content
 */
export function section(name, title, content) {
  const heading = make("h2", { id: `chart-${name}` }, [title]);
  return make("section", { class: "chart", "data-chart": name }, [heading, ...content]);
}

/**
 * @param {string} name
 * @param {string} title
 * @param {string} kind the table's class
 * @param {string[]} heads
 * @param {HTMLElement[]} rows
 */
export function table(name, title, kind, heads, rows) {
  const cells = heads.map((head, at) => make("th", { scope: "col", ...(at ? { class: "num" } : {}) }, [head]));
  const frame = { class: "scroll", role: "region", "aria-labelledby": `chart-${name}`, tabindex: "0" };
  return make("div", frame, [
    make("table", kind ? { class: kind } : {}, [
      make("caption", { class: "hidden-text" }, [title]),
      make("thead", {}, [make("tr", {}, cells)]),
      make("tbody", {}, rows),
    ]),
  ]);
}

/**
 * @param {[string, string][]} labels
 * @param {number[]} counts
 * @param {number} most
 * @param {string} said
 * @param {Translate} t
 */
function columns(labels, counts, most, said, t) {
  const svg = drawn("svg", {
    class: "chart-columns",
    viewBox: `0 0 ${counts.length} 100`,
    preserveAspectRatio: "none",
    role: "img",
    "aria-label": said,
  });
  counts.forEach((count, at) => {
    const height = count ? Math.max(1, Math.floor((200 * count + most) / (2 * most))) : 0;
    const place = { x: `${at}.1`, y: `${100 - height}`, width: "0.8", height: `${height}` };
    const title = drawn("title", {});
    title.textContent = t("site.statistics.column", { label: labels[at][0], count: formatNumber(count) });
    const column = drawn("rect", place);
    column.append(title);
    svg.append(column);
  });
  return svg;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 */
function drawn(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
