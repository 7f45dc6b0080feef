// A question that is over: what was answered, what is right, why, and where it stands written.

import { acceptedWords } from "../lib/accepted.js";
import { VIETNAMESE } from "../lib/place.js";
import { make } from "../lib/texts.js";
import { formatDecimal } from "../lib/times.js";

/**
 * @typedef {{kind: string, text: string, options: {id: string, text: string}[], right: string,
 *   source: string, explanation: string, also?: string[], voided?: boolean}} AskedQuestion
 * @typedef {import("./types.js").Translate} Translate
 */

/**
 * @param {AskedQuestion} question
 * @param {string} answer as it was given; empty where there was none
 * @param {{number: number, total: number, outcome: string, more?: HTMLElement[], t: Translate}} place
 */
export function askedCard(question, answer, { number, total, outcome, more = [], t }) {
  return make("li", { class: "card asked", "data-outcome": outcome }, [
    make("h3", {}, [
      make("span", { class: "outcome" }, [t(`quiz.asked.${outcome}`)]),
      ` ${t("quiz.paper.question", { number, total })}`,
    ]),
    make("p", { class: "asked-text", ...VIETNAMESE }, [question.text]),
    ...(question.kind === "number" ? numbers(question, answer, t) : [choices(question, answer, outcome, t)]),
    ...corrected(question, t),
    ...more,
    ...noted("explanation", question.explanation, t),
    ...noted("source", question.source, t),
  ]);
}

/**
 * @param {AskedQuestion} question
 * @param {string} answer
 * @param {string} outcome
 * @param {Translate} t
 */
function choices(question, answer, outcome, t) {
  const items = question.options.map(({ id, text }) => {
    const [chosen, right] = [answer.includes(id), question.right.includes(id)];
    const tags = [
      ...(right ? [make("strong", { class: "tag-right" }, [t("quiz.asked.is_right")])] : []),
      ...(chosen ? [make("strong", { class: "tag-own" }, [t("quiz.asked.is_own")])] : []),
    ];
    /** @type {Record<string, string>} */
    const attributes =
      right || (chosen && outcome === "right")
        ? { "data-right": "" }
        : chosen && outcome !== "void"
          ? { "data-wrong": "" }
          : {};
    return make("li", attributes, [make("span", VIETNAMESE, [text]), ...tags]);
  });
  return make("ul", { class: "asked-options" }, items);
}

/**
 * What a correction changed after the close.
 * @param {AskedQuestion} question
 * @param {Translate} t
 */
function corrected({ options, also = [], voided = false }, t) {
  const name = { class: "asked-corrected" };
  return [
    ...(voided ? [make("p", name, [t("quiz.asked.voided")])] : []),
    ...(also.length
      ? [
          make("p", name, [
            `${t("quiz.asked.also")}: `,
            make("span", VIETNAMESE, [acceptedWords(also, options)]),
          ]),
        ]
      : []),
  ];
}

/**
 * @param {AskedQuestion} question
 * @param {string} answer
 * @param {Translate} t
 */
function numbers(question, answer, t) {
  const own = answer ? formatDecimal(answer) : t("quiz.asked.none");
  return [
    make("p", {}, [`${t("quiz.asked.is_own")}: `, make("strong", {}, [own])]),
    ...(question.right
      ? [
          make("p", {}, [
            `${t("quiz.asked.is_right")}: `,
            make("strong", {}, [formatDecimal(question.right)]),
          ]),
        ]
      : []),
  ];
}

/**
 * @param {string} name
 * @param {string} text
 * @param {Translate} t
 */
function noted(name, text, t) {
  if (!text) return [];
  const label = make("strong", {}, [`${t(`quiz.asked.${name}`)}: `]);
  return [make("p", { class: `asked-${name}` }, [label, make("span", VIETNAMESE, [text])])];
}

/**
 * @param {string} typed a number with a comma or a dot before decimals, without blanks
 * @returns {string} in the one form in which numbers are compared
 */
export function comparable(typed) {
  const [whole, decimals = ""] = typed.replace("-", "").split(/[.,]/);
  const digits = whole.replace(/^0+(?=\d)/, "");
  const rest = decimals.replace(/0+$/, "");
  const plain = rest ? `${digits}.${rest}` : digits;
  return typed.startsWith("-") && plain !== "0" ? `-${plain}` : plain;
}

/**
 * @param {{kind: string, right: string, also?: string[], voided?: boolean}} question
 * @param {string | undefined} answer
 * @returns {"right" | "wrong" | "missing" | "void"}
 */
export function outcomeOf(question, answer) {
  if (question.voided) return "void";
  if (!answer) return "missing";
  const given = question.kind === "number" ? comparable(answer) : answer;
  return given === question.right || question.also?.includes(given) ? "right" : "wrong";
}

/**
 * @param {import("./types.js").Question[]} paper
 * @param {Record<string, string>} answers as they were typed
 * @returns {Record<string, string>} as the server stores them
 */
export function storedAnswers(paper, answers) {
  const letters = new Set(paper.filter(({ kind }) => kind !== "number").map(({ id }) => id));
  const entries = Object.entries(answers);
  return Object.fromEntries(
    entries.map(([id, answer]) => [id, letters.has(id) ? answer : comparable(answer)]),
  );
}
