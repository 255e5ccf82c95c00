/** @fileoverview One request, answered exactly once, by whatever this browser has. */

import {now} from './clock.js';
import {Send, Wish} from './send.js';
import {cancel, later} from './timers.js';

/**
 * How a request ended. `status` 0: no answer (cut, refused by the browser, given up). `body` is null
 * if the answer is not JSON: then it is not from the server but from something on the path.
 * `retryAfter` and `took` are milliseconds.
 *
 * @typedef {{status: number, body: ?, retryAfter: number, took: number}}
 */
export let Reply;

/**
 * @param {!Send} send
 * @param {!Wish} wish
 * @param {number} patience milliseconds after which it is given up; 0 is never
 * @param {function(!Reply)} done never called before this function has returned
 * @param {function(string)=} text called with all that has come so far, each time that more has come
 * @return {function()} ends the request; `done` is not called any more
 */
export function request(send, wish, patience, done, text) {
  const began = now();
  let over = false;

  /**
   * @param {number} status
   * @param {?} content
   * @param {?string} retryAfter
   */
  const finish = (status, content, retryAfter) => {
    if (over) return;
    over = true;
    cancel(timer);
    const value = parsed(content);
    // Where the status can not say it, an answer does.
    const error = status === 200 && value && value['error'];
    done({
      status: error ? error['status'] : status,
      body: error || value,
      retryAfter: seconds(retryAfter),
      took: now() - began,
    });
  };
  const timer = patience ? later(() => {
    finish(0, '', null);
    abort();
  }, patience) : 0;
  const abort = send(wish, (sofar) => {
    if (!over && text) text(sofar);
  }, (status, content, retryAfter) => {
    if (status) {
      finish(status, content, retryAfter);
    } else {
      // An error may come before send() has returned.
      setTimeout(() => finish(0, '', null), 0);
    }
  });
  return () => {
    if (over) return;
    over = true;
    cancel(timer);
    abort();
  };
}

/**
 * @param {?} content text, or what a script was handed
 * @return {?} null if it is not a JSON object or array
 */
export function parsed(content) {
  try {
    const value = typeof content === 'string' ?
        JSON.parse(content.replace(/^\/\*\*\/[\w$.]+\(([\s\S]*)\);\s*$/, '$1')) : content;
    return value && typeof value === 'object' ? value : null;
  } catch (e) {
    return null;
  }
}

/**
 * @param {?string} header
 * @return {number} milliseconds
 */
function seconds(header) {
  const value = header ? parseInt(header, 10) : 0;
  return value > 0 ? value * 1000 : 0;
}
