// The home page: what is open now and for how long, what comes next, what is out.

import { countDown } from "./lib/countdown.js";
import { withOwnWords } from "./lib/own_words.js";
import { placeOf } from "./lib/place.js";
import { liveOf, liveSentence } from "./lib/live.js";
import { roundToEnter, stateNow } from "./lib/rounds.js";
import { byId, catalogue, make, pageData } from "./lib/texts.js";
import { formatMoment, formatNumber, formatPercent } from "./lib/times.js";

/** @typedef {import("./lib/rounds.js").Round} Round */

const ASK_AGAIN_MS = 3_000;
const SPREAD_MS = 7_000;

const data = pageData("page-data");
const t = catalogue(data.texts);

/**
 * @param {Round[]} rounds
 * @returns {{round: Round | undefined, says: string, left: string, until: number}} the round to
 *   speak of, what to say of it, and until when to count
 */
function situation(rounds) {
  const round = roundToEnter(rounds);
  if (round?.phase === "open") {
    const says = t("site.home.now_open", { name: round.name, closes: formatMoment(round.closes_at) });
    return { round, says, left: t("site.home.closes_in"), until: round.closes_at };
  }
  if (round) {
    const says = t("site.home.next_opens", { name: round.name, opens: formatMoment(round.opens_at) });
    return { round, says, left: t("site.home.opens_in"), until: round.opens_at };
  }
  const waiting = rounds.filter((other) => other.phase === "closed").pop();
  if (waiting) {
    const publishes = formatMoment(waiting.publishes_at);
    const says = t("site.home.waiting", { name: waiting.name, publishes });
    return { round: waiting, says, left: t("site.home.publishes_in"), until: waiting.publishes_at };
  }
  return { round, says: t("site.home.over"), left: "", until: 0 };
}

/** @param {Round} round */
function showRound(round) {
  const card = document.querySelector(`[data-round="${CSS.escape(round.id)}"]`);
  if (!(card instanceof HTMLElement)) return;
  const phase = round.phase ?? "upcoming";
  card.dataset.phase = phase;
  showBadge(card.querySelector("[data-badge]"), phase);
  const results = card.querySelector("[data-results]");
  if (results instanceof HTMLElement) results.hidden = phase !== "published";
}

/**
 * @param {Element | null} badge
 * @param {string} phase
 */
function showBadge(badge, phase) {
  if (!(badge instanceof HTMLElement)) return;
  badge.dataset.badge = phase;
  badge.textContent = t(`site.phase.${phase}`);
  badge.hidden = false;
}

/** @param {Round[]} rounds */
function showStart(rounds) {
  const next = roundToEnter(rounds);
  const start = byId("start");
  if (!next && start instanceof HTMLAnchorElement) {
    start.href = placeOf("/ket-qua/");
    start.textContent = t("site.home.to_results");
  } else if (next?.phase === "upcoming" && data.open_entry) {
    start.textContent = t("site.home.register");
  }
}

/**
 * Results are put beside the pages when they are published: the build knows the earlier ones alone.
 * @param {Round[]} rounds
 */
async function showLatest(rounds) {
  const out = rounds.filter(({ phase }) => phase === "published").pop();
  if (!out || out.id === data.shown) return;
  try {
    const pointer = await fetch(`/data/${out.id}.json`, { cache: "no-cache" });
    if (!pointer.ok) return;
    const summary = await fetch((await pointer.json()).summary);
    if (!summary.ok) return;
    drawLatest(out, (await summary.json()).figures);
  } catch {
    // The link to all results is there without it.
  }
}

/**
 * @param {Round} round
 * @param {Record<string, number>} figures
 */
function drawLatest(round, figures) {
  const percent = formatPercent(figures.perfect_papers, figures.counting);
  const shown = [
    [figures.attempts, t("site.results.figure_attempts")],
    [figures.people, t("site.results.figure_people")],
    [figures.units, t("site.results.figure_units")],
    [figures.perfect_papers, t("site.results.figure_perfect", { percent })],
  ].map(([count, label]) =>
    make("li", {}, [make("strong", {}, [formatNumber(Number(count))]), ` ${label}`]),
  );
  byId("latest-title").textContent = t("site.home.results_of", { name: round.name });
  const says = t("site.home.results_link", { name: round.name });
  const link = make("a", { href: placeOf(`/ket-qua/${encodeURIComponent(round.id)}/`) }, [says]);
  byId("latest-body").replaceChildren(
    make("ul", { class: "figures" }, shown),
    make("p", {}, [link]),
  );
  byId("latest").hidden = false;
}

/**
 * How many have taken part so far: a file that the schedule writes, so that no reader costs a read.
 * @param {Round | undefined} round
 * @param {number} now
 */
async function showSoFar(round, now) {
  const open = round && data.tells_live && ["open", "closed"].includes(round.phase ?? "");
  const live = open ? await liveOf(round.id, round.opens_at, now) : null;
  byId("live").hidden = !live;
  if (live) byId("live").textContent = liveSentence(live, t);
}

async function show() {
  const { rounds, now } = await stateNow(data.rounds);
  const ahead = now - Date.now();
  rounds.forEach(showRound);
  const { round, says, left, until } = situation(rounds);
  byId("now").replaceChildren(...withOwnWords(says, round?.name ?? ""));
  showBadge(byId("now-badge"), round ? (round.phase ?? "upcoming") : "published");
  showStart(rounds);
  const box = byId("countdown");
  box.parentElement?.removeAttribute("data-awaits");
  const label = byId("countdown-label");
  const counts = until > now;
  box.hidden = label.hidden = !counts;
  if (counts) {
    label.textContent = left;
    // Everybody's countdown ends at once: they must not all ask at once.
    const again = () => setTimeout(show, ASK_AGAIN_MS + Math.random() * SPREAD_MS);
    countDown(box, () => until - (Date.now() + ahead), (unit) => t(`site.home.${unit}`), again);
  }
  await Promise.all([showLatest(rounds), showSoFar(round, now)]);
}

await show();
