// The complaints that were answered in public, in the board's words.

import { byId } from "../lib/texts.js";
import { publicCard } from "./shown.js";

const FILE = "/data/complaints.json";

/**
 * @param {{publishes_at: number}[]} rounds before the first is published nothing can be there
 * @param {Record<string, string>} names of the rounds by their id
 * @param {import("./shown.js").Translate} t
 */
export async function showPublic(rounds, names, t) {
  if (!rounds.some(({ publishes_at }) => publishes_at <= Date.now())) return;
  const none = byId("complaint-public-none");
  try {
    const response = await fetch(FILE, { cache: "no-cache" });
    if (!response.ok) throw new Error(String(response.status));
    /** @type {import("./shown.js").Public[]} */
    const shown = (await response.json()).complaints;
    none.hidden = shown.length > 0;
    byId("complaint-public").replaceChildren(...shown.map((each) => publicCard(each, names, t)));
  } catch {
    none.textContent = t("site.complaint.public_failed");
  }
}
