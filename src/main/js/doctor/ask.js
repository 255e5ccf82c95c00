/** @fileoverview Requests to the doctor's own addresses, and the time that they take. */

/**
 * What came of a request.
 *
 * @typedef {{ok: boolean, status: number, body: *, headers: ?Headers, took: number, sent: number}}
 *     `took` and `sent` in milliseconds; `status` 0 if no answer came
 */
export let Outcome;

/**
 * @param {string} path
 * @param {!RequestInit=} options
 * @param {number=} patience milliseconds
 * @return {!Promise<!Outcome>} never fails
 */
export async function ask(path, options, patience) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patience || 15000);
  const start = performance.now();
  const sent = Date.now();
  const init = /** @type {!RequestInit} */ (Object.assign({'signal': abort.signal}, options));
  try {
    const response = await fetch(path, init);
    const text = await response.text();
    const took = performance.now() - start;
    return {ok: response.ok, status: response.status, body: parsed(text), headers: response.headers, took, sent};
  } catch (e) {
    return {ok: false, status: 0, body: null, headers: null, took: performance.now() - start, sent};
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} text
 * @return {*} null if it is no JSON: somebody else has answered
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (e) {
    return null;
  }
}

/** @return {string} an id that no other request has */
export function fresh() {
  return Math.random().toString(36).slice(2, 12) + Date.now().toString(36);
}

/**
 * @param {string} id
 * @return {!Promise<number>} how many requests with that id have reached the server; -1 if it
 *     cannot be asked
 */
export async function seen(id) {
  const outcome = await ask('probe/seen?id=' + id + '&at=' + fresh());
  const body = /** @type {?wire.Seen} */ (outcome.body);
  return outcome.ok && body ? body.seen : -1;
}
