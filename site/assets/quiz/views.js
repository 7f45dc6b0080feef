// One view at a time, problems where they belong, focus where the reader has to go on.

import { Refusal, Unreachable } from "./api.js";
import { byId } from "../lib/texts.js";

const VIEWS = [
  "loading", "choose", "register", "code", "enter", "lost", "confirm", "takeover", "ready", "paper",
  "review", "receipt", "ended",
];

/** The views with the line that says where an attempt stands. */
const WITH_STATUS = ["paper", "review", "receipt", "ended"];

/** The field of a form that a refusal is about, where the server names none. */
const FIELD_OF = new Map([
  ["unknown_unit", "unit"],
  ["unknown_division", "division"],
  ["not_of_age", "division"],
  ["unknown_code", "code"],
  ["too_many_codes", "code"],
  ["too_many_tries", "birth_date"],
  ["wrong_second_factor", "birth_date"],
  ["not_eligible", "eligible"],
  ["consent", "consent"],
  ["excluded_person", "identifier"],
]);

/**
 * @param {string} name
 * @param {{focus?: boolean}} [options]
 */
export function show(name, { focus = true } = {}) {
  clearAlert();
  for (const view of VIEWS) {
    const element = document.getElementById(`view-${view}`);
    if (element) element.hidden = view !== name;
  }
  byId("attempt-bar").hidden = !WITH_STATUS.includes(name);
  if (!focus) return;
  scrollTo(0, 0);
  const start = document.querySelector(`#view-${name} [tabindex="-1"]`);
  if (start instanceof HTMLElement) start.focus({ preventScroll: true });
}

/** @param {string} message */
export function alertReader(message) {
  const box = byId("alert");
  box.textContent = message;
  box.hidden = false;
  box.focus();
}

export function clearAlert() {
  const box = byId("alert");
  box.hidden = true;
  box.textContent = "";
}

/** @param {string} prefix of the form's ids */
export function clearFields(prefix) {
  clearAlert();
  for (const note of document.querySelectorAll(`#${prefix}-form .field-error`)) {
    if (note instanceof HTMLElement) note.hidden = true;
  }
  for (const input of document.querySelectorAll(`#${prefix}-form [aria-invalid]`)) {
    input.removeAttribute("aria-invalid");
  }
}

/**
 * Shows a problem beside a field.
 * @param {string} prefix
 * @param {string} field
 * @param {string} message
 * @returns {HTMLElement | null} what to focus; null where the form has no such field
 */
export function markField(prefix, field, message) {
  const note = document.getElementById(`${prefix}-${field}-error`);
  if (!note) return null;
  note.textContent = message;
  note.hidden = false;
  const box = byId(`${prefix}-${field}`);
  const inputs = box.matches("fieldset") ? [...box.querySelectorAll("input")] : [box];
  for (const input of inputs) input.setAttribute("aria-invalid", "true");
  return /** @type {HTMLElement} */ (inputs[0]);
}

/**
 * @param {string} prefix of the form's ids
 * @param {unknown} error
 * @param {import("./types.js").Translate} t
 */
export function showProblem(prefix, error, t) {
  if (error instanceof Refusal) {
    const field = error.details.field ?? FIELD_OF.get(error.code);
    const input = field ? markField(prefix, field, error.message) : null;
    if (input) input.focus();
    else alertReader(error.message);
    return;
  }
  if (!(error instanceof Unreachable)) throw error;
  alertReader(t(error.busy ? "quiz.error.server" : "quiz.error.network"));
}

/**
 * Runs an act of a button, which cannot be pressed again meanwhile.
 * @param {string} id
 * @param {() => Promise<void>} act
 */
export async function once(id, act) {
  const button = /** @type {HTMLButtonElement} */ (byId(id));
  if (button.getAttribute("aria-disabled") === "true") return;
  // Not `disabled`: that would throw the keyboard's focus away.
  button.setAttribute("aria-disabled", "true");
  try {
    await act();
  } finally {
    button.removeAttribute("aria-disabled");
  }
}
