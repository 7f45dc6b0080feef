// One question's answer as the reader gives it: one option, several, or a number.

import { VIETNAMESE } from "../lib/place.js";
import { make } from "../lib/texts.js";
import { formatDecimal } from "../lib/times.js";

/** @typedef {import("./types.js").Question} Question */

const NUMBER = /^-?[0-9]{1,15}([.,][0-9]{1,6})?$/;

/**
 * @param {string} typed
 * @returns {string | null} without blanks; empty for nothing, null for what is no number
 */
export function readNumber(typed) {
  const plain = typed.replace(/\s/g, "");
  return plain === "" || NUMBER.test(plain) ? plain : null;
}

/**
 * @param {Question} question
 * @param {string} answer as it stands
 * @param {import("./types.js").Translate} t
 * @returns {HTMLElement[]} what the reader answers with
 */
export function makeInputs(question, answer, t) {
  if (question.kind === "number") return numberInput(answer, t);
  const several = question.kind === "multiple";
  const options = question.options.map((option, index) => {
    const input = /** @type {HTMLInputElement} */ (
      make("input", {
        type: several ? "checkbox" : "radio",
        name: "answer",
        id: `option-${index + 1}`,
        value: option.id,
      })
    );
    input.checked = several ? answer.includes(option.id) : answer === option.id;
    return make("label", { class: "option", for: input.id }, [
      input,
      make("span", VIETNAMESE, [option.text]),
    ]);
  });
  if (!several) return options;
  return [make("p", { class: "hint", id: "answer-hint" }, [t("quiz.paper.choose_all")]), ...options];
}

/**
 * @param {string} answer
 * @param {import("./types.js").Translate} t
 */
function numberInput(answer, t) {
  const input = make("input", {
    type: "text",
    inputmode: "decimal",
    name: "answer",
    id: "number",
    class: "number-answer",
    maxlength: "24",
    autocomplete: "off",
    "aria-labelledby": "question-legend",
    "aria-describedby": "answer-hint number-read",
    value: answer,
  });
  return [
    make("p", { class: "hint", id: "answer-hint" }, [t("quiz.paper.type_number")]),
    input,
    make("p", { class: "number-read", id: "number-read", role: "status" }, [numberRead(answer, t)]),
  ];
}

/**
 * What a number is understood as: a dot that was meant for thousands shows at once.
 * @param {string} answer
 * @param {import("./types.js").Translate} t
 */
function numberRead(answer, t) {
  return answer ? t("quiz.paper.number_read", { number: formatDecimal(answer) }) : "";
}

/**
 * @param {Question} question
 * @param {HTMLInputElement} input that changed
 * @param {import("./types.js").Translate} t
 * @returns {string} the answer now, empty where there is none
 */
export function readAnswer(question, input, t) {
  if (question.kind === "multiple") {
    const boxes = [...document.querySelectorAll("#options input:checked")];
    return boxes.map((box) => /** @type {HTMLInputElement} */ (box).value).sort().join("");
  }
  if (question.kind !== "number") return input.value;
  const number = readNumber(input.value);
  input.toggleAttribute("aria-invalid", false);
  if (number === null) input.setAttribute("aria-invalid", "true");
  const note = document.getElementById("number-read");
  if (note) note.textContent = number === null ? t("quiz.paper.no_number") : numberRead(number, t);
  return number ?? "";
}
