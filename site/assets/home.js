// The home page: what is open now, what comes next.

import { roundToEnter, roundsNow } from "./lib/rounds.js";
import { byId, catalogue, pageData } from "./lib/texts.js";
import { formatMoment } from "./lib/times.js";

const data = pageData("page-data");
const t = catalogue(data.texts);

/**
 * @param {import("./lib/rounds.js").Round[]} rounds
 * @returns {string}
 */
function headline(rounds) {
  const round = roundToEnter(rounds);
  if (round?.phase === "open") {
    return t("site.home.now_open", { name: round.name, closes: formatMoment(round.closes_at) });
  }
  const waiting = rounds.filter((other) => other.phase === "closed").pop();
  if (waiting && !round) {
    return t("site.home.waiting", {
      name: waiting.name,
      publishes: formatMoment(waiting.publishes_at),
    });
  }
  if (round) return t("site.home.next_opens", { name: round.name, opens: formatMoment(round.opens_at) });
  return t("site.home.over");
}

/** @param {import("./lib/rounds.js").Round} round */
function showRound(round) {
  const card = document.querySelector(`[data-round="${CSS.escape(round.id)}"]`);
  if (!(card instanceof HTMLElement)) return;
  const phase = round.phase ?? "upcoming";
  card.dataset.phase = phase;
  const badge = card.querySelector("[data-badge]");
  if (badge instanceof HTMLElement) {
    badge.dataset.badge = phase;
    badge.textContent = t(`site.phase.${phase}`);
    badge.hidden = false;
  }
  const results = card.querySelector("[data-results]");
  if (results instanceof HTMLElement) results.hidden = phase !== "published";
}

const rounds = await roundsNow(data.rounds);
rounds.forEach(showRound);
byId("now").textContent = headline(rounds);
const next = roundToEnter(rounds);
const start = byId("start");
if (!next && start instanceof HTMLAnchorElement) {
  start.href = "/ket-qua/";
  start.textContent = t("site.home.to_results");
} else if (next?.phase === "upcoming" && data.open_entry) {
  start.textContent = t("site.home.register");
}
