// What remains after a paper: the receipt to keep, or the code of a paper that ended by itself.

import { compactReceipt } from "../lib/compact.js";
import { byId } from "../lib/texts.js";
import { formatDuration, formatMoment, formatSecond } from "../lib/times.js";
import { show } from "./views.js";

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */
/** @typedef {import("./types.js").Translate} Translate */

/**
 * @param {KeptAttempt} attempt with its receipt
 * @param {import("./types.js").Round[]} rounds
 * @param {Translate} t
 */
export function showReceipt(attempt, rounds, t) {
  const { receipt } = attempt;
  if (!receipt) return;
  const auto = receipt.state === "auto";
  byId("receipt-title").textContent = t(auto ? "quiz.receipt.title_auto" : "quiz.receipt.title");
  byId("receipt-code").textContent = receipt.code;
  byId("receipt-name").textContent = attempt.name;
  byId("receipt-person").hidden = !attempt.name;
  byId("receipt-started").textContent = formatSecond(receipt.started_at);
  byId("receipt-submitted").textContent = formatSecond(receipt.submitted_at);
  byId("receipt-time").textContent = formatDuration(receipt.time_used_ms);
  byId("receipt-answered").textContent = t("quiz.receipt.answered_value", receipt);
  byId("receipt-commitment").textContent = receipt.commitment;
  const download = /** @type {HTMLAnchorElement} */ (byId("receipt-download"));
  // The answers go with the receipt: without them nobody could check the commitment.  What was
  // answered on another device is not here.
  const known = !receipt.answered || Object.keys(attempt.answers).length > 0;
  const proof = known ? { receipt, answers: attempt.answers } : { receipt };
  const file = new Blob([JSON.stringify(proof, null, 2)], { type: "application/json" });
  download.href = URL.createObjectURL(file);
  download.download = `bien-nhan-${receipt.code}.json`;
  // Kept on this device by an earlier version, a receipt is not signed.
  byId("receipt-signed").hidden = !receipt.signature;
  if (receipt.signature) {
    const check = /** @type {HTMLAnchorElement} */ (byId("receipt-check"));
    check.href = `/kiem-tra-bien-nhan/#${compactReceipt(receipt)}`;
  }
  pointToResults("receipt", receipt.round, receipt.code, rounds, t);
  show("receipt");
}

/**
 * @param {KeptAttempt} attempt
 * @param {import("./types.js").Round[]} rounds
 * @param {Translate} t
 */
export function showEnded(attempt, rounds, t) {
  byId("ended-code").textContent = attempt.receiptCode;
  pointToResults("ended", attempt.round, attempt.receiptCode, rounds, t);
  show("ended");
}

/**
 * @param {string} prefix
 * @param {string} roundId
 * @param {string} code
 * @param {import("./types.js").Round[]} rounds
 * @param {Translate} t
 */
function pointToResults(prefix, roundId, code, rounds, t) {
  const round = rounds.find(({ id }) => id === roundId);
  byId(`${prefix}-when`).textContent = round
    ? t("quiz.receipt.results", { publishes: formatMoment(round.publishes_at) })
    : "";
  const link = /** @type {HTMLAnchorElement} */ (byId(`${prefix}-results`));
  link.href = `/ket-qua/${encodeURIComponent(roundId)}/?ma=${encodeURIComponent(code)}`;
}
