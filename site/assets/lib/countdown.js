// The time that is left to a moment, in days, hours, minutes and seconds.

import { make } from "./texts.js";

const UNITS = [
  ["days", 86_400],
  ["hours", 3_600],
  ["minutes", 60],
  ["seconds", 1],
];

/**
 * @param {number} leftMs
 * @returns {number[]} days, hours, minutes and seconds, rounded up, so that zero means over
 */
export function partsOf(leftMs) {
  let rest = Math.max(0, Math.ceil(leftMs / 1_000));
  return UNITS.map(([, seconds]) => {
    const part = Math.floor(rest / Number(seconds));
    rest -= part * Number(seconds);
    return part;
  });
}

/**
 * Draws what is left into a box, once a second, until it is over.
 * @param {HTMLElement} box
 * @param {() => number} leftMs
 * @param {(unit: string) => string} name of "days", "hours", "minutes", "seconds"
 * @param {() => void} over is called once
 * @returns {() => void} stops it
 */
export function countDown(box, leftMs, name, over) {
  const numbers = UNITS.map(() => make("strong"));
  const cells = UNITS.map(([unit], place) =>
    make("span", { class: "countdown-part" }, [numbers[place], ` ${name(String(unit))}`]),
  );
  box.replaceChildren(...cells);
  const draw = () => {
    const left = leftMs();
    partsOf(left).forEach((part, place) => {
      numbers[place].textContent = place ? String(part).padStart(2, "0") : String(part);
    });
    cells[0].hidden = numbers[0].textContent === "0";
    if (left > 0) return;
    clearInterval(ticking);
    over();
  };
  const ticking = setInterval(draw, 1_000);
  draw();
  return () => clearInterval(ticking);
}
