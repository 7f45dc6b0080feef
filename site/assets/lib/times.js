// Wall times of Việt Nam (UTC+7 all year), numbers and durations as the pages print them.

const VIETNAM_MS = 7 * 3_600_000;
const ENGLISH = document.documentElement.lang === "en";
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const POINT = ENGLISH ? "." : ",";
const DIVIDER = ENGLISH ? "," : ".";

/** @param {number} value */
const two = (value) => String(value).padStart(2, "0");

/**
 * @param {string} iso such as "2021-07-05"
 * @returns {string} "DD/M/YYYY"; only the months 1 and 2 have two digits, as in official papers
 */
export function formatDay(iso) {
  const [year, month, day] = iso.split("-");
  if (ENGLISH) return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
  return `${day}/${Number(month) <= 2 ? month : Number(month)}/${year}`;
}

/**
 * @param {number} at milliseconds UTC
 * @returns {string} "HH:MM ngày DD/M/YYYY"; in English with its zone
 */
export function formatMoment(at) {
  const date = formatDay(new Date(at + VIETNAM_MS).toISOString().slice(0, 10));
  return ENGLISH ? `${formatHour(at)} (UTC+7) on ${date}` : `${formatHour(at)} ngày ${date}`;
}

/**
 * @param {number} at milliseconds UTC
 * @returns {string} "HH:MM"
 */
export function formatHour(at) {
  const local = new Date(at + VIETNAM_MS);
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

/**
 * @param {number} at milliseconds UTC
 * @returns {string} "HH:MM:SS ngày DD/M/YYYY"
 */
export function formatSecond(at) {
  const local = new Date(at + VIETNAM_MS);
  return formatMoment(at).replace(" ", `:${two(local.getUTCSeconds())} `);
}

/**
 * @param {number} durationMs
 * @returns {string} "M:SS,mmm"
 */
export function formatDuration(durationMs) {
  const minutes = Math.floor(durationMs / 60_000);
  const seconds = Math.floor((durationMs % 60_000) / 1_000);
  return `${minutes}:${two(seconds)}${POINT}${String(durationMs % 1_000).padStart(3, "0")}`;
}

/**
 * @param {number} leftMs
 * @returns {string} "MM:SS", rounded up, so that zero means over
 */
export function formatLeft(leftMs) {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/**
 * @param {number} value
 * @returns {string} with a dot between thousands
 */
export function formatNumber(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, DIVIDER);
}

/**
 * @param {string} value such as "1234,5" or "1234.5"
 * @returns {string} with a dot between thousands and a comma before decimals
 */
export function formatDecimal(value) {
  const [whole, ...decimals] = value.split(/[.,]/);
  return [whole.replace(/\B(?=(\d{3})+$)/g, DIVIDER), ...decimals].join(POINT);
}

/**
 * @param {number} part
 * @param {number} whole
 * @returns {string} per cent with two decimals, rounded half up in whole numbers
 */
export function formatPercent(part, whole) {
  const hundredths = whole ? Math.floor((20_000 * part + whole) / (2 * whole)) : 0;
  return `${Math.floor(hundredths / 100)}${POINT}${two(hundredths % 100)}`;
}
