// A results page: reads the small pointer, then the results that it names, and shows them.

import { formatMoment } from "../lib/times.js";
import { byId, catalogue, pageData } from "../lib/texts.js";
import { showMine } from "./mine.js";
import { showPodium } from "./prizes.js";
import { showFigures, showUnits } from "./summary.js";
import { PersonTable } from "./table.js";

const CHECK_EVERY_MS = 60_000;

const root = byId("results");
const data = pageData("page-data");
const t = catalogue(data.texts);
const publishesAt = Number(root.dataset.publishesAt);

/** @returns {Promise<boolean>} whether the results are shown now */
async function load() {
  const response = await fetch(root.dataset.pointer ?? "", { cache: "no-cache" });
  if (response.status === 404 || response.status === 403) return false;
  if (!response.ok) throw new Error(String(response.status));
  const pointer = await response.json();
  const results = await fetch(pointer.results);
  if (!results.ok) throw new Error(String(results.status));
  show(await results.json(), pointer);
  return true;
}

/**
 * @param {import("./types.js").Results} value
 * @param {{digest: string, published_at?: number}} pointer
 */
function show(value, pointer) {
  byId("results-published").textContent = t("site.results.published", {
    at: formatMoment(pointer.published_at ?? value.publishes_at),
  });
  byId("results-digest").textContent = pointer.digest;
  showFigures(byId("results-figures"), value, t);
  showPodium(value, data.groups, t);
  showUnits(byId("units"), value, data.columns, t);
  byId("results-pending").hidden = true;
  byId("results-body").hidden = false;
  if (document.getElementById("persons")) {
    const table = new PersonTable(value, t);
    showMine(value, table, t);
  }
}

async function check() {
  try {
    if (await load()) return;
    if (Date.now() > publishesAt) byId("results-late").textContent = t("site.results.late");
  } catch {
    byId("results-late").textContent = t("site.results.failed");
  }
  // A device whose clock is wrong still asks now and then.
  setTimeout(check, CHECK_EVERY_MS);
}

await check();
