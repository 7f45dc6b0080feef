// The roll of all persons: rows by column as the close wrote them, read as rows when they are shown.

import { fold, matcher } from "../lib/fold.js";

const CODE_LETTERS = 10;

/** @typedef {import("./types.js").PersonRow} PersonRow */

export class Roll {
  /** @param {any} columns as `rows.json` holds them */
  constructor(columns) {
    this.columns = columns;
    this.total = columns.ranks.length;
    let rank = 0;
    /** @type {number[]} */
    this.ranks = columns.ranks.map((/** @type {number} */ step) => (rank += step));
    /** @type {string[]} */
    this.names = this.total ? columns.names.split("\n") : [];
    this.awards = new Map(columns.awards);
    /** @type {string[] | null} */
    this.folded = null;
    /** @type {Map<string, number[]>} */
    this.orders = new Map();
  }

  /**
   * @param {number} at
   * @returns {string} a receipt's code without hyphens
   */
  code(at) {
    return this.columns.codes.slice(at * CODE_LETTERS, (at + 1) * CODE_LETTERS);
  }

  /**
   * @param {string} code without hyphens
   * @returns {number} whose it is; -1 where it is nobody's
   */
  find(code) {
    if (code.length !== CODE_LETTERS) return -1;
    for (let at = 0; at < this.total; at += 1) if (this.code(at) === code) return at;
    return -1;
  }

  /** @param {number} at */
  division(at) {
    const { divisions, division_at: places } = this.columns;
    return divisions[places.length ? places[at] : 0] ?? null;
  }

  /** @param {number} at */
  unitAt(at) {
    return this.columns.unit_at[at];
  }

  /**
   * @param {number} at
   * @returns {PersonRow}
   */
  row(at) {
    const { columns } = this;
    const code = this.code(at);
    const [unit, unitName] = columns.units[columns.unit_at[at]];
    return {
      rank: this.ranks[at],
      receipt: `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`,
      name: this.names[at],
      unit,
      unit_name: unitName,
      division: this.division(at),
      marks: columns.marks[columns.marks_at[at]],
      time_used_ms: columns.times[at],
      awards: this.awards.get(at) ?? [],
    };
  }

  /**
   * @param {string} by "rank", "name" or "unit"
   * @param {string} query words to be found, accents or not; empty for everybody
   * @param {string} division its id; empty for all
   * @returns {number[]} the rows that are asked for, in the order that is asked for
   */
  select(by, query, division) {
    const matches = matcher(query);
    const searched = query ? this.searched() : [];
    return this.order(by).filter(
      (at) => (!division || this.division(at) === division) && (!query || matches(searched[at])),
    );
  }

  /** @param {string} by */
  order(by) {
    let order = this.orders.get(by);
    if (!order) {
      order = this.names.map((_, at) => at);
      if (by === "name") order = orderOfNames(this.names);
      if (by === "unit") {
        const places = placesOfUnits(this.columns.units.map((/** @type {string[]} */ unit) => unit[1]));
        order.sort((one, other) => places[this.unitAt(one)] - places[this.unitAt(other)] || one - other);
      }
      this.orders.set(by, order);
    }
    return order;
  }

  /**
   * Folding thousands of names takes a moment, so it waits for the first search.
   * @returns {string[]} what is searched of every row
   */
  searched() {
    if (this.folded) return this.folded;
    const { units, unit_at: places } = this.columns;
    const folded = units.map((/** @type {string[]} */ [, name]) => fold(name));
    // All at once: one call for a list is many times faster than one for each name.
    const names = fold(this.columns.names).split("\n");
    this.folded = names.map((name, at) => {
      const code = this.code(at).toLowerCase();
      return `${name} ${folded[places[at]]} ${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
    });
    return this.folded;
  }
}

/**
 * The order of names in Vietnamese lists: the given name decides, which comes last, then the words
 * from the family name on.
 * @param {string[]} names
 * @returns {number[]} the places of the names in that order
 */
function orderOfNames(names) {
  const split = names.map((name) => name.toLowerCase().split(" "));
  const order = new Intl.Collator("vi").compare;
  const words = [...new Set(split.flat())].sort(order);
  const places = new Map(words.map((word, place) => [word, place]));
  const keys = split.map((parts) => {
    const [given, ...before] = [parts[parts.length - 1], ...parts.slice(0, -1)];
    return [given, ...before].map((word) => places.get(word) ?? 0);
  });
  return names.map((_, at) => at).sort((one, other) => compareKeys(keys[one], keys[other]) || one - other);
}

/**
 * @param {number[]} one
 * @param {number[]} other
 */
function compareKeys(one, other) {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) if (one[at] !== other[at]) return one[at] - other[at];
  return one.length - other.length;
}

/**
 * @param {string[]} units
 * @returns {number[]} each unit's place in the order of their names, numbers by their value
 */
function placesOfUnits(units) {
  const order = new Intl.Collator("vi", { numeric: true }).compare;
  const sorted = units.map((_, at) => at).sort((one, other) => order(units[one], units[other]));
  const places = [...sorted];
  sorted.forEach((at, place) => (places[at] = place));
  return places;
}
