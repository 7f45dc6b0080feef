// The prizes taken: by group in the contest's order, and by prize, best first.

import { withOwnWords } from "../lib/own_words.js";
import { placeOf, VIETNAMESE } from "../lib/place.js";
import { byId, make } from "../lib/texts.js";
import { formatDecimal, formatDuration, formatNumber } from "../lib/times.js";

/** @typedef {import("./types.js").Results} Results */
/** @typedef {import("./types.js").Award} Award */
/** @typedef {import("./types.js").Translate} Translate */

/**
 * @param {string} prize as the contest names it, with or without "Giải"
 * @param {Translate} t
 */
export function prizeTitle(prize, t) {
  return /^giải /i.test(prize) ? prize : t("site.results.prize_name", { prize });
}

/**
 * @param {string} marks
 * @param {string} fullMarks empty where papers differ, and for sums
 */
export function outOf(marks, fullMarks) {
  const shown = formatDecimal(marks);
  return fullMarks ? `${shown}/${formatDecimal(fullMarks)}` : shown;
}

/**
 * @param {Results} value
 * @param {{awards: Award[]}[]} rows
 * @returns {(row: {awards: Award[]}) => string} a row's prizes, with the group's name where rows
 *   take prizes of more than one
 */
export function awardsOf(value, rows) {
  const decided = rows.flatMap((row) => row.awards.filter((award) => award.decided));
  const several = new Set(decided.map((award) => award.group)).size > 1;
  return (row) =>
    row.awards
      .filter((award) => award.decided)
      .map((award) => withGroup(award.prize, award.group, value, several))
      .join("; ");
}

/**
 * @param {string} prize
 * @param {string} groupId
 * @param {Results} value
 * @param {boolean} several
 */
function withGroup(prize, groupId, value, several) {
  const name = value.prize_groups.find(({ id }) => id === groupId)?.name;
  return several && name ? `${prize} (${name})` : prize;
}

/**
 * @param {Results} value
 * @param {import("./types.js").Group[]} groups in the contest's order
 * @param {Translate} t
 */
export function showPodium(value, groups, t) {
  const rows = [...value.winners, ...value.units];
  const stages = groups
    .map((group) => ({ group, podiums: podiumsOf(rows, group) }))
    .filter(({ podiums }) => podiums.length);
  const several = stages.length > 1;
  const shown = stages.flatMap(({ group, podiums }) => {
    const how = { tag: several ? "h4" : "h3", byClip: group.by_clip, value, t };
    const list = make("ol", { class: "podium" }, podiums.map((podium, at) => card(podium, at, how)));
    const name = value.prize_groups.find(({ id }) => id === group.id)?.name ?? "";
    return several ? [make("h3", { class: "stage" }, [name]), list] : [list];
  });
  const undecided = rows.flatMap((row) => row.awards.filter((award) => !award.decided));
  const many = new Set(undecided.map((award) => award.group)).size > 1;
  const open = undecided.map((award) =>
    withGroup(prizeTitle(award.prize, t), award.group, value, many),
  );
  const notes = [...new Set(open)].map((prize) =>
    make("p", { class: "notice" }, [t("site.results.undecided", { prize })]),
  );
  if (!shown.length && !notes.length) notes.push(make("p", {}, [t("site.results.no_winners")]));
  byId("podium").replaceChildren(...shown);
  byId("undecided").replaceChildren(...notes);
}

/**
 * @param {any[]} rows
 * @param {import("./types.js").Group} group
 * @returns {{award: Award, rows: any[]}[]} who takes each prize of the group, best first
 */
function podiumsOf(rows, group) {
  const podiums = [...new Set(group.prizes)].map((prize) => {
    const winners = rows.flatMap((row) =>
      row.awards
        .filter((/** @type {Award} */ award) => award.group === group.id && award.prize === prize)
        .filter((/** @type {Award} */ award) => award.decided)
        .map((/** @type {Award} */ award) => ({ award, row })),
    );
    // Where clips decide, the standings are not the order.
    if (group.by_clip) winners.sort((one, other) => clipMarks(other.row) - clipMarks(one.row));
    return { award: winners[0]?.award, rows: winners.map(({ row }) => row) };
  });
  return podiums.filter((podium) => podium.rows.length);
}

/** @param {{clip_marks: string | null}} row */
const clipMarks = (row) => Number((row.clip_marks ?? "0").replace(",", "."));

/**
 * @param {{award: Award, rows: any[]}} podium
 * @param {number} place 0 for the best
 * @param {{tag: string, byClip: boolean, value: Results, t: Translate}} how
 */
function card({ award, rows }, place, { tag, byClip, value, t }) {
  const worth = award.value ? t("site.money", { amount: formatNumber(award.value) }) : "";
  const parts = [worth, award.certificate].filter(Boolean).join(" · ");
  const winners = rows.map((row) =>
    "receipt" in row ? personWins(row, value, t) : unitWins(row, byClip, t),
  );
  return make("li", { class: `prize-group place-${Math.min(place + 1, 4)}` }, [
    make(tag, { class: "prize-title" }, withOwnWords(prizeTitle(award.prize, t), award.prize)),
    ...(parts ? [make("p", { class: "prize-value" }, [parts])] : []),
    make("ul", { class: "winners" }, winners),
  ]);
}

/**
 * @param {import("./types.js").UnitRow} row
 * @param {boolean} byClip
 * @param {Translate} t
 */
function unitWins(row, byClip, t) {
  const attempts = `${formatNumber(row.attempts)} ${t("site.results.figure_attempts")}`;
  let marks = `${t("site.results.total_marks")} ${formatDecimal(row.total_marks)}`;
  if (row.score !== null) marks = `${t("site.results.score")} ${formatDecimal(row.score)}`;
  const more =
    byClip && row.clip_marks !== null
      ? t("site.results.clip_percent", { percent: formatDecimal(row.clip_marks) })
      : `${attempts} · ${marks}`;
  return make("li", {}, [
    make("a", { class: "winner", href: placeOf(`/don-vi/${encodeURIComponent(row.unit)}/`), ...VIETNAMESE }, [row.name]),
    make("span", { class: "winner-more" }, [more]),
  ]);
}

/**
 * @param {import("./types.js").PersonRow} row
 * @param {Results} value
 * @param {Translate} t
 */
function personWins(row, value, t) {
  const score = `${outOf(row.marks, value.full_marks)} · ${formatDuration(row.time_used_ms)}`;
  return make("li", {}, [
    make("span", { class: "winner", ...(row.name && VIETNAMESE) }, [
      row.name || t("site.results.name_hidden"),
    ]),
    ...(row.unit_name ? [make("span", { class: "winner-more", ...VIETNAMESE }, [row.unit_name])] : []),
    make("span", { class: "winner-more" }, [score]),
  ]);
}
