// A unit's coordinator sees who has entered the round and who has not, by a private link.

import { fold, matcher } from "../lib/fold.js";
import { byId, catalogue, make, pageData } from "../lib/texts.js";
import { formatMoment, formatNumber, formatPercent, formatSecond } from "../lib/times.js";
import { LinkError, readLink } from "./link.js";
import { workbook } from "./workbook.js";

const REFRESH_MS = 5 * 60_000;
/** A province has tens of thousands of people; a cheap phone draws some hundreds at once. */
const PAGE_ROWS = 200;

const t = catalogue(pageData("page-data").texts);
const input = /** @type {HTMLInputElement} */ (byId("filter"));
const choice = /** @type {HTMLSelectElement} */ (byId("state"));

/** @typedef {{name: string, unit: string, state: string}} Row */
/** @type {any} */
let view = null;
/** @type {string[]} */
let folded = [];
let most = PAGE_ROWS;

/** @returns {Row[]} those that the reader asks for */
function chosen() {
  const matches = matcher(input.value);
  const state = choice.value;
  return view.rows.filter(
    (/** @type {Row} */ row, /** @type {number} */ index) =>
      (!state || row.state === state) && matches(folded[index]),
  );
}

function draw() {
  const rows = chosen();
  const several = new Set(view.rows.map((/** @type {Row} */ row) => row.unit)).size > 1;
  byId("unit-column").hidden = !several;
  byId("people-body").replaceChildren(
    ...rows.slice(0, most).map((row, index) => {
      const name = make("th", { scope: "row" }, [row.name]);
      const place = make("td", { class: "num", "data-label": t("site.coordinator.number") }, [
        formatNumber(index + 1),
      ]);
      const unit = make("td", { "data-label": t("site.coordinator.unit") }, [row.unit]);
      const state = make("td", { "data-label": t("site.coordinator.state") }, [
        make("span", { class: "badge", "data-state": row.state }, [
          t(`site.coordinator.state_${row.state}`),
        ]),
      ]);
      return make("tr", {}, several ? [place, name, unit, state] : [place, name, state]);
    }),
  );
  const more = byId("more");
  more.hidden = rows.length <= most;
  more.textContent = t("site.coordinator.more", { left: formatNumber(rows.length - most) });
  byId("filter-count").textContent = t(rows.length ? "site.coordinator.shown" : "site.coordinator.none", {
    shown: formatNumber(rows.length),
    total: formatNumber(view.people),
  });
}

function show() {
  const { counts, people, headcount } = view;
  const entered = counts.done + counts.running;
  byId("unit-name").textContent = view.unit.name;
  byId("round-line").textContent = t("site.coordinator.round", {
    round: view.round.name,
    opens: formatMoment(view.round.opens_at),
    closes: formatMoment(view.round.closes_at),
  });
  byId("made-at").textContent = t("site.coordinator.made_at", { moment: formatSecond(view.made_at) });
  byId("count-entered").textContent = formatNumber(entered);
  byId("count-entered-of").textContent = t("site.coordinator.entered_of", {
    people: formatNumber(people),
    percent: formatPercent(entered, people),
  });
  byId("count-done").textContent = formatNumber(counts.done);
  byId("count-not-yet").textContent = formatNumber(counts.not_yet);
  const heads = byId("headcount");
  heads.hidden = headcount === null;
  heads.textContent = t("site.coordinator.headcount", {
    headcount: formatNumber(headcount ?? 0),
    kind: view.headcount_kind,
    entered: formatNumber(entered),
    percent: formatPercent(entered, headcount ?? 0),
  });
  folded = view.rows.map((/** @type {Row} */ row) => fold(`${row.name} ${row.unit}`));
  draw();
  byId("view").hidden = false;
  byId("problem").hidden = true;
}

function save() {
  const rows = chosen().map((row, index) => [
    String(index + 1),
    row.name,
    row.unit,
    t(`site.coordinator.state_${row.state}`),
  ]);
  const heading = ["number", "name", "unit", "state"].map((key) => t(`site.coordinator.${key}`));
  const about = [[view.unit.name], [view.round.name], [byId("made-at").textContent ?? ""], []];
  const made = workbook(view.round.name, [8, 36, 40, 18], [...about, heading, ...rows]);
  const link = make("a", {
    href: URL.createObjectURL(made),
    download: `${view.unit.id}-${view.round.id}.xlsx`,
  });
  link.click();
  URL.revokeObjectURL(link.getAttribute("href") ?? "");
}

async function load() {
  try {
    view = await readLink(location.hash.slice(1));
    show();
  } catch (error) {
    const reason = error instanceof LinkError ? error.reason : "damaged";
    // A list that is a few minutes old is better than none where only the network fails.
    const stale = view !== null && reason === "unreachable";
    byId("view").hidden = !stale;
    byId("problem").hidden = false;
    byId("problem").textContent = t(`site.coordinator.problem_${reason}`);
  }
}

/** @param {number} shown how many rows at most */
function drawUpTo(shown) {
  most = shown;
  draw();
}

input.addEventListener("input", () => drawUpTo(PAGE_ROWS));
choice.addEventListener("change", () => drawUpTo(PAGE_ROWS));
byId("more").addEventListener("click", () => drawUpTo(most + 5 * PAGE_ROWS));
byId("save").addEventListener("click", save);
byId("print").addEventListener("click", () => print());
byId("refresh").addEventListener("click", load);
addEventListener("hashchange", load);
setInterval(() => {
  if (!document.hidden) load();
}, REFRESH_MS);
await load();
