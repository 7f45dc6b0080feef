// A receipt as the end of an address: all that is signed, so that a photo of it is enough.  The
// nonce and the answers stay out: who sees the address does not learn what was answered.

const STATES = [
  ["s", "submitted"],
  ["a", "auto"],
];
const PARTS = 12;

/** @param {string} hex */
function base64Of(hex) {
  const bytes = (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
}

/** @param {string} text */
function hexOf(text) {
  const bytes = [...atob(text.replace(/-/g, "+").replace(/_/g, "/"))];
  return bytes.map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

/**
 * @param {any} receipt a signed one
 * @returns {string} such as "1.bau-cu.tuan-1.7K2M-9QXD-4T.s.kwtq1.2s.15.20.…"
 */
export function compactReceipt(receipt) {
  return [
    receipt.version,
    receipt.contest,
    receipt.round,
    receipt.code,
    STATES.find(([, state]) => state === receipt.state)?.[0],
    receipt.started_at.toString(36),
    receipt.time_used_ms.toString(36),
    receipt.answered,
    receipt.questions,
    base64Of(receipt.commitment),
    base64Of(receipt.key_id),
    base64Of(receipt.signature),
  ].join(".");
}

/**
 * @param {string} text
 * @returns {any} the receipt without its nonce; null where the text is none
 */
export function expandReceipt(text) {
  const parts = text.trim().split(".");
  if (parts.length !== PARTS) return null;
  const [version, contest, round, code, state, started, used, answered, questions, ...sealed] =
    parts;
  try {
    const [commitment, key_id, signature] = sealed.map(hexOf);
    const started_at = parseInt(started, 36);
    const time_used_ms = parseInt(used, 36);
    return {
      version: Number(version),
      contest,
      round,
      code,
      state: STATES.find(([letter]) => letter === state)?.[1],
      started_at,
      submitted_at: started_at + time_used_ms,
      time_used_ms,
      answered: Number(answered),
      questions: Number(questions),
      commitment,
      key_id,
      signature,
    };
  } catch {
    return null;
  }
}
