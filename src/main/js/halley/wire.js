/** @fileoverview One opened carrier, and what was asked of it. */

import {Carrier, Sink} from './carrier.js';
import {now} from './clock.js';
import {Reply} from './http.js';
import {Plan} from './plan.js';
import {cancel, later} from './timers.js';

/** Whom a wire tells.
 * @record */
export class Owner {
  /** @param {!Wire} wire */
  opened(wire) {}

  /**
   * @param {!Wire} wire
   * @param {!wire.Answer} answer
   * @param {number} took
   */
  came(wire, answer, took) {}

  /** @param {!Wire} wire */
  ended(wire) {}

  /**
   * @param {!Wire} wire
   * @param {!Reply} reply
   */
  broke(wire, reply) {}
}

/** Silent from its end, or its closing, on.
 * @implements {Sink} */
export class Wire {
  /**
   * @param {!Carrier} carrier
   * @param {!Plan} plan
   * @param {!wire.Poll} query
   * @param {boolean} probe whether it shall only show that it can carry: by an answer
   * @param {number} patience milliseconds for that, or else for opening; 0 is endless
   * @param {!Owner} owner
   */
  constructor(carrier, plan, query, probe, patience, owner) {
    /** @const {!Carrier} */
    this.carrier = carrier;
    /** @const {!Plan} */
    this.plan = plan;
    /** @const {!wire.Poll} */
    this.query = query;
    /** @const {boolean} */
    this.probe = probe;
    /** @const {number} */
    this.began = now();
    /** Whether an answer came. @type {boolean} */
    this.carried = false;
    /** What the last answer asked for before the next request, in milliseconds. @type {number} */
    this.delay = 0;
    /** @private {?Owner} */
    this.owner = owner;
    /** @private @const {function()} */
    this.end = carrier.open(query, this);
    /** @private {number} */
    this.timer = patience ? later(() => {
      this.end();
      this.trouble({status: 0, body: null, retryAfter: 0, took: patience});
    }, patience) : 0;
  }

  close() {
    if (this.leave()) this.end();
  }

  /**
   * @return {?Owner} whom to tell that it is over; null if it was before
   * @private
   */
  leave() {
    const owner = this.owner;
    this.owner = null;
    cancel(this.timer);
    return owner;
  }

  /** @override */
  opened() {
    if (!this.probe) cancel(this.timer);
    if (this.owner) this.owner.opened(this);
  }

  /** @override */
  answer(answer, took) {
    cancel(this.timer);
    this.carried = true;
    if (this.owner) this.owner.came(this, answer, took);
  }

  /** @override */
  ended() {
    const owner = this.leave();
    if (owner) owner.ended(this);
  }

  /** @override */
  trouble(reply) {
    const owner = this.leave();
    if (owner) owner.broke(this, reply);
  }
}
