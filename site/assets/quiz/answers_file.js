// The last resort: what was answered here as a file, where it could not be sent.

/**
 * Saves the file; what it says is evidence to be judged, and proves by its token whose it is.
 * @param {import("./types.js").KeptAttempt} attempt
 * @param {string} contest
 * @param {number} now
 */
export function saveAnswersFile(attempt, contest, now) {
  const { token, round, receiptCode, name, answers, revision, savedRevision } = attempt;
  const value = {
    answers_file: 1,
    contest,
    round,
    receipt_code: receiptCode,
    name,
    token,
    revision,
    saved_revision: savedRevision,
    written_at: now,
    answers,
  };
  const link = document.createElement("a");
  const file = new Blob([JSON.stringify(value, null, 2)], { type: "application/json" });
  link.href = URL.createObjectURL(file);
  link.download = `bai-lam-${receiptCode}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
