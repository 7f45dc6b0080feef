// What is published beside results: found by the pointer of a round or of the whole contest.

/**
 * @param {string} scope a round's id, or "contest"
 * @returns {Promise<Record<string, string> | null>} the pointer; null before the publication
 */
export async function pointerOf(scope) {
  const response = await fetch(`/data/${scope}.json`, { cache: "no-cache" });
  if (response.status === 404 || response.status === 403) return null;
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/**
 * @param {string} scope
 * @param {string} part such as "statistics"
 * @returns {Promise<any>} the value; null before the publication, or where there is no such part
 */
export async function publishedPart(scope, part) {
  const pointer = await pointerOf(scope);
  if (!pointer?.[part]) return null;
  const response = await fetch(pointer[part]);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/**
 * @param {string[]} scopes the newest first
 * @param {string} part
 * @returns {Promise<{scope: string, value: any} | null>} of the first scope that is published
 */
export async function newestPart(scopes, part) {
  for (const scope of scopes) {
    const value = await publishedPart(scope, part);
    if (value) return { scope, value };
  }
  return null;
}
