// The own answers beside the right ones, wherever the questions' texts are to be had.

import { askedCard } from "./asked.js";
import { byId, make } from "../lib/texts.js";

/** @type {Record<string, string | undefined>} */
const OUTCOMES = { 1: "right", 0: "wrong", "-": "missing", x: "void" };

/** What only these questions need stands in a sheet of its own, beside the page's. */
export function addAskedStyle() {
  const main = document.querySelector("link[rel=stylesheet][href*='/assets/']");
  if (!(main instanceof HTMLLinkElement) || document.getElementById("asked-style")) return;
  const href = main.href.replace(/[^/]+\.css$/, "asked.css");
  document.head.append(make("link", { rel: "stylesheet", id: "asked-style", href }));
}

/**
 * Draws what the receipt has opened, and notes what it could not say.
 * @param {import("../lib/own.js").OwnResult} own
 * @param {import("./types.js").Question[]} paper where this device has it; else empty
 * @param {import("../questions/card.js").PublishedQuestion[] | null} published null where the
 *   organizer keeps them private
 * @param {import("./types.js").Translate} t
 */
export function showOwnCards(own, paper, published, t) {
  const division = (published ?? []).filter((each) => each.division === own.division);
  const known = new Map(division.map((each) => [each.id, each]));
  const kept = new Map(paper.map((question) => [question.id, question]));
  const total = own.questions.length;
  const cards = own.questions.flatMap((id, index) => {
    const outcome = OUTCOMES[own.outcomes[index]];
    if (!outcome) return [];
    const key = known.get(id);
    const answer = own.answers[index];
    const nothing = { kind: "single", text: t("quiz.own.no_text"), options: [] };
    const { kind, text, options } = kept.get(id) ?? key ?? nothing;
    // Whoever was right knows what is right, even where it is published for nobody.
    const right = key?.right ?? (outcome === "right" ? answer : "");
    const { source = "", explanation = "", also } = key ?? {};
    const voided = outcome === "void";
    const question = { kind, text, options, right, source, explanation, also, voided };
    return [askedCard(question, answer, { number: index + 1, total, outcome, t })];
  });
  byId("own-questions").replaceChildren(...cards);
  const untold = total - cards.length;
  const note = byId("own-note");
  note.hidden = Boolean(published) && !untold;
  if (untold) note.textContent = t("quiz.own.held_back", { count: untold });
  else if (!published) note.textContent = t("quiz.own.private");
}
