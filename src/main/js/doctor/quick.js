/** @fileoverview What one request can find out. */

import {ask, fresh} from './ask.js';
import {Echo} from './found.js';

/**
 * What reached the server of a request that carries all that Halley uses, and what came back.
 *
 * @return {!Promise<?Echo>} null if there is no answer of this server's
 */
export async function measureEcho() {
  const url = 'echo?at=' + fresh();
  const outcome = await ask(url, {
    method: 'POST',
    headers: {
      'Authorization': 'Bearer doctor',
      'Content-Type': 'application/json',
      'Last-Event-ID': 'doctor',
    },
    body: '{}',
  });
  const echo = /** @type {?wire.Echo} */ (outcome.body);
  if (!outcome.ok || !echo || !echo.headers) return null;
  const headers = /** @type {!Headers} */ (outcome.headers);
  return {
    took: outcome.took,
    skew: echo.time - (outcome.sent + outcome.took / 2),
    protocol: echo.protocol,
    near: nearProtocol(url),
    authorization: echo.authorization,
    headers: echo.headers,
    method: echo.method,
    stored: !/no-store/.test(headers.get('Cache-Control') || ''),
    encoding: headers.get('Content-Encoding') || '',
  };
}

/**
 * @param {string} url
 * @return {string} what the browser itself speaks, `h2`; empty if it does not tell
 */
function nearProtocol(url) {
  const entries = performance.getEntriesByName(new URL(url, location.href).href);
  const last = /** @type {?PerformanceResourceTiming} */ (entries[entries.length - 1] || null);
  return last ? last.nextHopProtocol || '' : '';
}

/** @return {!Promise<!Array<string>>} the methods that Halley uses and that do not get through */
export async function measureMethods() {
  const refused = [];
  for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
    const outcome = await ask('echo?at=' + fresh(), {method: method});
    const echo = /** @type {?wire.Echo} */ (outcome.body);
    if (!outcome.ok || !echo || echo.method !== method) refused.push(method);
  }
  return refused;
}

/**
 * @return {!Promise<?boolean>} whether somebody gave an old answer to a new request; null if nothing
 *     can be said
 */
export async function measureCache() {
  const url = 'probe/number?at=' + fresh();
  const first = await ask(url, {cache: 'no-store'});
  const second = await ask(url, {cache: 'no-store'});
  const one = /** @type {?wire.Count} */ (first.body);
  const two = /** @type {?wire.Count} */ (second.body);
  return one && two && one.number && two.number ? one.number === two.number : null;
}
