// What a practice paper is worth, as the contest counts it: functions/chalicelib/contest/grading.py
// says the same of attempts, and a test holds the two against each other.

import { outcomeOf } from "../quiz/asked.js";

const HUNDREDTHS = 100;

/**
 * @param {import("./types.js").KeyedQuestion} question
 * @param {string | undefined} answer
 * @param {import("./types.js").Marks} rules
 * @returns {number} in hundredths of a point, below zero where points are taken away
 */
export function marksOfOne(question, answer, rules) {
  const outcome = outcomeOf(question, answer);
  if (outcome === "missing") return 0;
  return outcome === "right" ? question.points * HUNDREDTHS : -question.points * rules.wrong_percent;
}

/**
 * @param {import("./types.js").KeyedQuestion[]} paper
 * @param {Record<string, string>} answers
 * @param {import("./types.js").Marks} rules
 * @returns {{marks: number, full: number}} in hundredths of a point, never below zero
 */
export function marksOfPaper(paper, answers, rules) {
  let [marks, full] = [0, 0];
  for (const question of paper) {
    full += question.points * HUNDREDTHS;
    marks += marksOfOne(question, answers[question.id], rules);
  }
  return { marks: Math.max(marks, 0), full };
}

/**
 * Reckoned in whole numbers, since a fraction of the device may round the wrong way.
 * @param {{marks: number, full: number}} reached in hundredths of a point
 * @param {import("./types.js").Marks} rules
 * @returns {string} on the scale of the rules, half up, with a comma
 */
export function onScale({ marks, full }, { scale, decimals }) {
  const above = scale === null ? BigInt(marks) : BigInt(marks) * BigInt(scale);
  const below = BigInt(scale === null ? HUNDREDTHS : full);
  const unit = 10n ** BigInt(decimals);
  const rounded = (2n * above * unit + below) / (2n * below);
  const rest = rounded % unit;
  if (!rest) return String(rounded / unit);
  return `${rounded / unit},${String(rest).padStart(decimals, "0")}`.replace(/0+$/, "");
}
