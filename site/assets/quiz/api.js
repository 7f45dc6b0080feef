// Requests to the server.  A refusal says what happened; a failure says only that nothing is known.

const TIMEOUT_MS = 20_000;

/** The server answered, and said no. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{code?: string, message?: string, details?: Record<string, any>}} error
   */
  constructor(status, error) {
    super(error.message ?? "");
    this.status = status;
    this.code = error.code ?? "internal";
    this.details = error.details ?? {};
  }
}

/** No answer that can be relied on: the network, or a server that is overloaded. */
export class Unreachable extends Error {
  /** @param {boolean} busy whether somebody answered at all */
  constructor(busy) {
    super(busy ? "busy" : "network");
    this.busy = busy;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{body?: unknown, token?: string, keepalive?: boolean, has: string}} options `has` is a
 *   member without which an answer is not the server's: a network's own page may be JSON as well
 * @returns {Promise<any>} the answer's JSON value, with `rtt`, the milliseconds that it took
 */
export async function call(method, path, { body, token, keepalive = false, has }) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  const sentAt = performance.now();
  let response;
  let value;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      keepalive,
      cache: "no-store",
      signal: stop.signal,
    });
    value = await response.json();
  } catch {
    // A page of a proxy instead of JSON is as good as no answer.
    throw new Unreachable(response !== undefined);
  } finally {
    clearTimeout(timer);
  }
  const { ok, status } = response;
  if (ok && value?.[has]) return { ...value, rtt: performance.now() - sentAt };
  const code = value?.error?.code;
  if (ok || !code || code === "busy" || (status >= 500 && status !== 503)) throw new Unreachable(true);
  throw new Refusal(status, value.error);
}

/** @returns {string} an id of 32 hex digits that nobody else makes */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Waits, but not longer than until the network is back.
 * @param {number} milliseconds
 */
export function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve(undefined);
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
  });
}

/**
 * How long to wait before trying again: longer each time, and not in step with everybody else.
 * @param {number} attempt 0 for the first retry
 */
export function backoff(attempt) {
  return Math.min(30_000, 1_000 * 2 ** attempt) * (0.5 + Math.random());
}
