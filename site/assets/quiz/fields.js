// What is typed into the forms of the way in, read as the server would read it.

import { byId } from "../lib/texts.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Messages and documents turn hyphens into dashes, and put marks of no width between groups: only
 * letters and digits are read.
 * @param {string} typed
 * @returns {string | null} the code as the server writes it; null where a letter must be wrong
 */
export function readCode(typed) {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  if (letters.length !== 12 || [...letters].some((letter) => !ALPHABET.includes(letter))) return null;
  let total = 0;
  for (const letter of letters.slice(0, 11)) total = (total * 2 + ALPHABET.indexOf(letter) * 3) % 31;
  return ALPHABET[total] === letters[11] ? /** @type {string[]} */ (letters.match(/.{4}/g)).join("-") : null;
}

/**
 * @param {string} prefix
 * @returns {{date: string, problem: string}} YYYY-MM-DD, or the key of what is wrong with it
 */
export function readBirthDate(prefix) {
  const parts = ["day", "month", "year"].map((part) =>
    /** @type {HTMLInputElement} */ (byId(`${prefix}-${part}`)).value.trim(),
  );
  const [day, month, year] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (parts.includes("")) return { date: "", problem: "quiz.required.birth_date" };
  if (!(/^[0-9]{4}$/.test(parts[2]) && year >= 1900)) return { date: "", problem: "quiz.wrong.birth_year" };
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return { date: "", problem: "quiz.wrong.birth_date" };
  }
  return { date: date.toISOString().slice(0, 10), problem: "" };
}

/**
 * @param {string} prefix
 * @returns {string} what the identifier is called, as it stands within a sentence
 */
export function identifierLabel(prefix) {
  const label = document.querySelector(`label[for="${prefix}-identifier"]`)?.textContent ?? "";
  return label.charAt(0).toLowerCase() + label.slice(1);
}
