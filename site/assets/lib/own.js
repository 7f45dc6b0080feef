// One's own result: found and opened by the receipt's nonce, as the close has sealed it.

const SPREAD_DIGITS = 8;
const KEY_DIGITS = 32;
const NAME_DIGITS = 24;
const SEAL_BYTES = 12;

/**
 * @typedef {{code: string, rank: number | null, of: number | null, marks: string | null,
 *   full_marks: string, division: string | null, division_name: string, time_used_ms: number,
 *   awards: string[], questions: string[], answers: string[], outcomes: string}} OwnResult
 */

/**
 * @param {any} pointer of the round
 * @param {string} nonce of the receipt
 * @returns {Promise<OwnResult | null>} null where the round has no such record, and where the
 *   connection is not secure: then a browser opens nothing
 */
export async function openOwn(pointer, nonce) {
  if (!pointer.own || !nonce || !globalThis.crypto?.subtle) return null;
  const key = hexOfHash(await hashOf(`own-result:${nonce}`)).slice(0, KEY_DIGITS);
  const name = hexOfHash(await hashOf(`own-name:${key}`)).slice(0, NAME_DIGITS);
  const share = parseInt(name.slice(0, SPREAD_DIGITS), 16) / 16 ** SPREAD_DIGITS;
  const response = await fetch(`${pointer.own}${Math.floor(share * pointer.own_files)}.json`);
  if (!response.ok) throw new Error(String(response.status));
  const sealed = (await response.json()).records[name];
  if (!sealed) return null;
  const raw = await hashOf(`own-key:${key}`);
  const opener = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  const data = Uint8Array.from(atob(sealed), (letter) => letter.charCodeAt(0));
  const seal = { name: "AES-GCM", iv: data.slice(0, SEAL_BYTES) };
  const opened = await crypto.subtle.decrypt(seal, opener, data.slice(SEAL_BYTES));
  return JSON.parse(new TextDecoder().decode(opened));
}

/** @param {string} text */
const hashOf = (text) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));

/** @param {ArrayBuffer} bytes */
const hexOfHash = (bytes) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
