// The schedule: what each round's state is now, asked again while the page stays open.

import { roundsNow } from "./lib/rounds.js";
import { catalogue, pageData } from "./lib/texts.js";

const AGAIN_MS = 60_000;

const data = pageData("page-data");
const t = catalogue(data.texts);

/** @param {import("./lib/rounds.js").Round} round */
function showState({ id, phase = "upcoming" }) {
  const row = document.querySelector(`tr[data-round="${CSS.escape(id)}"]`);
  const badge = row?.querySelector("[data-badge]");
  if (!(row instanceof HTMLElement) || !(badge instanceof HTMLElement)) return;
  row.dataset.phase = phase;
  badge.dataset.badge = phase;
  badge.textContent = t(`site.phase.${phase}`);
  badge.hidden = false;
  row.querySelector("[data-enter]")?.toggleAttribute("hidden", phase !== "open");
  row.querySelector("[data-results]")?.toggleAttribute("hidden", phase !== "published");
}

async function look() {
  (await roundsNow(data.rounds)).forEach(showState);
  setTimeout(look, AGAIN_MS);
}

await look();
