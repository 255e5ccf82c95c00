/** @fileoverview What comes bit by bit, and whether it gets here bit by bit. */

import {ask, fresh} from './ask.js';
import {Stream} from './found.js';

/** How many bits. */
const DROPS = 6;

/** How far apart the server sends them, in milliseconds. */
const APART = 300;

/** @const {number} when all must be here, in milliseconds */
const PATIENCE = 15000;

/** @return {!Promise<!Stream>} of a response that goes on, read as it comes */
export async function measureStream() {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  const start = performance.now();
  const times = [];
  let encoding = '';
  let whole = false;
  try {
    const response = await fetch('probe/drip?n=' + DROPS + '&at=' + fresh(), {signal: abort.signal});
    encoding = response.headers.get('Content-Encoding') || '';
    if (response.ok && response.body) {
      whole = await read(
          /** @type {!ReadableStreamDefaultReader} */ (response.body.getReader()), times, start);
    }
  } catch (e) {
    whole = false;
  } finally {
    clearTimeout(timer);
  }
  return stream(times, whole, encoding);
}

/**
 * @param {!ReadableStreamDefaultReader} reader
 * @param {!Array<number>} times when each line came
 * @param {number} start
 * @return {!Promise<boolean>} whether all of it came
 */
async function read(reader, times, start) {
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const part = await reader.read();
    if (part.done) return times.length === DROPS;
    const lines = (rest + decoder.decode(/** @type {!Uint8Array} */ (part.value), {stream: true})).split('\n');
    rest = /** @type {string} */ (lines.pop());
    for (let i = 0; i < lines.length; i++) times.push(performance.now() - start);
  }
}

/** @return {!Promise<!Stream>} of Server-Sent Events */
export function measureEvents() {
  return new Promise((resolve) => {
    const start = performance.now();
    const times = [];
    const source = new EventSource('probe/drip?type=events&n=' + DROPS + '&at=' + fresh());
    const end = () => {
      source.close();
      clearTimeout(timer);
      resolve(stream(times, times.length === DROPS, ''));
    };
    const timer = setTimeout(end, PATIENCE);
    source.onmessage = () => {
      times.push(performance.now() - start);
      if (times.length === DROPS) end();
    };
    // It would try again; once is enough to know.
    source.onerror = end;
  });
}

/**
 * @param {!Array<number>} times
 * @param {boolean} whole
 * @param {string} encoding
 * @return {!Stream}
 */
function stream(times, whole, encoding) {
  const first = times.length ? times[0] : -1;
  const span = times.length ? times[times.length - 1] - first : 0;
  // Half of the time that the server took: a busy machine must not look like a proxy that hoards.
  return {first, whole, encoding, flows: whole && span > APART * (DROPS - 1) / 2};
}

/** @return {!Promise<string>} `open`, `refused`, or `absent` where this server offers none */
export async function measureSocket() {
  const outcome = await ask('../v1/info?at=' + fresh());
  const info = /** @type {?wire.Info} */ (outcome.body);
  if (!outcome.ok || !info || !info.transports || info.transports.indexOf('websocket') < 0) return 'absent';
  return new Promise((resolve) => {
    const url = new URL('../v1/ws', location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url.href, 'halley.v1');
    const end = (/** string */ how) => {
      clearTimeout(timer);
      socket.onopen = socket.onclose = null;
      socket.close();
      resolve(how);
    };
    const timer = setTimeout(() => end('refused'), PATIENCE);
    socket.onopen = () => end('open');
    socket.onclose = () => end('refused');
  });
}
