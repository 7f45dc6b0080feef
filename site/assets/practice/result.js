// After a practice paper: the marks, and every question with what was answered, what is right and why.

import { marksOfOne, marksOfPaper, onScale, outcomeOf } from "./grading.js";
import { byId, make } from "../lib/texts.js";
import { formatDecimal } from "../lib/times.js";

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
      const points = several ? [pointsOf(marksOfOne(question, answer, data.marks), t)] : [];
      return make("li", { class: "card asked", "data-outcome": outcome }, [
        make("h3", {}, [
          make("span", { class: "outcome" }, [t(`site.practice.${outcome}`)]),
          ` ${t("quiz.paper.question", { number: index + 1, total: paper.length })}`,
        ]),
        make("p", { class: "asked-text" }, [question.text]),
        ...(question.kind === "number" ? numbers(question, answer, t) : [choices(question, answer, t)]),
        ...points,
        ...noted("explanation", question.explanation, t),
        ...noted("source", question.source, t),
      ]);
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

/**
 * @param {import("./types.js").KeyedQuestion} question
 * @param {string} answer
 * @param {import("../quiz/types.js").Translate} t
 */
function choices(question, answer, t) {
  const items = question.options.map(({ id, text }) => {
    const [chosen, right] = [answer.includes(id), question.right.includes(id)];
    const tags = [
      ...(right ? [make("strong", { class: "tag-right" }, [t("site.practice.is_right")])] : []),
      ...(chosen ? [make("strong", { class: "tag-own" }, [t("site.practice.is_own")])] : []),
    ];
    const attributes = right ? { "data-right": "" } : chosen ? { "data-wrong": "" } : {};
    return make("li", attributes, [make("span", {}, [text]), ...tags]);
  });
  return make("ul", { class: "asked-options" }, items);
}

/**
 * @param {import("./types.js").KeyedQuestion} question
 * @param {string} answer
 * @param {import("../quiz/types.js").Translate} t
 */
function numbers(question, answer, t) {
  const own = answer ? formatDecimal(answer) : t("site.practice.none");
  return [
    make("p", {}, [`${t("site.practice.is_own")}: `, make("strong", {}, [own])]),
    make("p", {}, [
      `${t("site.practice.is_right")}: `,
      make("strong", {}, [formatDecimal(question.right)]),
    ]),
  ];
}

/**
 * @param {string} name
 * @param {string} text
 * @param {import("../quiz/types.js").Translate} t
 */
function noted(name, text, t) {
  if (!text) return [];
  const label = make("strong", {}, [`${t(`site.practice.${name}`)}: `]);
  return [make("p", { class: `asked-${name}` }, [label, text])];
}
