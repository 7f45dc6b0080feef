// The table of persons: fifty rows a page, filtered without asking for accents.  The first page is
// there at once; the others are fetched when somebody turns, searches or sorts.

import { VIETNAMESE } from "../lib/place.js";
import { byId, make } from "../lib/texts.js";
import { formatDuration, formatNumber } from "../lib/times.js";
import { awardsOf, outOf } from "./prizes.js";

const PAGE_ROWS = 50;

/** @typedef {import("./types.js").PersonRow} PersonRow */
/** @typedef {import("./roll.js").Roll} Roll */

export class PersonTable {
  /**
   * @param {import("./types.js").Results} value
   * @param {string} rowsAddress where all rows are
   * @param {import("./types.js").Translate} t
   * @param {boolean} written whether the first page stands in the document already
   */
  constructor(value, rowsAddress, t, written) {
    this.value = value;
    this.t = t;
    this.rowsAddress = rowsAddress;
    /** @type {Roll | null} */
    this.roll = null;
    /** @type {Promise<Roll> | null} */
    this.coming = null;
    /** @type {number[] | null} */
    this.shown = null;
    this.page = 0;
    this.mine = -1;
    this.asked = 0;
    // Whether the fields ask for other rows than those that are shown.
    this.changed = false;
    this.awards = awardsOf(value, value.winners);
    this.fullMarks = value.full_marks;
    // Only where marks of several rounds add up are there no full ones for the whole contest.
    const added = value.round === null && !value.full_marks;
    this.marksLabel = t(added ? "site.results.total_marks" : "site.results.marks");
    this.body = byId("persons").querySelector("tbody");
    this.count = byId("filter-count");
    this.input = /** @type {HTMLInputElement} */ (byId("filter"));
    this.sorting = /** @type {HTMLSelectElement} */ (byId("sorting"));
    this.division = /** @type {HTMLSelectElement | null} */ (document.getElementById("division"));
    // Whoever goes to a field is about to use it: the rows are then on their way already.
    for (const field of [this.input, this.sorting]) {
      field.addEventListener("focus", () => this.load().catch(() => undefined), { once: true });
    }
    this.input.addEventListener("input", () => this.filter());
    this.sorting.addEventListener("change", () => this.filter());
    this.division?.addEventListener("change", () => this.filter());
    byId("pager-previous").addEventListener("click", () => this.turn(-1));
    byId("pager-next").addEventListener("click", () => this.turn(1));
    byId("persons-filter").hidden = false;
    if (written) this.drawPager();
    else this.draw();
    const asked = new URLSearchParams(location.search).get("tim");
    if (asked) {
      this.input.value = asked;
      this.filter();
    }
  }

  /** @returns {Promise<Roll>} all rows, fetched once; again where that failed */
  async load() {
    this.coming ??= fetchRoll(this.rowsAddress);
    try {
      this.roll = await this.coming;
      return this.roll;
    } catch (error) {
      this.coming = null;
      throw error;
    }
  }

  /**
   * @param {(roll: Roll) => void} use
   */
  async withRows(use) {
    this.asked += 1;
    const asked = this.asked;
    try {
      if (!this.roll) this.count.textContent = this.t("site.results.loading");
      const roll = await this.load();
      // Of several wishes that waited for the rows, the last one counts.
      if (asked === this.asked) use(roll);
    } catch {
      this.count.textContent = this.t("site.results.failed");
    }
  }

  filter() {
    this.changed = true;
    return this.withRows((roll) => {
      this.select(roll);
      this.page = 0;
      this.draw();
    });
  }

  /**
   * Takes the rows that the fields ask for, in the order that they ask for, and says how many.
   * @param {Roll} roll
   */
  select(roll) {
    const query = this.input.value.trim();
    const division = this.division?.value ?? "";
    this.shown = roll.select(this.sorting.value, query, division);
    this.changed = false;
    const counts = { shown: formatNumber(this.shown.length), total: formatNumber(roll.total) };
    const key = this.shown.length ? "site.results.shown" : "site.results.none";
    this.count.textContent = query || division ? this.t(key, counts) : "";
  }

  /**
   * Draws the page on which a person stands, and marks the row.
   * @param {number} at
   */
  showRow(at) {
    this.mine = at;
    // What was wished before, and still waits for the rows, must not take the place of this one.
    this.asked += 1;
    this.changed = false;
    this.input.value = "";
    this.sorting.value = "rank";
    if (this.division) this.division.value = "";
    this.count.textContent = "";
    this.shown = null;
    this.page = Math.floor(at / PAGE_ROWS);
    this.draw();
  }

  /** @param {number} step */
  turn(step) {
    // Rows that were asked for a moment ago, and wait for their file, are turned from their first page.
    const page = (this.changed ? 0 : this.page) + step;
    return this.withRows((roll) => {
      this.select(roll);
      this.page = Math.max(0, Math.min(page, this.pages() - 1));
      this.draw();
      byId("persons-title").scrollIntoView();
    });
  }

  total() {
    return this.shown?.length ?? this.value.persons_total;
  }

  pages() {
    return Math.max(1, Math.ceil(this.total() / PAGE_ROWS));
  }

  draw() {
    const { roll, shown } = this;
    const total = this.total();
    const first = this.page * PAGE_ROWS;
    const ranked = this.sorting.value === "rank";
    let division = "";
    const rows = [];
    for (let place = first; place < Math.min(first + PAGE_ROWS, total); place += 1) {
      const at = shown ? shown[place] : place;
      const row = roll ? roll.row(at) : this.value.persons[at];
      // Every division has standings of its own, which begin under its name.
      if (ranked && row.division !== null && row.division !== division) {
        division = row.division;
        rows.push(this.drawDivision(division));
      }
      rows.push(this.drawRow(row, at, ranked));
    }
    this.body?.replaceChildren(...rows);
    this.drawPager();
  }

  drawPager() {
    const pages = this.pages();
    byId("pager").hidden = pages === 1;
    byId("pager-page").textContent = this.t("site.results.page", { page: this.page + 1, pages });
    /** @type {HTMLButtonElement} */ (byId("pager-previous")).disabled = this.page === 0;
    /** @type {HTMLButtonElement} */ (byId("pager-next")).disabled = this.page >= pages - 1;
  }

  /** @param {string} id */
  divisionName(id) {
    return this.value.divisions.find((division) => division.id === id)?.name ?? id;
  }

  /** @param {string} id */
  drawDivision(id) {
    return make("tr", { class: "division-row" }, [
      make("th", { scope: "rowgroup", colspan: "7", ...VIETNAMESE }, [this.divisionName(id)]),
    ]);
  }

  /**
   * @param {PersonRow} row
   * @param {number} at
   * @param {boolean} ranked whether divisions stand one after the other, each under its name
   */
  drawRow(row, at, ranked) {
    const attributes = at === this.mine ? { class: "mine-row" } : undefined;
    const division = !ranked && row.division !== null ? [this.divisionName(row.division)] : [];
    return make("tr", attributes, [
      make("td", { class: "num", "data-label": this.t("site.results.rank") }, [formatNumber(row.rank)]),
      make("th", { scope: "row", ...(row.name && VIETNAMESE) }, [
        row.name || this.t("site.results.name_hidden"),
        ...division.map((name) => make("span", { class: "under" }, [name])),
      ]),
      make("td", VIETNAMESE, [row.unit_name]),
      make("td", { class: "num", "data-label": this.marksLabel }, [outOf(row.marks, this.fullMarks)]),
      make("td", { class: "num", "data-label": this.t("site.results.time") }, [
        formatDuration(row.time_used_ms),
      ]),
      make("td", { class: "code", "data-label": this.t("site.results.receipt") }, [row.receipt]),
      make("td", { class: "award", ...VIETNAMESE }, [this.awards(row)]),
    ]);
  }
}

/**
 * Most readers look at the first page alone, so what reads the rows comes with them.
 * @param {string} address
 * @returns {Promise<Roll>}
 */
async function fetchRoll(address) {
  const coming = fetch(address).catch(() => null);
  const { Roll } = await import("./roll.js");
  const response = await coming;
  if (!response?.ok) throw new Error(String(response?.status));
  return new Roll(await response.json());
}
