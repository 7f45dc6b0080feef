// What comes after a paper, loaded when one has begun: the receipt, and later the own result.

import { showEnded, showReceipt } from "./receipt.js";
import { byId } from "../lib/texts.js";

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */
/**
 * @typedef {{rounds: import("./types.js").Round[], now: number,
 *   t: import("./types.js").Translate}} Surroundings
 */

/**
 * Fills in the view of an attempt that is over.
 * @param {KeptAttempt} attempt
 * @param {Surroundings} surroundings
 */
export async function showAfter(attempt, surroundings) {
  const { rounds, now, t } = surroundings;
  byId("own").hidden = true;
  if (!attempt.receipt) {
    showEnded(attempt, surroundings);
    return;
  }
  const answers = await showReceipt(attempt, attempt.receipt, surroundings);
  const round = rounds.find(({ id }) => id === attempt.round);
  if (!round || now < round.publishes_at) return;
  try {
    const { showOwnResult } = await import("./own_result.js");
    await showOwnResult(attempt, answers, surroundings);
  } catch {
    byId("receipt-when").textContent = t("quiz.own.failed");
  }
}
