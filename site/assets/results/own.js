// One's own result on the page of a round: opened by the receipt, with no row of anybody else.

import { addAskedStyle, showOwnCards } from "../quiz/own_cards.js";
import { openOwn } from "../lib/own.js";
import { pointerOf, publishedPart } from "../lib/published.js";
import { byId } from "../lib/texts.js";
import { formatDuration, formatNumber } from "../lib/times.js";
import { outOf, prizeTitle } from "./prizes.js";

/**
 * @param {{code: string, nonce: string} | null} receipt
 * @param {import("./types.js").Results} results
 * @param {import("./types.js").Translate} t
 * @returns {Promise<string | null>} the text that says why nothing is shown; null where it is
 */
export async function showOwn(receipt, results, t) {
  byId("own-answers").hidden = true;
  if (!receipt) return "site.results.mine_bad_file";
  if (!globalThis.crypto?.subtle) return "site.results.mine_insecure";
  const round = results.round ?? "";
  const own = await openOwn((await pointerOf(round)) ?? {}, receipt.nonce);
  if (!own) return "site.results.mine_other_receipt";
  const asked = await publishedPart(round, "questions");
  addAskedStyle();
  const details = {
    division: own.division_name,
    rank: formatNumber(own.rank ?? 0),
    total: formatNumber(own.of ?? 0),
    marks: outOf(own.marks ?? "0", own.full_marks),
    time: formatDuration(own.time_used_ms),
  };
  const found = own.division_name ? "mine_found_division" : "mine_found";
  const says = own.rank
    ? [t(`site.results.${found}`, details)]
    : [...(own.marks ? [t("site.results.mine_marks", details)] : []), t("quiz.own.unranked")];
  const prizes = own.awards.map((prize) => t("site.results.mine_award", { prize: prizeTitle(prize, t) }));
  const code = /** @type {HTMLInputElement} */ (byId("mine-code"));
  code.value = own.code;
  byId("mine-answer").textContent = [...says, ...prizes].join(" ");
  showOwnCards(own, [], asked?.published ? asked.questions : null, t);
  byId("own-answers").hidden = false;
  byId("mine-form").scrollIntoView({ block: "start" });
  return null;
}
