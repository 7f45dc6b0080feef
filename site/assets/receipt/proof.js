// What a receipt proves: the same checks as office/receipts, all of them on this device.

import { expandReceipt } from "../lib/compact.js";

/** @typedef {{receipt: any, answers: Record<string, string> | null}} Proof */
/** @typedef {{contest: string, algorithm: string, key_id: string, public_key: string}} ReceiptKey */

const PURPOSE = "contest-receipt:";
const LATEST_AT = 253_402_300_799_000;
const WHOLE = ["version", "started_at", "submitted_at", "time_used_ms", "answered", "questions"];
const DIGITS = { commitment: 64, key_id: 16, signature: 128 };
const WORDS = ["contest", "round", "code"];

/**
 * @param {string} text a receipt's file, or an address that ends with a receipt
 * @returns {Proof | string} what it says, or the text that says what is wrong with it
 */
export function readProof(text) {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  let value;
  if (trimmed.startsWith("{")) {
    try {
      value = JSON.parse(trimmed);
    } catch {
      return "site.receipt.not_json";
    }
  } else value = { receipt: expandReceipt(trimmed.slice(trimmed.indexOf("#") + 1)) };
  const { receipt, answers = null } = value;
  if (receipt === null || typeof receipt !== "object") return "site.receipt.no_receipt";
  if (receipt.commitment && !receipt.signature) return "site.receipt.unsigned";
  if (!isReceipt(receipt) || !(answers === null || isAnswers(answers, receipt.nonce))) {
    return "site.receipt.bad_form";
  }
  return receipt.version === 1 ? { receipt, answers } : "site.receipt.other_version";
}

/** @param {any} receipt */
function isReceipt(receipt) {
  const names = [...WHOLE, ...Object.keys(DIGITS), ...WORDS, "state"];
  return (
    Object.keys(receipt).every((name) => names.includes(name) || name === "nonce") &&
    WHOLE.every((name) => Number.isInteger(receipt[name]) && inRange(receipt[name])) &&
    Object.entries(DIGITS).every(([name, digits]) => isHex(receipt[name], digits)) &&
    WORDS.every((name) => /^[A-Za-z0-9-]{1,100}$/.test(receipt[name])) &&
    ["submitted", "auto"].includes(receipt.state) &&
    (receipt.nonce === undefined || isHex(receipt.nonce, 64))
  );
}

/** @param {number} value */
function inRange(value) {
  return value >= 0 && value <= LATEST_AT;
}

/**
 * @param {any} answers
 * @param {string | undefined} nonce
 */
function isAnswers(answers, nonce) {
  return (
    typeof answers === "object" &&
    !Array.isArray(answers) &&
    nonce !== undefined &&
    Object.values(answers).every((answer) => typeof answer === "string")
  );
}

/**
 * @param {any} value
 * @param {number} digits
 */
function isHex(value, digits) {
  return typeof value === "string" && value.length === digits && /^[0-9a-f]+$/.test(value);
}

/** @param {any} key what was published as the key */
export function isKey(key) {
  return key?.algorithm === "Ed25519" && isHex(key.public_key, 64) && isHex(key.key_id, 16);
}

/**
 * @param {Proof} proof
 * @param {ReceiptKey} key
 * @returns {Promise<boolean | null>} null where this browser knows no Ed25519
 */
export async function isSigned({ receipt }, key) {
  const { nonce, signature, ...shown } = receipt;
  const message = new TextEncoder().encode(PURPOSE + canonical(shown));
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", bytesOf(key.public_key), "Ed25519", false, [
      "verify",
    ]);
  } catch {
    return null;
  }
  return crypto.subtle.verify("Ed25519", imported, bytesOf(signature), message);
}

/**
 * @param {Proof} proof
 * @returns {Promise<boolean | null>} null where the answers are not there
 */
export async function isCommitted({ receipt, answers }) {
  if (answers === null) return null;
  const listed = new TextEncoder().encode(canonical(answers));
  const nonce = bytesOf(receipt.nonce);
  const whole = new Uint8Array(nonce.length + listed.length);
  whole.set(nonce);
  whole.set(listed, nonce.length);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex === receipt.commitment;
}

/** @param {any} receipt */
export function hasSaneTimes(receipt) {
  return receipt.started_at + receipt.time_used_ms === receipt.submitted_at;
}

/**
 * @param {Record<string, any>} flat
 * @returns {string} canonical JSON of an object without objects in it
 */
function canonical(flat) {
  const names = Object.keys(flat).sort();
  const parts = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(flat[name])}`);
  return `{${parts.join(",")}}`;
}

/**
 * @param {string} hex
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
