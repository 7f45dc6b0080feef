// Filters the study documents by words and by topic while the reader types.

import { fold, matcher } from "./lib/fold.js";
import { byId, catalogue, pageData } from "./lib/texts.js";

const box = document.querySelector("[data-filter-for]");
if (box instanceof HTMLElement) {
  const t = catalogue(pageData("page-data").texts);
  const topics = [...document.querySelectorAll("section.topic")].map((section) => ({
    section: /** @type {HTMLElement} */ (section),
    documents: [...section.querySelectorAll("[data-document]")].map((row) => ({
      row: /** @type {HTMLElement} */ (row),
      folded: fold(`${row.textContent} ${section.querySelector("h2")?.textContent}`),
    })),
  }));
  const total = topics.reduce((sum, { documents }) => sum + documents.length, 0);
  const input = /** @type {HTMLInputElement} */ (byId("filter"));
  const choice = /** @type {HTMLSelectElement | null} */ (document.getElementById("topic"));
  const count = byId("filter-count");

  const show = () => {
    const matches = matcher(input.value);
    const wanted = choice?.value ?? "";
    let shown = 0;
    for (const { section, documents } of topics) {
      const here = wanted === "" || section.id === wanted;
      let rest = 0;
      for (const { row, folded } of documents) {
        row.hidden = !here || !matches(folded);
        rest += Number(!row.hidden);
      }
      section.hidden = rest === 0;
      shown += rest;
    }
    if (input.value.trim() === "" && wanted === "") count.textContent = "";
    else if (shown === 0) count.textContent = t("site.documents.filter_none");
    else count.textContent = t("site.documents.filter_count", { shown, total });
  };
  input.addEventListener("input", show);
  choice?.addEventListener("change", show);
  box.hidden = false;
}
