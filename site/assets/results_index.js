// The list of results: which of them are out, where the build could not know it yet.

import { roundsNow } from "./lib/rounds.js";
import { catalogue, pageData } from "./lib/texts.js";

const data = pageData("page-data");
const t = catalogue(data.texts);

/**
 * @param {HTMLElement} card
 * @returns {Promise<boolean>} whether the results that the card leads to can be read
 */
async function isOut(card) {
  try {
    return (await fetch(card.dataset.pointer ?? "", { cache: "no-cache" })).ok;
  } catch {
    return false;
  }
}

/**
 * @param {HTMLElement} card
 * @param {import("./lib/rounds.js").Round[]} rounds
 */
async function showCard(card, rounds) {
  const badge = card.querySelector("[data-badge]");
  // A card without a round leads to the whole contest's results, which come with the last round's.
  const own = rounds.filter(({ id }) => id === (card.dataset.round ?? id));
  const due = own.every(({ phase }) => phase === "published");
  if (!(badge instanceof HTMLElement) || badge.dataset.badge === "published") return;
  if (!due || !(await isOut(card))) return;
  badge.dataset.badge = "published";
  badge.textContent = t("site.results.index_published");
}

const rounds = await roundsNow(data.rounds);
for (const card of document.querySelectorAll("[data-pointer]")) {
  if (card instanceof HTMLElement) await showCard(card, rounds);
}
