// What remains after a paper: the receipt to keep, or the code of a paper that ended by itself.

import { storedAnswers } from "./asked.js";
import { isCommitted } from "../receipt/proof.js";
import { qrPicture } from "../receipt/qr.js";
import { compactReceipt } from "../lib/compact.js";
import { placeOf } from "../lib/place.js";
import { byId } from "../lib/texts.js";
import { formatDuration, formatMoment, formatSecond } from "../lib/times.js";

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */
/** @typedef {import("./types.js").Receipt} Receipt */
/** @typedef {import("./after.js").Surroundings} Surroundings */

/**
 * @param {KeptAttempt} attempt
 * @param {Receipt} receipt
 * @param {Surroundings} surroundings
 * @returns {Promise<Record<string, string> | null>} the answers that it commits to, where they are
 *   on this device
 */
export async function showReceipt(attempt, receipt, surroundings) {
  const { t } = surroundings;
  const auto = receipt.state === "auto";
  byId("receipt-title").textContent = t(auto ? "quiz.receipt.title_auto" : "quiz.receipt.title");
  byId("receipt-intro").textContent = t(auto ? "quiz.receipt.intro_auto" : "quiz.receipt.intro");
  byId("receipt-code").textContent = receipt.code;
  byId("receipt-name").textContent = attempt.name;
  byId("receipt-person").hidden = !attempt.name;
  byId("receipt-started").textContent = formatSecond(receipt.started_at);
  byId("receipt-submitted").textContent = formatSecond(receipt.submitted_at);
  byId("receipt-time").textContent = formatDuration(receipt.time_used_ms);
  byId("receipt-answered").textContent = t("quiz.receipt.answered_value", receipt);
  byId("receipt-commitment").textContent = receipt.commitment;
  // Kept on this device by an earlier version, a receipt is not signed.
  for (const id of ["receipt-signed", "receipt-qr-box"]) byId(id).hidden = !receipt.signature;
  if (receipt.signature) showQr(receipt);
  pointToResults("receipt", receipt.round, receipt.code, surroundings, receipt.nonce);
  const answers = await answersOf(attempt, receipt);
  const proof = answers ? { receipt, answers } : { receipt };
  const file = new Blob([JSON.stringify(proof, null, 2)], { type: "application/json" });
  const download = /** @type {HTMLAnchorElement} */ (byId("receipt-download"));
  download.href = URL.createObjectURL(file);
  download.download = `bien-nhan-${receipt.code}.json`;
  return answers;
}

/** @param {Receipt} receipt */
function showQr(receipt) {
  const address = `${placeOf("/kiem-tra-bien-nhan/")}#${compactReceipt(receipt)}`;
  /** @type {HTMLAnchorElement} */ (byId("receipt-check")).href = address;
  const template = /** @type {HTMLTemplateElement} */ (byId("receipt-qr"));
  byId("receipt-picture").replaceChildren(qrPicture(location.origin + address, template));
}

/**
 * The answers that the receipt commits to.
 * @param {KeptAttempt} attempt
 * @param {Receipt} receipt
 * @returns {Promise<Record<string, string> | null>} null where they are not on this device: another
 *   one gave the last ones, or what was answered here came too late
 */
async function answersOf(attempt, receipt) {
  const answers = storedAnswers(attempt.paper, attempt.answers);
  // Without a secure connection nothing can be reckoned: then as much is known as it seems.
  const same = globalThis.crypto?.subtle
    ? await isCommitted({ receipt, answers })
    : !receipt.answered || Object.keys(answers).length > 0;
  return same ? answers : null;
}

/**
 * @param {KeptAttempt} attempt
 * @param {Surroundings} surroundings
 */
export function showEnded(attempt, surroundings) {
  pointToResults("ended", attempt.round, attempt.receiptCode, surroundings);
}

/**
 * @param {string} prefix
 * @param {string} roundId
 * @param {string} code
 * @param {Surroundings} surroundings
 * @param {string} [nonce] opens the own answers there; after the `#`, no server ever sees it
 */
function pointToResults(prefix, roundId, code, { rounds, t }, nonce = "") {
  const round = rounds.find(({ id }) => id === roundId);
  byId(`${prefix}-when`).textContent = round
    ? t("quiz.receipt.results", { publishes: formatMoment(round.publishes_at) })
    : "";
  const link = /** @type {HTMLAnchorElement} */ (byId(`${prefix}-results`));
  const place = placeOf(`/ket-qua/${encodeURIComponent(roundId)}/`);
  link.href = `${place}?ma=${encodeURIComponent(code)}${nonce && `#${nonce}`}`;
}
