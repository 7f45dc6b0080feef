// Filters the rows of a table while the reader types.

import { fold, matcher } from "./lib/fold.js";
import { byId, catalogue, pageData } from "./lib/texts.js";

const box = document.querySelector("[data-filter-for]");
if (box instanceof HTMLElement) {
  const t = catalogue(pageData("page-data").texts);
  const table = byId(box.dataset.filterFor ?? "");
  const rows = [...table.querySelectorAll("tbody tr")].map((row) => ({
    row: /** @type {HTMLElement} */ (row),
    folded: fold(row.textContent ?? ""),
  }));
  const input = /** @type {HTMLInputElement} */ (byId("filter"));
  const count = byId("filter-count");
  input.addEventListener("input", () => {
    const matches = matcher(input.value);
    let shown = 0;
    for (const { row, folded } of rows) {
      row.hidden = !matches(folded);
      shown += Number(!row.hidden);
    }
    const empty = input.value.trim() === "";
    if (empty) count.textContent = "";
    else if (shown === 0) count.textContent = t("site.filter.none");
    else count.textContent = t("site.filter.count", { shown, total: rows.length });
  });
  box.hidden = false;
}
