// The page's data and texts: the build wrote them into the page as JSON.

/** @typedef {Record<string, string | number>} Details */

/**
 * @param {string} id of the script element that holds JSON
 * @returns {any}
 */
export function pageData(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "{}");
}

/**
 * @param {Record<string, string>} texts
 * @returns {(key: string, details?: Details) => string}
 */
export function catalogue(texts) {
  return (key, details = {}) =>
    (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(details[name] ?? whole));
}

/**
 * The element of this id; the build wrote it, so a missing one is a fault of ours.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element #${id}`);
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} [children] strings become text, never markup
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
