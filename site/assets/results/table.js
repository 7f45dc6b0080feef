// The table of persons: fifty rows a page, filtered without asking for accents.

import { fold, matcher } from "../lib/fold.js";
import { byId, make } from "../lib/texts.js";
import { formatDuration, formatNumber } from "../lib/times.js";
import { awardsOf, outOf } from "./prizes.js";

const PAGE_ROWS = 50;

/** @typedef {import("./types.js").PersonRow} PersonRow */

export class PersonTable {
  /**
   * @param {import("./types.js").Results} value
   * @param {import("./types.js").Translate} t
   */
  constructor(value, t) {
    this.value = value;
    this.t = t;
    this.rows = value.persons;
    this.page = 0;
    this.mine = "";
    /** @type {string[] | null} */
    this.folded = null;
    this.awards = awardsOf(value, value.persons);
    this.fullMarks = value.full_marks;
    // Only where marks of several rounds add up are there no full ones for the whole contest.
    const added = value.round === null && !value.full_marks;
    this.marksLabel = t(added ? "site.results.total_marks" : "site.results.marks");
    this.body = byId("persons").querySelector("tbody");
    this.input = /** @type {HTMLInputElement} */ (byId("filter"));
    this.input.addEventListener("input", () => this.filter());
    this.division = /** @type {HTMLSelectElement | null} */ (document.getElementById("division"));
    this.division?.addEventListener("change", () => this.filter());
    byId("pager-previous").addEventListener("click", () => this.turn(-1));
    byId("pager-next").addEventListener("click", () => this.turn(1));
    byId("persons-filter").hidden = false;
    const asked = new URLSearchParams(location.search).get("tim");
    if (asked) {
      this.input.value = asked;
      this.filter();
    } else this.draw();
  }

  filter() {
    const query = this.input.value;
    const division = this.division?.value ?? "";
    const matches = matcher(query);
    // Folding thousands of rows takes a moment, so it waits for the first search.
    this.folded ??= this.value.persons.map((row) =>
      fold(`${row.name} ${row.unit_name} ${row.receipt}`),
    );
    const folded = this.folded;
    this.rows = this.value.persons.filter(
      (row, index) => (!division || row.division === division) && matches(folded[index]),
    );
    this.page = 0;
    this.draw();
    const counts = {
      shown: formatNumber(this.rows.length),
      total: formatNumber(this.value.persons.length),
    };
    const key = this.rows.length ? "site.results.shown" : "site.results.none";
    byId("filter-count").textContent = query.trim() || division ? this.t(key, counts) : "";
  }

  /**
   * Draws the page on which a row stands, and marks the row.
   * @param {PersonRow} row
   */
  showRow(row) {
    this.mine = row.receipt;
    this.input.value = "";
    if (this.division) this.division.value = "";
    byId("filter-count").textContent = "";
    this.rows = this.value.persons;
    this.page = Math.floor(this.rows.indexOf(row) / PAGE_ROWS);
    this.draw();
  }

  /** @param {number} step */
  turn(step) {
    this.page += step;
    this.draw();
    byId("persons-title").scrollIntoView();
  }

  draw() {
    const pages = Math.max(1, Math.ceil(this.rows.length / PAGE_ROWS));
    const first = this.page * PAGE_ROWS;
    let division = "";
    const shown = this.rows.slice(first, first + PAGE_ROWS).flatMap((row) => {
      // Every division has standings of its own, which begin under its name.
      const begins = row.division !== null && row.division !== division;
      division = row.division ?? "";
      return begins ? [this.drawDivision(division), this.drawRow(row)] : [this.drawRow(row)];
    });
    this.body?.replaceChildren(...shown);
    byId("pager").hidden = pages === 1;
    byId("pager-page").textContent = this.t("site.results.page", { page: this.page + 1, pages });
    /** @type {HTMLButtonElement} */ (byId("pager-previous")).disabled = this.page === 0;
    /** @type {HTMLButtonElement} */ (byId("pager-next")).disabled = this.page === pages - 1;
  }

  /** @param {string} id */
  drawDivision(id) {
    const name = this.value.divisions.find((division) => division.id === id)?.name ?? id;
    return make("tr", { class: "division-row" }, [
      make("th", { scope: "rowgroup", colspan: "7" }, [name]),
    ]);
  }

  /** @param {PersonRow} row */
  drawRow(row) {
    const attributes = row.receipt === this.mine ? { class: "mine-row" } : undefined;
    return make("tr", attributes, [
      make("td", { class: "num", "data-label": this.t("site.results.rank") }, [formatNumber(row.rank)]),
      make("th", { scope: "row" }, [row.name || this.t("site.results.name_hidden")]),
      make("td", {}, [row.unit_name]),
      make("td", { class: "num", "data-label": this.marksLabel }, [outOf(row.marks, this.fullMarks)]),
      make("td", { class: "num", "data-label": this.t("site.results.time") }, [
        formatDuration(row.time_used_ms),
      ]),
      make("td", { class: "code", "data-label": this.t("site.results.receipt") }, [row.receipt]),
      make("td", { class: "award" }, [this.awards(row)]),
    ]);
  }
}
