// Pages in other languages than Vietnamese: where they lie, and what on them stays Vietnamese.

const LANGUAGE = document.documentElement.lang || "vi";
const OTHER = LANGUAGE !== "vi";

/** @type {Record<string, string>} the attributes of an element with words of the contest itself */
export const VIETNAMESE = OTHER ? { lang: "vi" } : {};

/**
 * @param {string} path of a page, such as "/the-le/"
 * @returns {string} of the same page in this page's language
 */
export function placeOf(path) {
  return OTHER ? `/${LANGUAGE}${path}` : path;
}
