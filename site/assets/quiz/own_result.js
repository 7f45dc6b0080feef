// After the publication: the own rank and marks, and the own answers beside the right ones.

import { askedCard, outcomeOf } from "./asked.js";
import { addAskedStyle, showOwnCards } from "./own_cards.js";
import { Roll } from "../results/roll.js";
import { openOwn } from "../lib/own.js";
import { pointerOf } from "../lib/published.js";
import { byId, make } from "../lib/texts.js";
import { formatDecimal, formatDuration, formatNumber } from "../lib/times.js";

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */
/** @typedef {import("./after.js").Surroundings} Surroundings */

/**
 * Shows what is published; while it is not, the view stays as it is.
 * @param {KeptAttempt} attempt that is over
 * @param {Record<string, string> | null} answers those that counted, where this device has them
 * @param {Surroundings} surroundings
 */
export async function showOwnResult(attempt, answers, { t }) {
  const pointer = await pointerOf(attempt.round);
  if (!pointer?.summary) return;
  addAskedStyle();
  const own = await openOwn(pointer, attempt.receipt?.nonce ?? "");
  if (own) {
    const asked = await partAt(pointer.questions);
    showFacts(own, t);
    showOwnCards(own, attempt.paper, asked?.published ? asked.questions : null, t);
  } else await showByRoll(attempt, answers, pointer, t);
  byId("receipt-next").hidden = true;
  byId("own").hidden = false;
}

/**
 * Where no record is to be had: by the public code, with the answers that this device has.
 * @param {KeptAttempt} attempt
 * @param {Record<string, string> | null} answers
 * @param {Record<string, string>} pointer
 * @param {import("./types.js").Translate} t
 */
async function showByRoll(attempt, answers, pointer, t) {
  const parts = [pointer.summary, pointer.rows, pointer.questions];
  const [summary, rows, questions] = await Promise.all(parts.map(partAt));
  const roll = new Roll(rows);
  const at = roll.find(attempt.receiptCode.replace(/-/g, ""));
  showPlace(at < 0 ? null : roll.row(at), summary, t);
  const division = at < 0 ? null : roll.division(at);
  showQuestions(attempt, division, questions?.questions ?? null, answers, t);
}

/** @param {string | undefined} address */
async function partAt(address) {
  if (!address) return null;
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/**
 * @param {import("../results/types.js").PersonRow | null} row
 * @param {any} summary
 * @param {import("./types.js").Translate} t
 */
function showPlace(row, summary, t) {
  if (!row) {
    byId("own-place").replaceChildren(make("p", {}, [t("quiz.own.unranked")]));
    return;
  }
  const division = summary.divisions.find((/** @type {any} */ { id }) => id === row.division);
  const facts = {
    ...row,
    of: division ? summary.persons_of[division.id] : summary.persons_total,
    full_marks: summary.full_marks,
    division_name: division?.name ?? "",
    awards: row.awards.filter(({ decided }) => decided).map(({ prize }) => prize),
  };
  showFacts(facts, t);
}

/**
 * @param {Omit<import("../lib/own.js").OwnResult,
 *   "code" | "division" | "questions" | "answers" | "outcomes">} own
 * @param {import("./types.js").Translate} t
 */
function showFacts({ rank, of, marks, full_marks: full, division_name, time_used_ms, awards }, t) {
  const rank_value = { rank: formatNumber(rank ?? 0), total: formatNumber(of ?? 0) };
  const out = full ? `/${formatDecimal(full)}` : "";
  byId("own-place").replaceChildren(
    ...(rank ? [fact(t("quiz.own.rank"), t("quiz.own.rank_value", rank_value))] : []),
    ...(division_name ? [fact(t("quiz.field.division"), division_name)] : []),
    ...(marks ? [fact(t("quiz.own.marks"), `${formatDecimal(marks)}${out}`)] : []),
    fact(t("quiz.receipt.time_used"), formatDuration(time_used_ms)),
    ...(awards.length ? [fact(t("quiz.own.prize"), awards.join(", "))] : []),
    ...(rank ? [] : [make("div", {}, [make("dd", {}, [t("quiz.own.unranked")])])]),
  );
}

/**
 * @param {string} name
 * @param {string} value
 */
function fact(name, value) {
  return make("div", {}, [make("dt", {}, [name]), make("dd", {}, [value])]);
}

/**
 * @param {KeptAttempt} attempt
 * @param {string | null} division
 * @param {import("../questions/card.js").PublishedQuestion[] | null} published null where the
 *   organizer keeps them private
 * @param {Record<string, string> | null} answers
 * @param {import("./types.js").Translate} t
 */
function showQuestions(attempt, division, published, answers, t) {
  const { paper } = attempt;
  const known = new Map(
    (published ?? []).filter((each) => each.division === division).map((each) => [each.id, each]),
  );
  const shown = answers
    ? paper.flatMap((question, index) => {
        const key = known.get(question.id);
        if (!key) return [];
        const answer = answers[question.id] ?? "";
        const { right, source, explanation, also, voided } = key;
        const outcome = outcomeOf({ kind: question.kind, right, also, voided }, answer);
        const place = { number: index + 1, total: paper.length, outcome, t };
        const asked = { ...question, right, source, explanation, also, voided };
        return [askedCard(asked, answer, place)];
      })
    : [];
  const missing = paper.length - shown.length;
  byId("own-questions").replaceChildren(...shown);
  const note = byId("own-note");
  note.hidden = Boolean(shown.length) && !missing;
  if (!published) note.textContent = t("quiz.own.private");
  else if (!answers || !paper.length) note.textContent = t("quiz.own.no_answers");
  else if (missing) note.textContent = t("quiz.own.held_back", { count: missing });
}
