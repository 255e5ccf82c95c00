/** @fileoverview One request by XMLHttpRequest, answered exactly once. */

import {now} from './clock.js';

/**
 * How a request ended. `status` 0: no answer (cut, refused by the browser, given up). `body` is null
 * if the answer is not JSON: then it is not from the server but from something on the path.
 * `retryAfter` and `took` are milliseconds.
 *
 * @typedef {{status: number, body: ?, retryAfter: number, took: number}}
 */
export let Reply;

/**
 * @param {string} method
 * @param {string} url
 * @param {?string} token
 * @param {*} content sent as JSON; undefined sends no body
 * @param {number} patience milliseconds after which the request is given up
 * @param {function(!Reply)} done never called before this function has returned
 * @return {function()} ends the request; `done` is not called any more
 */
export function request(method, url, token, content, patience, done) {
  const xhr = new XMLHttpRequest();
  const began = now();
  let over = false;

  /** @return {boolean} whether this was the first end */
  const close = () => {
    if (over) return false;
    over = true;
    clearTimeout(timer);
    return true;
  };
  const cut = () => {
    if (close()) done({status: 0, body: null, retryAfter: 0, took: now() - began});
  };
  const timer = setTimeout(() => {
    cut();
    xhr.abort();
  }, patience);

  xhr.onreadystatechange = () => {
    if (xhr.readyState !== 4 || over) return;
    const status = xhr.status;
    if (!status) {
      // An error inside send() comes before send() has returned.
      setTimeout(cut, 0);
      return;
    }
    close();
    done({
      status: status,
      body: parsed(xhr.responseText),
      retryAfter: seconds(xhr.getResponseHeader('Retry-After')),
      took: now() - began,
    });
  };
  try {
    xhr.open(method, url, true);
    if (token) xhr.setRequestHeader('Authorization', 'Bearer ' + token);
    if (content !== undefined) xhr.setRequestHeader('Content-Type', 'application/json');
    xhr.send(content === undefined ? null : JSON.stringify(content));
  } catch (e) {
    setTimeout(cut, 0);
  }
  return () => {
    if (close()) xhr.abort();
  };
}

/**
 * @param {string} text
 * @return {?} null if it is not a JSON object or array
 */
function parsed(text) {
  try {
    const value = JSON.parse(text);
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
