// Sentences of another language in which words of the contest itself stand.

import { VIETNAMESE } from "./place.js";
import { make } from "./texts.js";

/**
 * @param {string} sentence
 * @param {string} own words of the contest that stand in it
 * @returns {(Node | string)[]} the sentence, with those words marked as Vietnamese
 */
export function withOwnWords(sentence, own) {
  const at = own && VIETNAMESE.lang ? sentence.indexOf(own) : -1;
  if (at < 0) return [sentence];
  const after = sentence.slice(at + own.length);
  return [sentence.slice(0, at), make("span", VIETNAMESE, [own]), after].filter(Boolean);
}
