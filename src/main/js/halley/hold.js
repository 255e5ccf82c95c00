/** @fileoverview For how long a poll dares to be held. */

import {Memory} from './memory.js';

const FIRST = 25;
const LEAST = 5;
const MOST = 55;
/** How far apart two ages are that look like one time-out, in seconds. */
const ALIKE = 3;

/**
 * What the path allows is found by trying: after two polls that were held to their end the next one
 * is longer; after two that died at one age all others stay below it.
 */
export class Hold {
  /** @param {!Memory} memory */
  constructor(memory) {
    /** @private @const {!Memory} */
    this.memory = memory;
    /** The server's own maximum. @private {number} */
    this.most = MOST;
    /** @private {number} */
    this.full = 0;
    /** The age at which the last one died. @private {number} */
    this.died = 0;
  }

  /** @return {number} seconds */
  value() {
    return Math.min(this.memory.path.hold || FIRST, this.most);
  }

  /** @param {number} seconds that the server will not exceed */
  limit(seconds) {
    this.most = seconds;
  }

  /** @param {number} used the hold, in seconds, that a poll was held for to its end */
  ran(used) {
    const roof = Math.min(this.memory.path.roof || Infinity, this.most);
    if (used < this.value() || ++this.full < 2) return;
    this.full = 0;
    this.memory.keep('hold', Math.min(Math.round(used * 1.5), roof));
  }

  /** @param {number} age in seconds, of a poll that got no answer */
  lost(age) {
    this.full = 0;
    const alike = Math.abs(age - this.died) < ALIKE;
    this.died = age;
    if (age < LEAST || !alike) return;
    const roof = Math.max(LEAST, Math.floor(age * 0.9));
    this.memory.keep('roof', roof);
    this.memory.keep('hold', Math.min(this.value(), roof));
  }
}
