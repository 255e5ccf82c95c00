/** @fileoverview How long a request may be silent before somebody cuts it. */

import {ask, fresh, seen} from './ask.js';
import {Hold} from './found.js';

/** @const {!Array<number>} seconds: just beyond the ages at which proxies like to cut */
export const AGES = [20, 30, 60];

/** A proxy that cuts at so many seconds does it a little later. */
const MORE = 3;

/**
 * Holds requests side by side.
 *
 * @param {function(number)} tick called each second with how many are left
 * @return {!Promise<!Array<!Hold>>}
 */
export async function measureHolds(tick) {
  const longest = AGES[AGES.length - 1] + MORE;
  const start = performance.now();
  const timer = setInterval(() => {
    tick(Math.max(0, Math.ceil(longest - (performance.now() - start) / 1000)));
  }, 1000);
  tick(longest);
  const all = await Promise.all(AGES.map(hold));
  clearInterval(timer);
  return all;
}

/**
 * @param {number} age seconds
 * @return {!Promise<!Hold>}
 */
async function hold(age) {
  const id = fresh();
  const seconds = age + MORE;
  const outcome = await ask('probe/hold?s=' + seconds + '&id=' + id, undefined, (seconds + 30) * 1000);
  const body = /** @type {?wire.Held} */ (outcome.body);
  const times = await seen(id);
  return {
    age: age,
    survived: outcome.ok && !!body && body.held === seconds,
    after: outcome.took / 1000,
    status: outcome.status,
    times: times,
  };
}
