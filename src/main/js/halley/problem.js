/** @fileoverview What an answer that is no success means. */

import {Reply} from './http.js';

/**
 * @param {!Reply} reply
 * @return {?wire.Problem} what the server itself said; null if it was not the server that answered
 */
export function problemOf(reply) {
  const body = reply.body;
  return body && typeof body.code === 'string' ? /** @type {!wire.Problem} */ (body) : null;
}

/**
 * Whether asking again can not help. A cut, a 5xx, "too many" and "not now" pass; so does a 404 that
 * did not come from the server: its application is being deployed anew.
 *
 * @param {number} status
 * @param {?wire.Problem} problem
 * @return {boolean}
 */
export function isRefusal(status, problem) {
  if (status < 400 || status >= 500 || status === 408 || status === 429) return false;
  return problem !== null || status !== 404;
}

/**
 * @param {number} status 0 if there was no answer
 * @param {?wire.Problem} problem
 * @return {!Error} with `code` and `status`
 */
export function errorOf(status, problem) {
  const found = status ? 'status ' + status : 'no answer';
  const error = new Error(problem ? problem.detail : 'expected an answer from Halley, got ' + found);
  error.code = problem ? problem.code : 'no-answer';
  error.status = status;
  return error;
}
