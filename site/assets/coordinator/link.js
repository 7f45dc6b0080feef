// What a private link leads to: a file found by a hash of its secret and read under another one.

const TAG = /^[0-9a-f]{32}$/;
const NONCE_BYTES = 12;

/** A link that leads to nothing: `reason` says why, as the end of a text's key. */
export class LinkError extends Error {
  /** @param {"missing" | "revoked" | "not_found" | "unreachable" | "insecure"} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * @param {string} secret what stands after the `#`
 * @returns {Promise<any>} what the unit's coordinator sees
 */
export async function readLink(secret) {
  if (!TAG.test(secret)) throw new LinkError("missing");
  // Browsers encrypt only on secure origins: https, or this computer itself.
  if (!globalThis.crypto?.subtle) throw new LinkError("insecure");
  const name = hex(await digest(`file:${secret}`)).slice(0, 32);
  const file = await fetchJson(`/data/u-${name}.json`);
  if (file.revoked) throw new LinkError("revoked");
  const key = await crypto.subtle.importKey("raw", await digest(`key:${secret}`), "AES-GCM", false, [
    "decrypt",
  ]);
  const sealed = Uint8Array.from(atob(file.sealed), (letter) => letter.charCodeAt(0));
  const opened = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: sealed.slice(0, NONCE_BYTES) },
    key,
    sealed.slice(NONCE_BYTES),
  );
  return JSON.parse(new TextDecoder().decode(opened));
}

/**
 * @param {string} address
 * @returns {Promise<any>}
 */
async function fetchJson(address) {
  let response;
  try {
    response = await fetch(address, { cache: "no-cache" });
  } catch {
    throw new LinkError("unreachable");
  }
  if (response.status === 404) throw new LinkError("not_found");
  if (!response.ok) throw new LinkError("unreachable");
  return response.json();
}

/** @param {string} text */
const digest = (text) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));

/** @param {ArrayBuffer} bytes */
const hex = (bytes) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
