// The form's fields: what is typed into them, and what is wrong with it.

import { byId } from "../lib/texts.js";

const RECEIPT = /^[0-9A-HJKMNP-TV-Z]{10}$/;

/** @param {string} id */
export function input(id) {
  return /** @type {HTMLInputElement} */ (byId(id));
}

/**
 * @param {string} typed
 * @returns {string} the code of a receipt or a complaint in groups of four; empty where it is none
 */
export function readReceipt(typed) {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return RECEIPT.test(letters) ? letters.replace(/(.{4})(?=.)/g, "$1-") : "";
}

/**
 * @param {import("./shown.js").Translate} t
 * @returns {(field: HTMLElement, problem: string, details?: Record<string, string | number>) =>
 *   boolean} says at a field what is wrong, empty where nothing is; tells whether nothing is
 */
export function judgeBy(t) {
  return (field, problem, details = {}) => {
    const wrong = byId(`${field.id}-wrong`);
    wrong.textContent = problem && t(problem, details);
    wrong.hidden = !problem;
    if (problem) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    return !problem;
  };
}
