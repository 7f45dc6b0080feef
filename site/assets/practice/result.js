// After a practice paper: the marks, and every question with what was answered, what is right and why.

import { marksOfOne, marksOfPaper, onScale } from "./grading.js";
import { askedCard, outcomeOf } from "../quiz/asked.js";
import { byId, make } from "../lib/texts.js";

/**
 * @param {import("./types.js").KeyedQuestion[]} paper
 * @param {Record<string, string>} answers
 * @param {import("./types.js").PracticeData} data
 * @param {import("../quiz/types.js").Translate} t
 * @param {boolean} timeOver
 */
export function drawResult(paper, answers, data, t, timeOver) {
  const outcomes = paper.map((question) => outcomeOf(question, answers[question.id]));
  const count = (/** @type {string} */ outcome) => outcomes.filter((each) => each === outcome).length;
  const reached = marksOfPaper(paper, answers, data.marks);
  const full = onScale({ marks: reached.full, full: reached.full }, data.marks);
  byId("result-marks").textContent = t("site.practice.marks", {
    marks: onScale(reached, data.marks),
    full,
  });
  for (const outcome of ["right", "wrong", "missing"]) {
    byId(`result-${outcome}`).textContent = String(count(outcome));
  }
  byId("result-over").hidden = !timeOver;
  const incomplete = byId("result-incomplete");
  incomplete.hidden = !count("missing") || data.missing === "quiz.review.missing";
  incomplete.textContent = t(data.missing, { count: count("missing") });
  const several = data.marks.wrong_percent > 0 || paper.some(({ points }) => points > 1);
  byId("result-questions").replaceChildren(
    ...paper.map((question, index) => {
      const answer = answers[question.id] ?? "";
      const outcome = outcomes[index];
      const more = several ? [pointsOf(marksOfOne(question, answer, data.marks), t)] : [];
      const number = index + 1;
      return askedCard(question, answer, { number, total: paper.length, outcome, more, t });
    }),
  );
}

/**
 * @param {number} marks in hundredths of a point
 * @param {import("../quiz/types.js").Translate} t
 */
function pointsOf(marks, t) {
  const points = onScale({ marks: Math.abs(marks), full: 1 }, { scale: null, decimals: 2, wrong_percent: 0 });
  const key = marks < 0 ? "site.practice.points_lost" : "site.practice.points";
  return make("p", { class: "hint" }, [t(key, { points })]);
}
