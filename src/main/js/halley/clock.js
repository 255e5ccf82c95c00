/** @fileoverview The time, and how long to wait before trying again. */

/** @return {number} milliseconds since 1970, by this browser's clock */
export function now() {
  return new Date().getTime();
}

const FIRST = 1000;
const LONGEST = 30000;

/** Waits that grow: up to 1 s at random, then 2, 4 … 30 s. */
export class Backoff {
  constructor() {
    /** @private {number} */
    this.ceiling = FIRST;
  }

  /**
   * @param {number} retryAfter what the server asked for, in milliseconds; 0 if it did not ask
   * @return {number} milliseconds to wait; beyond what was asked for as much again at random, so
   *     that the many who were told the same do not come back together
   */
  next(retryAfter) {
    const wait = Math.random() * this.ceiling;
    this.ceiling = Math.min(this.ceiling * 2, LONGEST);
    return Math.max(wait, retryAfter * (1 + Math.random()));
  }

  reset() {
    this.ceiling = FIRST;
  }
}
