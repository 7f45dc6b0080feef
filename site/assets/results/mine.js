// "My result": finds the reader's own row by the receipt code.

import { byId } from "../lib/texts.js";
import { formatDuration, formatNumber } from "../lib/times.js";
import { outOf, prizeTitle } from "./prizes.js";

const NONCE = /^[0-9a-f]{64}$/;

/**
 * @param {File} file
 * @returns {Promise<{code: string, nonce: string} | null>} null where it is no receipt
 */
async function receiptIn(file) {
  try {
    const { receipt } = JSON.parse((await file.text()).replace(/^\uFEFF/, ""));
    return NONCE.test(receipt.nonce) && typeof receipt.code === "string" ? receipt : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} typed
 * @returns {string} as codes are compared: O, I and L are read as 0, 1 and 1
 */
function readCode(typed) {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

/**
 * @param {import("./types.js").Results} value
 * @param {import("./table.js").PersonTable} table
 * @param {import("./types.js").Translate} t
 */
export function showMine(value, table, t) {
  const form = byId("mine-form");
  const input = /** @type {HTMLInputElement} */ (byId("mine-code"));
  const answer = byId("mine-answer");

  async function find() {
    const wanted = readCode(input.value);
    if (!wanted) return;
    answer.textContent = t("site.results.loading");
    let roll;
    try {
      roll = await table.load();
    } catch {
      answer.textContent = t("site.results.failed");
      return;
    }
    const at = roll.find(wanted);
    if (at < 0) {
      answer.textContent = t("site.results.mine_none");
      return;
    }
    const row = roll.row(at);
    const division = value.divisions.find(({ id }) => id === row.division);
    const found = t(division ? "site.results.mine_found_division" : "site.results.mine_found", {
      division: division?.name ?? "",
      rank: formatNumber(row.rank),
      total: formatNumber(division ? value.persons_of[division.id] : value.persons_total),
      marks: outOf(row.marks, value.full_marks),
      time: formatDuration(row.time_used_ms),
    });
    const prizes = row.awards
      .filter((award) => award.decided)
      .map((award) => ` ${t("site.results.mine_award", { prize: prizeTitle(award.prize, t) })}`);
    answer.textContent = found + prizes.join("");
    table.showRow(at);
    // The sentence comes first, and the row is marked: to land on it would hide the answer.
    form.scrollIntoView({ block: "start" });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  /** @param {Promise<{code: string, nonce: string} | null>} receipt */
  async function open(receipt) {
    answer.textContent = t("site.results.loading");
    try {
      const { showOwn } = await import("./own.js");
      const wrong = await showOwn(await receipt, value, t);
      if (wrong) answer.textContent = t(wrong);
      // Whoever passes on the address of this page passes on no key to the own answers.
      else history.replaceState(history.state, "", location.pathname + location.search);
    } catch {
      answer.textContent = t("site.results.failed");
    }
  }

  const file = /** @type {HTMLInputElement | null} */ (document.getElementById("mine-file"));
  file?.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen) open(receiptIn(chosen));
  });
  form.hidden = false;
  const code = new URLSearchParams(location.search).get("ma");
  const nonce = location.hash.slice(1);
  if (code) input.value = code;
  if (code && file && NONCE.test(nonce)) open(Promise.resolve({ code, nonce }));
  else if (code) find();
}
