// Was this receipt issued, and is it unchanged?  All of it is seen on this device; the one thing
// that is fetched is the public key.

import { hasSaneTimes, isCommitted, isKey, isSigned, readProof } from "./proof.js";
import { qrPicture } from "./qr.js";
import { compactReceipt } from "../lib/compact.js";
import { byId, catalogue, make, pageData } from "../lib/texts.js";
import { formatDuration, formatSecond } from "../lib/times.js";

/** @typedef {import("./proof.js").ReceiptKey} ReceiptKey */
/** @typedef {{what: string, holds: boolean | null}} Finding */

const KEY_FILE = "/data/receipt-key.json";
const MOST_BYTES = 1_000_000;

const data = pageData("page-data");
const t = catalogue(data.texts);
const form = byId("receipt-form");
const file = /** @type {HTMLInputElement} */ (byId("receipt-file"));
const pasted = /** @type {HTMLTextAreaElement} */ (byId("receipt-text"));
const answer = byId("receipt-answer");
const contact = answer.dataset.contact ?? "";

let asked = 0;

/** @returns {Promise<ReceiptKey | null>} null where it cannot be had now */
async function fetchKey() {
  try {
    const response = await fetch(KEY_FILE, { cache: "no-cache" });
    const key = response.ok ? await response.json() : null;
    return isKey(key) ? key : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} key of the text
 * @param {string} state how it is coloured
 * @param {Node[]} [more]
 */
function say(key, state, more = []) {
  const head = make("p", { class: "check-verdict" }, [t(key, { contact })]);
  answer.replaceChildren(make("div", { class: "card check", "data-state": state }, [head, ...more]));
}

/**
 * @param {import("./proof.js").Proof} proof
 * @returns {Promise<Finding[]>}
 */
async function findings(proof) {
  const { receipt } = proof;
  const key = await fetchKey();
  /** @type {Finding[]} */
  const found = [];
  if (receipt.contest !== data.contest) found.push({ what: "contest_fails", holds: false });
  else if (key && receipt.key_id !== key.key_id) found.push({ what: "key_fails", holds: false });
  if (!hasSaneTimes(receipt)) found.push({ what: "times_fails", holds: false });
  const signed = key ? await isSigned(proof, key) : null;
  const why = key ? "signature_unsupported" : "signature_no_key";
  found.push({ what: name("signature", signed, why), holds: signed });
  const committed = await isCommitted(proof);
  found.push({ what: name("answers", committed, "answers_absent"), holds: committed });
  return found;
}

/**
 * @param {string} part
 * @param {boolean | null} holds
 * @param {string} unknown
 */
function name(part, holds, unknown) {
  return holds === null ? unknown : `${part}_${holds ? "holds" : "fails"}`;
}

/** @param {any} receipt */
function facts(receipt) {
  const round = data.rounds.find((/** @type {any} */ { id }) => id === receipt.round);
  const rows = [
    ["code", receipt.code],
    ["round", round?.name ?? receipt.round],
    ["started_at", formatSecond(receipt.started_at)],
    [`ended_${receipt.state}`, formatSecond(receipt.submitted_at)],
    ["time_used", formatDuration(receipt.time_used_ms)],
    ["answered", `${receipt.answered}/${receipt.questions}`],
  ];
  return make(
    "dl",
    { class: "check-facts" },
    rows.map(([key, value]) =>
      make("div", {}, [make("dt", {}, [t(`site.receipt.${key}`)]), make("dd", {}, [value])]),
    ),
  );
}

/** @param {any} receipt */
function picture(receipt) {
  const address = `${location.origin}${location.pathname}#${compactReceipt(receipt)}`;
  return make("figure", { class: "receipt-qr" }, [
    qrPicture(address, /** @type {HTMLTemplateElement} */ (byId("receipt-qr"))),
    make("figcaption", {}, [
      t("site.receipt.qr_text"),
      " ",
      make("a", { href: address }, [t("site.receipt.qr_link")]),
    ]),
  ]);
}

/** @param {string} text */
async function check(text) {
  const mine = ++asked;
  const proof = readProof(text);
  if (typeof proof === "string") {
    say(proof, "unknown");
    return;
  }
  if (!globalThis.crypto?.subtle) {
    say("site.receipt.insecure", "unknown");
    return;
  }
  const found = await findings(proof);
  // Another receipt was chosen meanwhile: its answer is the one to show.
  if (mine !== asked) return;
  const bad = found.some(({ holds }) => holds === false);
  const signed = found.some(({ what }) => what === "signature_holds");
  const list = make(
    "ul",
    { class: "receipt-findings" },
    found.map(({ what, holds }) =>
      make("li", { "data-holds": String(holds) }, [t(`site.receipt.${what}`, { contact })]),
    ),
  );
  const more = [list, facts(proof.receipt)];
  if (signed && !bad) more.push(picture(proof.receipt));
  if (bad) say("site.receipt.bad", "revoked", more);
  else if (signed) say("site.receipt.good", "valid", more);
  else say("site.receipt.undecided", "unknown", more);
}

function checkAddress() {
  const fragment = location.hash.slice(1);
  if (fragment.includes(".")) check(fragment);
}

file.addEventListener("change", async () => {
  const chosen = file.files?.[0];
  if (!chosen) return;
  if (chosen.size > MOST_BYTES) say("site.receipt.no_receipt", "unknown");
  else await check(await chosen.text());
  // The same file again, changed meanwhile, is to be noticed.
  file.value = "";
  answer.scrollIntoView({ block: "nearest" });
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!pasted.value.trim()) return;
  await check(pasted.value);
  answer.scrollIntoView({ block: "nearest" });
});
addEventListener("hashchange", checkAddress);
form.hidden = false;
checkAddress();
