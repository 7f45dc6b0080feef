// Which questions one may mean: those of the own paper where this device has it, else all of the
// rounds that are published.

import { make } from "../lib/texts.js";
import { publishedPart } from "../lib/published.js";

/** @typedef {{id: string, name: string, publishes_at: number}} Round */
/** @typedef {{id: string, text: string}} Question */

/**
 * @param {any} attempt as the quiz keeps it on this device, if it does
 * @param {string} receipt
 * @returns {Question[]} none where the paper is another's
 */
function ownPaper(attempt, receipt) {
  if (attempt?.receiptCode !== receipt || !Array.isArray(attempt.paper)) return [];
  return attempt.paper;
}

/**
 * @param {any} attempt
 * @param {string} receipt
 * @param {Round[]} rounds
 * @returns {Promise<{name: string, questions: Question[]}[]>} by round; an empty name: the paper
 */
export async function questionsToChoose(attempt, receipt, rounds) {
  const paper = ownPaper(attempt, receipt);
  if (paper.length) return [{ name: "", questions: paper }];
  const groups = [];
  for (const round of rounds.filter(({ publishes_at }) => publishes_at <= Date.now())) {
    const value = await publishedPart(round.id, "questions");
    const questions = value?.questions ?? [];
    if (questions.length) groups.push({ name: round.name, questions });
  }
  return groups;
}

/**
 * @param {HTMLSelectElement} select whose first option stays
 * @param {{name: string, questions: Question[]}[]} groups
 */
export function fillQuestions(select, groups) {
  const chosen = select.value;
  const options = groups.map(({ name, questions }) => {
    const made = questions.map(({ id, text }, place) =>
      make("option", { value: id, lang: "vi" }, [name ? `${id}: ${text}` : `${place + 1}. ${text}`]),
    );
    return name ? [make("optgroup", { label: name }, made)] : made;
  });
  select.replaceChildren(select.options[0], ...options.flat());
  select.value = chosen;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}
