// Was this certificate issued?  Looks in the public register, which only a code opens, and sends
// the code nowhere: file name and key are hashes of it (office/certificates/codes.py).

import { byId, catalogue, make, pageData } from "./lib/texts.js";
import { formatDay } from "./lib/times.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS = 16;
const NONCE_BYTES = 12;

const data = pageData("page-data");
const t = catalogue(data.texts);
const form = byId("check-form");
const input = /** @type {HTMLInputElement} */ (byId("check-code"));
const answer = byId("check-answer");
const details = { kind: answer.dataset.kind ?? "", contact: answer.dataset.contact ?? "" };

let asked = 0;

/**
 * @param {string} typed
 * @returns {string} the code in groups of four; empty where it cannot be one
 */
function readCode(typed) {
  const letters = typed
    .toUpperCase()
    .replace(/[\s\-–]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  const places = [...letters].map((letter) => ALPHABET.indexOf(letter));
  if (places.length !== LETTERS || places.includes(-1)) return "";
  const total = places.slice(0, -1).reduce((sum, value, index) => sum + (index + 1) * value, 0);
  if (places[LETTERS - 1] !== total % 31) return "";
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

/**
 * @param {string} purpose
 * @param {string} code
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function hashOf(purpose, code) {
  const text = new TextEncoder().encode(`certificate-${purpose}:${data.contest}:${code}`);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", text));
}

/**
 * @param {string} code
 * @returns {Promise<any>} the record of a certificate; null where none was issued
 */
async function findRecord(code) {
  const hash = await hashOf("name", code);
  const name = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const response = await fetch(`/data/certificates.${name.slice(0, 2)}.json`, { cache: "no-cache" });
  if (response.status === 404 || response.status === 403) return null;
  if (!response.ok) throw new Error(String(response.status));
  const sealed = (await response.json()).records[name];
  if (!sealed) return null;
  const bytes = Uint8Array.from(atob(sealed), (letter) => letter.charCodeAt(0));
  const raw = await hashOf("key", code);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  const iv = bytes.slice(0, NONCE_BYTES);
  const opened = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv },
    key,
    bytes.slice(NONCE_BYTES),
  );
  return JSON.parse(new TextDecoder().decode(opened));
}

/**
 * @param {string} key
 * @param {string} state how it is coloured
 * @param {Node[]} [more]
 */
function say(key, state, more = []) {
  const head = make("p", { class: "check-verdict" }, [t(key, details)]);
  answer.replaceChildren(make("div", { class: "card check", "data-state": state }, [head, ...more]));
}

/** @param {any} record */
function showRecord(record) {
  const { revoked } = record;
  const rows = [
    ["kind", record.title],
    ["name", record.name || t("site.check.name_hidden")],
    ["unit", record.unit],
    ["achievement", [record.achievement, record.detail].filter(Boolean).join("; ")],
    ["contest", record.contest],
    ["issuer", record.issuer],
    ["serial", record.serial],
    ["issued_on", record.issued_on && formatDay(record.issued_on)],
    ["revoked_on", revoked && formatDay(revoked.on)],
    ["reason", revoked?.reason],
  ];
  const list = make(
    "dl",
    { class: "check-facts" },
    rows
      .filter(([, value]) => value)
      .map(([key, value]) =>
        make("div", {}, [make("dt", {}, [t(`site.check.${key}`)]), make("dd", {}, [value])]),
      ),
  );
  const compare = make("p", {}, [t("site.check.compare")]);
  say(revoked ? "site.check.revoked" : "site.check.valid", revoked ? "revoked" : "valid", [
    compare,
    list,
  ]);
}

async function check() {
  const mine = ++asked;
  const code = readCode(input.value);
  if (!code) {
    say("site.check.mistyped", "unknown");
    return;
  }
  input.value = code;
  if (!globalThis.crypto?.subtle) {
    say("site.check.unsupported", "unknown");
    return;
  }
  say("site.check.searching", "searching");
  let record;
  try {
    record = await findRecord(code);
  } catch {
    if (mine === asked) say("site.check.failed", "unknown");
    return;
  }
  // Another code was asked for meanwhile: its answer is the one to show.
  if (mine !== asked) return;
  if (record) showRecord(record);
  else say("site.check.unknown", "unknown");
}

function checkAddress() {
  let fragment = location.hash.slice(1);
  try {
    fragment = decodeURIComponent(fragment);
  } catch {
    // What is no address is no code either, and is shown as such.
  }
  if (!fragment || fragment === "noi-dung") return;
  input.value = fragment;
  check();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!input.value.trim()) return;
  check();
  // The answer stands above the form, for those who come by the QR code.
  answer.scrollIntoView({ block: "nearest" });
});
addEventListener("hashchange", checkAddress);
form.hidden = false;
checkAddress();
