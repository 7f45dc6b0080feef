// Search that does not ask for accents.

/**
 * @param {string} text
 * @returns {string} without accents and in lower case; đ becomes d
 */
export function fold(text) {
  return text
    .toLowerCase()
    .replace(/đ/g, "d")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");
}

/**
 * @param {string} query
 * @returns {(folded: string) => boolean} whether every word of the query is in the folded text
 */
export function matcher(query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return (folded) => words.every((word) => folded.includes(word));
}
