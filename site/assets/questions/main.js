// Questions and answers of a round: drawn where the build did not know them yet, then searched.

import { fold, matcher } from "../lib/fold.js";
import { publishedPart } from "../lib/published.js";
import { byId, catalogue, pageData } from "../lib/texts.js";
import { formatNumber } from "../lib/times.js";
import { questionCard } from "./card.js";

const data = pageData("page-data");
const t = catalogue(data.texts);
const list = byId("questions");

/** @param {{questions: import("./card.js").PublishedQuestion[], papers: number, held_back: number}} value */
function show(value) {
  let division = /** @type {string | null} */ (null);
  const cards = value.questions.map((question, place) => {
    const begins = question.division !== division;
    division = question.division;
    const named = data.divisions.find((/** @type {{id: string}} */ { id }) => id === division);
    return questionCard(question, place + 1, begins ? (named?.name ?? "") : "", t);
  });
  list.replaceChildren(...cards);
  byId("questions-of").textContent = t("site.questions.of", {
    count: formatNumber(value.questions.length),
    papers: formatNumber(value.papers),
  });
  const held = byId("questions-held");
  held.hidden = value.held_back === 0;
  held.textContent = t("site.questions.held_back", { count: formatNumber(value.held_back) });
  byId("questions-pending").hidden = true;
  byId("questions-body").hidden = false;
}

function makeFilter() {
  const cards = [...list.children].map((element) => ({
    card: /** @type {HTMLElement} */ (element),
    folded: fold(element.textContent ?? ""),
    percent: Number(/** @type {HTMLElement} */ (element).dataset.percent ?? NaN),
  }));
  const input = /** @type {HTMLInputElement} */ (byId("filter"));
  const order = /** @type {HTMLSelectElement} */ (byId("order"));
  const count = byId("filter-count");
  input.addEventListener("input", () => {
    const query = input.value.trim();
    const matches = matcher(query);
    let shown = 0;
    for (const { card, folded } of cards) {
      card.hidden = !matches(folded);
      shown += Number(!card.hidden);
    }
    const counts = { shown: formatNumber(shown), total: formatNumber(cards.length) };
    count.textContent = query ? t(`site.questions.${shown ? "shown" : "none"}`, counts) : "";
  });
  order.addEventListener("change", () => {
    const step = { bank: 0, hardest: 1, easiest: -1 }[order.value] ?? 0;
    // Where nothing is said of a question, it comes last.
    const known = cards.filter(({ percent }) => step && !Number.isNaN(percent));
    known.sort((one, other) => step * (one.percent - other.percent));
    const others = cards.filter((each) => !known.includes(each));
    list.replaceChildren(...[...known, ...others].map(({ card }) => card));
  });
  byId("questions-filter").hidden = false;
}

try {
  let written = byId("questions-page").dataset.written === "yes";
  if (!written) {
    const value = await publishedPart(data.round, "questions");
    written = Boolean(value?.published);
    if (written) show(value);
  }
  if (written) makeFilter();
} catch {
  byId("questions-failed").textContent = t("site.questions.failed");
}
