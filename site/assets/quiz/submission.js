// What makes an attempt final, and the receipt of one that is.

import { call } from "./api.js";

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */

/**
 * @param {KeptAttempt} attempt
 * @returns {Promise<import("./types.js").Receipt>}
 */
export async function sendSubmission({ token, submitId, revision, savedRevision, answers }) {
  const body = {
    submit_id: submitId,
    revision: Math.max(revision, 1),
    saved_revision: savedRevision,
    answers,
  };
  const sent = { token, body, has: "receipt" };
  return (await call("POST", "/api/attempts/submission", sent)).receipt;
}

/**
 * @param {KeptAttempt} attempt
 * @returns {Promise<import("./types.js").Receipt>} a refusal where it is not final yet
 */
export async function receiptOf({ token }) {
  return (await call("GET", "/api/attempts/receipt", { token, has: "receipt" })).receipt;
}
