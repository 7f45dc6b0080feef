// What was corrected: drawn where the build did not know it yet, in the form in which it writes it.

import { withOwnWords } from "./lib/own_words.js";
import { placeOf, VIETNAMESE } from "./lib/place.js";
import { byId, catalogue, make, pageData } from "./lib/texts.js";
import { formatMoment, formatNumber } from "./lib/times.js";

/**
 * @typedef {{round: string, round_name: string, page: string, after: string}} Former
 * @typedef {{round_name: string, receipt: string, unit: string, before: string[],
 *   after: string[]}} Moved
 * @typedef {{number: number, at: number, kind: string, round_name: string, about: string,
 *   answer: string, answer_words: string, reason: string, proposed_at: number,
 *   proposed_by: string, approved_by: string, ranks_moved: number, prizes_moved: number,
 *   former: Former[], prizes: Moved[]}} Correction
 */

const data = pageData("page-data");
const say = catalogue(data.texts);
/** @type {Record<string, string>} the attributes of a link to a page that is Vietnamese */
const OLD = document.documentElement.lang === "vi" ? {} : { hreflang: "vi" };

/**
 * @param {string} key
 * @param {Record<string, string | number>} [details]
 */
const t = (key, details) => say(`site.corrections.${key}`, details);

/**
 * @param {string} label
 * @param {(Node | string)[]} said
 * @param {Record<string, string>} [attributes]
 */
function fact(label, said, attributes) {
  if (!said[0]) return [];
  return [make("div", {}, [make("dt", {}, [label]), make("dd", attributes, said)])];
}

/**
 * @param {string[]} names
 * @returns {(Node | string)[]}
 */
function prizes(names) {
  const title = (/** @type {string} */ prize) =>
    /^giải /i.test(prize) ? prize : say("site.results.prize_name", { prize });
  const shown = names.flatMap((prize) => [", ", ...withOwnWords(title(prize), prize)]);
  return shown.length ? shown.slice(1) : [t("no_prize")];
}

/** @param {Moved} moved */
function prizeLine({ round_name: round, receipt, unit, before, after }) {
  /** @type {Record<string, (Node | string)[]>} */
  const parts = {
    "{who}": unit ? withOwnWords(unit, unit) : [t("by_receipt", { code: receipt })],
    "{before}": prizes(before),
    "{after}": prizes(after),
  };
  const said = t("prize_line").split(/(\{\w+\})/).flatMap((part) => parts[part] ?? [part]);
  return make("li", {}, [...(round ? [make("span", VIETNAMESE, [round]), " – "] : []), ...said]);
}

/** @param {Former} former */
function versionLine({ round, round_name: name, page, after }) {
  const now = placeOf(`/ket-qua/${round === "contest" ? data.overall : round}/`);
  const at = after ? 0 : data.official[round];
  return make("li", {}, [
    make("span", VIETNAMESE, [name || say("site.results.contest_title")]),
    ": ",
    make("a", { href: page, ...OLD }, [t("version_before")]),
    " · ",
    make("a", after ? { href: after, ...OLD } : { href: now }, [t("version_after")]),
    ...(at ? [make("span", { class: "under" }, [t("official", { at: formatMoment(at) })])] : []),
  ]);
}

/**
 * @param {string} name
 * @param {number} at
 */
function signed(name, at) {
  return [...withOwnWords(name, name), `, ${formatMoment(at)}`];
}

/** @param {Correction} row */
function section(row) {
  const moved = [row.ranks_moved, row.prizes_moved];
  const [ranks, others] = moved.map(formatNumber);
  const changed = moved.some(Boolean)
    ? t("changed", { ranks, prizes: others })
    : t("nothing_changed");
  const lists = (/** @type {HTMLElement[]} */ lines) => (lines.length ? [make("ul", {}, lines)] : []);
  return make("section", { class: "card correction", id: `c${row.number}` }, [
    make("h2", {}, [t("number", { number: row.number })]),
    make("dl", { class: "details" }, [
      ...fact(t("of_round"), [row.round_name || t("of_all")], row.round_name ? VIETNAMESE : {}),
      ...fact(t("why"), [row.reason], VIETNAMESE),
      ...fact(t("decided"), [t(`decided.${row.kind}`)]),
      ...fact(t(`about.${row.kind}`), [row.about], VIETNAMESE),
      ...fact(t("answer"), [row.answer_words || row.answer], VIETNAMESE),
      ...fact(t("proposed_by"), signed(row.proposed_by, row.proposed_at)),
      ...fact(t("approved_by"), signed(row.approved_by, row.at)),
      ...fact(t("changes"), [make("p", {}, [changed]), ...lists(row.prizes.map(prizeLine))]),
      ...fact(t("versions"), lists(row.former.map(versionLine))),
    ]),
  ]);
}

try {
  const response = await fetch("/data/corrections.json", { cache: "no-cache" });
  // Where there are none, a store without a list answers with either.
  if (response.ok) {
    const { corrections } = await response.json();
    if (corrections.length !== data.written) {
      byId("corrections").replaceChildren(...corrections.map(section));
    }
    byId("corrections-none").hidden = corrections.length > 0;
    // What an address names may have been drawn just now.
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  } else if (response.status !== 404 && response.status !== 403) {
    throw new Error(String(response.status));
  }
} catch {
  byId("corrections-failed").textContent = t("failed");
}
