// Which entries hold every word of a query, the best first, and where in them the words stand.

import { foldInPlace } from "./entries.js";

/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {{start: number, end: number}} Span */

const IN_HEADING = 8;
const PHRASE = 12;
const WHOLE_PAGE = 2;

/**
 * @param {string} query
 * @returns {string[]} its words without accents
 */
export function wordsOf(query) {
  return [...new Set(foldInPlace(query.normalize("NFC")).match(/[\p{L}\p{N}]+/gu) ?? [])];
}

/**
 * @param {Entry[]} entries
 * @param {string[]} words
 * @returns {Entry[]} those that hold every word, or a word that begins so
 */
export function matching(entries, words) {
  if (words.length === 0) return [];
  const phrase = words.join(" ");
  const scored = entries.flatMap((entry, place) => {
    const score = scoreOf(entry, words, phrase);
    return score > 0 ? [{ entry, score, place }] : [];
  });
  scored.sort((one, other) => other.score - one.score || one.place - other.place);
  return scored.map(({ entry }) => entry);
}

/**
 * @param {Entry} entry
 * @param {string[]} words
 * @param {string} phrase
 */
function scoreOf(entry, words, phrase) {
  let score = 0;
  for (const word of words) {
    const found =
      IN_HEADING * hit(entry.foldedHeading, word) + hit(entry.foldedText, word);
    if (found === 0) return 0;
    score += found;
  }
  if (words.length > 1 && entry.foldedHeading.includes(phrase)) score += PHRASE * IN_HEADING;
  if (words.length > 1 && entry.foldedText.includes(phrase)) score += PHRASE;
  return score + (entry.address.includes("#") ? 0 : WHOLE_PAGE);
}

/**
 * @param {string} folded
 * @param {string} word
 * @returns {number} 2 where the whole word stands in the text, 1 where one begins so, else 0
 */
function hit(folded, word) {
  let best = 0;
  for (const { start, end } of spansOf(folded, [word])) {
    if (end === folded.length || !isLetter(folded[end])) return 2;
    best = Math.max(best, start >= 0 ? 1 : 0);
  }
  return best;
}

/**
 * @param {string} folded
 * @param {string[]} words
 * @returns {Span[]} where words begin so, in order, none within another
 */
export function spansOf(folded, words) {
  const spans = words.flatMap((word) => {
    const found = [];
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      if (at === 0 || !isLetter(folded[at - 1])) found.push({ start: at, end: at + word.length });
    }
    return found;
  });
  spans.sort((one, other) => one.start - other.start || other.end - one.end);
  let end = 0;
  return spans.filter((span) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
}

/** @param {string} letter */
function isLetter(letter) {
  return /[\p{L}\p{N}]/u.test(letter);
}
