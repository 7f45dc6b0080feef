// Complaints as cards: one's own with their state, and those that were answered in public.

import { make } from "../lib/texts.js";
import { formatMoment, formatSecond } from "../lib/times.js";

/** @typedef {(key: string, details?: Record<string, string | number>) => string} Translate */
/** @typedef {{answered_at: number, outcome: string, text: string}} Answer */
/**
 * @typedef {{round: string, subject: string, question: string | null}} About
 * @typedef {About & {code: string, receipt: string, received_at: number, due_at: number,
 *   answers: Answer[], text?: string, unseen?: boolean}} Own
 * @typedef {About & {number: number, text: string, answers: Answer[]}} Public
 */

/**
 * @param {About} about
 * @param {Record<string, string>} rounds the names of the rounds by their id
 * @param {Translate} t
 */
function titleOf(about, rounds, t) {
  const round = rounds[about.round] ?? about.round;
  return t(`site.complaint.item_${about.subject}`, { round, question: about.question ?? "" });
}

/**
 * @param {Answer[]} answers
 * @param {Translate} t
 */
function answersShown(answers, t) {
  return answers.map(({ answered_at, outcome, text }) =>
    make("div", { class: "complaint-answer" }, [
      make("p", {}, [
        make("strong", {}, [
          t("site.complaint.answered", {
            at: formatMoment(answered_at),
            outcome: t(`site.complaint.outcome_${outcome}`),
          }),
        ]),
      ]),
      make("p", { class: "complaint-words", lang: "vi" }, [text]),
    ]),
  );
}

/**
 * @param {Own} own
 * @param {Record<string, string>} rounds
 * @param {Translate} t
 * @returns {HTMLElement}
 */
export function ownCard(own, rounds, t) {
  const facts = [
    ["item_code", own.code],
    ["item_receipt", own.receipt],
    ["received", formatSecond(own.received_at)],
    ["due", formatMoment(own.due_at)],
  ];
  const state = own.unseen ? "site.complaint.unseen" : "site.complaint.waiting";
  return make("li", { class: "card" }, [
    make("h3", {}, [titleOf(own, rounds, t)]),
    make(
      "dl",
      { class: "check-facts" },
      facts.map(([name, value]) =>
        make("div", {}, [make("dt", {}, [t(`site.complaint.${name}`)]), make("dd", {}, [value])]),
      ),
    ),
    ...(own.text
      ? [
          make("p", { class: "hint" }, [t("site.complaint.said")]),
          make("p", { class: "complaint-words" }, [own.text]),
        ]
      : []),
    ...(own.answers.length ? answersShown(own.answers, t) : [make("p", {}, [t(state)])]),
  ]);
}

/**
 * @param {Public} shown
 * @param {Record<string, string>} rounds
 * @param {Translate} t
 * @returns {HTMLElement}
 */
export function publicCard(shown, rounds, t) {
  const number = t("site.complaint.public_number", { number: shown.number });
  return make("li", { class: "card", id: `so-${shown.number}` }, [
    make("h3", {}, [`${number}. ${titleOf(shown, rounds, t)}`]),
    make("p", { class: "complaint-words", lang: "vi" }, [shown.text]),
    ...answersShown(shown.answers, t),
  ]);
}
