// A round that has no results yet: how many have taken part, by unit and by day.

import { liveOf, liveSentence } from "../lib/live.js";
import { placeOf, VIETNAMESE } from "../lib/place.js";
import { byId, make } from "../lib/texts.js";
import { formatDay, formatNumber } from "../lib/times.js";

/**
 * @param {string} round
 * @param {number} opensAt
 * @param {number} now
 * @param {import("./types.js").Translate} t
 */
export async function showLive(round, opensAt, now, t) {
  const live = await liveOf(round, opensAt, now);
  byId("live").hidden = !live;
  if (!live) return;
  const units = live.units.map(([id, name, people, attempts], index) => {
    const href = placeOf(`/don-vi/${encodeURIComponent(id)}/`);
    const link = make("a", { href, ...VIETNAMESE }, [name]);
    const cells = { place: index + 1, people, attempts };
    return row(link, cells, ["place", null, "people", "attempts"], t);
  });
  const days = live.by_day.map(([day, attempts]) =>
    row(formatDay(day), { attempts }, [null, "attempts"], t),
  );
  byId("live").replaceChildren(
    make("h3", {}, [t("site.live.title")]),
    make("p", {}, [liveSentence(live, t)]),
    make("p", { class: "hint" }, [t("site.live.note")]),
    ...(units.length ? [tableOf("units", ["place", "unit", "people", "attempts"], units, t)] : []),
    tableOf("days", ["day", "attempts"], days, t),
  );
}

/**
 * @param {string | Node} head
 * @param {Record<string, number>} cells
 * @param {(string | null)[]} order null where the head stands
 * @param {import("./types.js").Translate} t
 */
function row(head, cells, order, t) {
  const made = order.map((key) =>
    key === null
      ? make("th", { scope: "row" }, [head])
      : make("td", { class: "num", "data-label": t(`site.live.${key}`) }, [formatNumber(cells[key])]),
  );
  return make("tr", {}, made);
}

/**
 * @param {string} name
 * @param {string[]} columns
 * @param {HTMLElement[]} rows
 * @param {import("./types.js").Translate} t
 */
function tableOf(name, columns, rows, t) {
  const heads = columns.map((key) => {
    const text = ["unit", "day"].includes(key);
    return make("th", { scope: "col", ...(text ? {} : { class: "num" }) }, [t(`site.live.${key}`)]);
  });
  return make("details", name === "units" ? { open: "" } : {}, [
    make("summary", {}, [t(`site.live.${name}`)]),
    make("table", { id: `live-${name}`, class: "cards" }, [
      make("thead", {}, [make("tr", {}, heads)]),
      make("tbody", {}, rows),
    ]),
  ]);
}
