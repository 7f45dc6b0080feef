// A results page: reads the small pointer, then the summary that it names, and shows that; the rows
// beyond the first page are fetched when they are asked for.

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
let ahead = 0;

/** @returns {number} the server's time, as far as it has told it */
const now = () => Date.now() + ahead;

/** @returns {Promise<boolean>} whether the results are shown now */
async function load() {
  const response = await fetch(root.dataset.pointer ?? "", { cache: "no-cache" });
  // A device's own clock may be wrong by hours.
  const heard = Date.parse(response.headers.get("Date") ?? "");
  if (heard) ahead = heard - Date.now();
  if (response.status === 404 || response.status === 403) return false;
  if (!response.ok) throw new Error(String(response.status));
  const pointer = await response.json();
  const summary = await fetch(pointer.summary);
  if (!summary.ok) throw new Error(String(summary.status));
  show(await summary.json(), pointer);
  return true;
}

/**
 * @param {import("./types.js").Results} value
 * @param {{digest: string, rows: string, published_at?: number}} pointer
 */
function show(value, pointer) {
  // Where the build wrote these very results into the page, there is nothing to draw again.
  const written = byId("results-digest").textContent === pointer.digest;
  if (!written) draw(value, pointer);
  if (document.getElementById("persons")) {
    // The build shows the first rows of every division, this script one page of all of them.
    const table = new PersonTable(value, pointer.rows, t, written && !value.divisions.length);
    showMine(value, table, t);
  }
}

/**
 * @param {import("./types.js").Results} value
 * @param {{digest: string, published_at?: number}} pointer
 */
function draw(value, pointer) {
  byId("results-published").textContent = t("site.results.published", {
    at: formatMoment(pointer.published_at ?? value.publishes_at),
  });
  byId("results-digest").textContent = pointer.digest;
  const official = byId("results-official");
  official.hidden = !value.official_at;
  if (value.official_at) {
    official.textContent = t("site.corrections.official", { at: formatMoment(value.official_at) });
  }
  byId("results-corrected").hidden = !value.digests.corrections;
  showFigures(byId("results-figures"), value, t);
  showPodium(value, data.groups, t);
  showUnits(byId("units"), value, data.columns, t);
  byId("results-pending").hidden = true;
  byId("results-body").hidden = false;
}

/** Until there are results: how many have taken part. */
async function showSoFar() {
  const { live } = root.dataset;
  if (!live) return;
  const { showLive } = await import("./live.js");
  await showLive(live, Number(root.dataset.opensAt), now(), t);
}

async function check() {
  try {
    if (await load()) return;
    await showSoFar();
    if (now() > publishesAt) byId("results-late").textContent = t("site.results.late");
  } catch {
    byId("results-late").textContent = t("site.results.failed");
  }
  // A device whose clock is wrong still asks now and then.
  setTimeout(check, CHECK_EVERY_MS);
}

await check();
