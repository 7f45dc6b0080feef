// The browser's own way back: questions and views are steps, which it takes back one by one.

/** @typedef {{view?: string, page?: number | "review", depth?: number}} Step */

/** How long to wait for the browser's word that it went back. */
const TRAVEL_MS = 500;

let rewinding = false;

/** @returns {Step} where the reader stands */
function here() {
  return history.state ?? {};
}

/**
 * Goes a step on, unless the reader stands there already.
 * @param {Step} to
 */
export function step(to) {
  const { depth = 0, view, page } = here();
  if (view !== to.view || page !== to.page) history.pushState({ ...to, depth: depth + 1 }, "");
}

/**
 * Says what the first step is, without another one.
 * @param {Step} first
 */
export function stand(first) {
  history.replaceState({ ...first, depth: here().depth ?? 0 }, "");
}

/** Goes back to the first step: what lies behind is over and is not to be returned to. */
export async function rewind() {
  const { depth = 0 } = here();
  if (!depth) return;
  rewinding = true;
  await new Promise((resolve) => {
    addEventListener("popstate", resolve, { once: true });
    setTimeout(resolve, TRAVEL_MS);
    history.go(-depth);
  });
  rewinding = false;
}

/**
 * @param {(to: Step) => void} follow shows the step that the reader went back or on to
 * @param {AbortSignal} [signal]
 */
export function onTravel(follow, signal) {
  addEventListener("popstate", ({ state }) => {
    if (state && !rewinding) follow(state);
  }, { signal });
}
