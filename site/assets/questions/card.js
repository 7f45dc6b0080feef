// One published question: its options with the right ones marked, why, and how many knew it.

import { acceptedWords } from "../lib/accepted.js";
import { VIETNAMESE } from "../lib/place.js";
import { make } from "../lib/texts.js";
import { formatDecimal, formatNumber, formatPercent } from "../lib/times.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {{id: string, division: string | null, kind: string, text: string,
 *   options: {id: string, text: string}[], right: string, source: string, explanation: string,
 *   asked: number, answered_right: number | null, also?: string[],
 *   voided?: boolean}} PublishedQuestion
 * @typedef {(key: string, details?: Record<string, string | number>) => string} Translate
 */

/**
 * @param {PublishedQuestion} question
 * @param {number} number from 1
 * @param {string} division its name, where it begins with this question; else empty
 * @param {Translate} t
 */
export function questionCard(question, number, division, t) {
  const right = question.answered_right;
  const percent =
    right === null || question.voided ? null : Math.floor((200 * right + question.asked) / (2 * question.asked));
  const attributes = { class: "card question", "data-place": String(number) };
  return make("li", percent === null ? attributes : { ...attributes, "data-percent": String(percent) }, [
    ...(division ? [make("p", { class: "question-division" }, [division])] : []),
    make("h2", {}, [t("site.questions.number", { number })]),
    make("p", { class: "question-text", ...VIETNAMESE }, [question.text]),
    question.options.length ? options(question, t) : numberLine(question, t),
    ...corrected(question, t),
    ...noted({}, "explanation", question.explanation, t),
    ...noted({ class: "question-source" }, "source", question.source, t),
    ...(question.voided ? [] : [share(question, percent, t)]),
  ]);
}

/**
 * What a correction changed after the close.
 * @param {PublishedQuestion} question
 * @param {Translate} t
 */
function corrected({ options: from, also = [], voided }, t) {
  const name = { class: "question-corrected" };
  return [
    ...(voided ? [make("p", name, [t("site.questions.voided")])] : []),
    ...(also.length ? noted(name, "also", acceptedWords(also, from), t) : []),
  ];
}

/**
 * @param {PublishedQuestion} question
 * @param {number | null} percent
 * @param {Translate} t
 */
function share(question, percent, t) {
  return make("p", { class: "question-share" }, [
    ...(percent === null ? [] : [bar(percent)]),
    make("span", {}, [shareOf(question, t)]),
  ]);
}

/**
 * @param {PublishedQuestion} question
 * @param {Translate} t
 */
function options(question, t) {
  const items = question.options.map(({ id, text }) => {
    const right = question.right.includes(id);
    const tag = right ? [make("strong", {}, [t("site.questions.is_right")])] : [];
    return make("li", right ? { "data-right": "" } : {}, [make("span", VIETNAMESE, [text]), ...tag]);
  });
  return make("ul", { class: "question-options" }, items);
}

/**
 * @param {PublishedQuestion} question
 * @param {Translate} t
 */
function numberLine({ right }, t) {
  return make("p", { class: "question-number" }, [
    t("site.questions.right_number", { number: formatDecimal(right) }),
  ]);
}

/**
 * @param {Record<string, string>} attributes
 * @param {string} name
 * @param {string} said
 * @param {Translate} t
 */
function noted(attributes, name, said, t) {
  if (!said) return [];
  const label = make("strong", {}, [`${t(`site.questions.${name}`)}:`]);
  return [make("p", attributes, [label, " ", make("span", VIETNAMESE, [said])])];
}

/**
 * @param {PublishedQuestion} question
 * @param {Translate} t
 */
function shareOf({ asked, answered_right: right }, t) {
  if (right === null) return t("site.questions.share_few");
  return t("site.questions.share", {
    percent: formatPercent(right, asked),
    right: formatNumber(right),
    asked: formatNumber(asked),
  });
}

/** @param {number} percent */
function bar(percent) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of [
    ["class", "share"],
    ["viewBox", "0 0 100 6"],
    ["preserveAspectRatio", "none"],
    ["aria-hidden", "true"],
  ]) {
    svg.setAttribute(name, value);
  }
  for (const [width, name] of [[100, "share-all"], [percent, ""]]) {
    const rect = document.createElementNS(SVG, "rect");
    if (name) rect.setAttribute("class", String(name));
    rect.setAttribute("width", String(width));
    rect.setAttribute("height", "6");
    svg.append(rect);
  }
  return svg;
}
