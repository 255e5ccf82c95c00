/** @fileoverview What a carrier is: one of the ways in which answers travel. */

import {Reply} from './http.js';

/** Where a carrier tells how it goes. Nothing is told before `open` has returned, after an end, or
 * once the carrier was closed.
 * @record */
export class Sink {
  /** The path lets it through: bytes of the server came. */
  opened() {}

  /**
   * @param {!wire.Answer} answer
   * @param {number} took milliseconds since it was asked for
   */
  answer(answer, took) {}

  /** It is over as it should be: one goes on with the cursor at once. */
  ended() {}

  /** @param {!Reply} reply why it is over before its time */
  trouble(reply) {}
}

/** Carries what comes after a cursor.
 * @record */
export class Carrier {
  /**
   * @param {!wire.Poll} query what to read, and from where on
   * @param {!Sink} sink
   * @return {function()} closes it
   */
  open(query, sink) {}
}

/** As the protocol calls it. @type {string} */
Carrier.prototype.name;
