// Search over all pages and units: fetches its index when the box is first used.

import { byId, catalogue, make, pageData } from "../lib/texts.js";
import { formatNumber } from "../lib/times.js";
import { entriesOf } from "./entries.js";
import { matching, spansOf, wordsOf } from "./matching.js";

/** @typedef {import("./entries.js").Entry} Entry */

const MOST_SHOWN = 30;
const EXCERPT = 180;
const BEFORE = 50;

const data = pageData("page-data");
const t = catalogue(data.texts);
const box = /** @type {HTMLInputElement} */ (byId("search"));
const form = /** @type {HTMLFormElement} */ (byId("search-form"));

/** @type {Promise<Entry[]> | undefined} */
let loading;

/** @returns {Promise<Entry[]>} */
function entries() {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** @returns {Promise<Entry[]>} */
async function load() {
  const response = await fetch(data.index);
  if (!response.ok) throw new Error(String(response.status));
  return entriesOf(await response.json(), t("site.search.unit"));
}

/**
 * @param {string} text
 * @param {string} folded
 * @param {string[]} words
 * @returns {(Node | string)[]} the text with the words marked
 */
function marked(text, folded, words) {
  const parts = [];
  let at = 0;
  for (const { start, end } of spansOf(folded, words)) {
    parts.push(text.slice(at, start), make("mark", {}, [text.slice(start, end)]));
    at = end;
  }
  return [...parts, text.slice(at)];
}

/**
 * @param {Entry} entry
 * @param {string[]} words
 * @returns {HTMLElement}
 */
function hitOf(entry, words) {
  const title = make("a", { href: entry.address }, marked(entry.heading, entry.foldedHeading, words));
  const where = entry.page ? [make("span", { class: "hit-page" }, [entry.page])] : [];
  const first = spansOf(entry.foldedText, words)[0]?.start ?? 0;
  // From the beginning of a word.
  const from = first > BEFORE ? entry.text.indexOf(" ", first - BEFORE) + 1 : 0;
  const to = from + EXCERPT;
  const excerpt = marked(entry.text.slice(from, to), entry.foldedText.slice(from, to), words);
  const text = [from > 0 ? "… " : "", ...excerpt, to < entry.text.length ? "…" : ""];
  return make("li", {}, [...where, title, make("p", {}, text)]);
}

let asked = 0;

async function show() {
  asked += 1;
  const mine = asked;
  const words = wordsOf(box.value);
  const count = byId("search-count");
  if (words.length === 0) {
    count.textContent = "";
    byId("hits").replaceChildren();
    return;
  }
  try {
    if (!loading) count.textContent = t("site.search.loading");
    const found = matching(await entries(), words);
    if (mine !== asked) return;
    const shown = found.slice(0, MOST_SHOWN);
    byId("hits").replaceChildren(...shown.map((entry) => hitOf(entry, words)));
    count.textContent = said(found.length, shown.length);
  } catch {
    count.textContent = t("site.search.failed");
  }
}

/**
 * @param {number} found
 * @param {number} shown
 */
function said(found, shown) {
  if (found === 0) return t("site.search.none");
  const key = found > shown ? "site.search.count_more" : "site.search.count";
  return t(key, { count: formatNumber(found), shown });
}

/** Keeps the address as a link to what is shown. */
function keepAddress() {
  const query = box.value.trim();
  history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
}

box.value = new URLSearchParams(location.search).get("q") ?? "";
form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  keepAddress();
  void show();
});
box.addEventListener("focus", () => void entries().catch(() => undefined), { once: true });
box.addEventListener("input", () => void show());
box.addEventListener("change", keepAddress);
if (box.value) await show();
else box.focus({ preventScroll: true });
