// What a correction accepted besides the key of a question.

import { formatDecimal } from "./times.js";

/**
 * @param {string[]} also answers as they are stored
 * @param {{id: string, text: string}[]} options
 * @returns {string} the answers in the words of their options
 */
export function acceptedWords(also, options) {
  const words = (/** @type {string} */ answer) =>
    options.filter(({ id }) => answer.includes(id)).map(({ text }) => `“${text}”`);
  return also
    .map((answer) => (options.length ? words(answer).join(" + ") : formatDecimal(answer)))
    .join("; ");
}
