// After the publication: the own rank and marks, and the own answers beside the right ones.

import { askedCard, outcomeOf } from "./asked.js";
import { Roll } from "../results/roll.js";
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
  addStyle();
  const parts = [pointer.summary, pointer.rows, pointer.questions];
  const [summary, rows, questions] = await Promise.all(parts.map(partAt));
  const roll = new Roll(rows);
  const at = roll.find(attempt.receiptCode.replace(/-/g, ""));
  showPlace(at < 0 ? null : roll.row(at), summary, t);
  const division = at < 0 ? null : roll.division(at);
  showQuestions(attempt, division, questions?.questions ?? null, answers, t);
  byId("receipt-next").hidden = true;
  byId("own").hidden = false;
}

/** What only these questions need stands in a sheet of its own, beside the page's. */
function addStyle() {
  const own = document.querySelector("link[href$='/quiz.css']");
  if (!(own instanceof HTMLLinkElement) || document.getElementById("asked-style")) return;
  const href = own.href.replace("quiz.css", "asked.css");
  document.head.append(make("link", { rel: "stylesheet", id: "asked-style", href }));
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
  const place = byId("own-place");
  if (!row) {
    place.replaceChildren(make("p", {}, [t("quiz.own.unranked")]));
    return;
  }
  const division = summary.divisions.find((/** @type {any} */ { id }) => id === row.division);
  const total = division ? summary.persons_of[division.id] : summary.persons_total;
  const marks = summary.full_marks
    ? `${formatDecimal(row.marks)}/${formatDecimal(summary.full_marks)}`
    : formatDecimal(row.marks);
  const won = row.awards.filter(({ decided }) => decided).map(({ prize }) => prize);
  place.replaceChildren(
    fact(t("quiz.own.rank"), t("quiz.own.rank_value", { rank: formatNumber(row.rank), total: formatNumber(total) })),
    ...(division ? [fact(t("quiz.field.division"), division.name)] : []),
    fact(t("quiz.own.marks"), marks),
    fact(t("quiz.receipt.time_used"), formatDuration(row.time_used_ms)),
    ...(won.length ? [fact(t("quiz.own.prize"), won.join(", "))] : []),
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
        const { right, source, explanation } = key;
        const outcome = outcomeOf({ kind: question.kind, right }, answer);
        const place = { number: index + 1, total: paper.length, outcome, t };
        return [askedCard({ ...question, right, source, explanation }, answer, place)];
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
