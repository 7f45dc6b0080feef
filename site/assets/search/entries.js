// What is looked through: every section of a page and every unit, with its words without accents.

import { placeOf } from "../lib/place.js";

/**
 * @typedef {{address: string, page: string, heading: string, text: string, unit: boolean,
 *   foldedHeading: string, foldedText: string}} Entry
 */
/** @typedef {{pages: [string, [string, string, string][]][], units: [string, string, string][]}} Index */

/**
 * Folds letter by letter, so that a place in the folded text is the same place in the text.
 * @param {string} text in NFC
 * @returns {string}
 */
export function foldInPlace(text) {
  return text.toLowerCase().length === text.length
    ? text.toLowerCase().replace(/[^\x00-\x7f]/g, plainLetter)
    : [...text].map((letter) => plainLetter(letter.toLowerCase()).padEnd(letter.length)).join("");
}

/** @param {string} letter */
function plainLetter(letter) {
  if (letter === "đ") return "d";
  const plain = letter.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  return plain.length === letter.length ? plain : letter.slice(0, letter.length);
}

/**
 * @param {Index} index
 * @param {string} unitName what a unit's hit is headed with
 * @returns {Entry[]}
 */
export function entriesOf(index, unitName) {
  const sections = index.pages.flatMap(([address, parts]) =>
    parts.map(([place, heading, text]) =>
      entry(place ? `${address}#${place}` : address, place ? parts[0][1] : "", heading, text, false),
    ),
  );
  const units = index.units.map(([id, name, level]) =>
    entry(placeOf(`/don-vi/${id}/`), unitName, name, level, true),
  );
  return [...sections, ...units];
}

/**
 * @param {string} address
 * @param {string} page
 * @param {string} heading
 * @param {string} text
 * @param {boolean} unit
 * @returns {Entry}
 */
function entry(address, page, heading, text, unit) {
  const [foldedHeading, foldedText] = [foldInPlace(heading), foldInPlace(text)];
  return { address, page, heading, text, unit, foldedHeading, foldedText };
}
