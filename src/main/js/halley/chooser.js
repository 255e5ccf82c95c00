/** @fileoverview Which carrier to try next, by what was measured. */

import {Carrier} from './carrier.js';
import {now} from './clock.js';
import {Frame} from './frame.js';
import {has} from './lists.js';
import {Memory} from './memory.js';
import {hasProgress} from './send.js';
import {Server} from './server.js';
import {Socket} from './socket.js';
import {Stream} from './stream.js';

const ORDER = ['websocket', 'stream', 'events', 'frame', 'poll'];
const REST = 30000;
const STRIKES = 3;
/** Who lasted so long is no bad one. */
const LASTED = 300000;

/** A carrier is good once it has carried an answer in time; one that fails so is bad for a day. One
 * that was good and broke rests for a while, and after three such breaks it is bad too. */
export class Chooser {
  /**
   * @param {!Server} server
   * @param {!Memory} memory
   * @param {!Array<string>|undefined} wish carriers, best first
   */
  constructor(server, memory, wish) {
    /** @private @const {!Server} */
    this.server = server;
    /** @private @const {!Memory} */
    this.memory = memory;
    /** @private @const {!Array<string>} */
    this.wish = wish || ORDER;
    /** @private @const {!Object<string, ?Carrier>} */
    this.carriers = {
      'websocket': window.WebSocket ? new Socket(server) : null,
      'events': canStream() && server.road.gets ? new Stream('events', server) : null,
      'stream': canStream() || (server.road.abroad && window.XDomainRequest) ? new Stream('stream', server) : null,
      // Else it is for those alone who ask for it.
      'frame': server.road.abroad || (canStream() && !wish) ? null : new Frame(server),
    };
    /** What the server has. @private {?Array<string>} */
    this.offered = null;
    /** @private @const {!Object<string, number>} */
    this.strikes = {};
    /** Until when one is left alone. @private @const {!Object<string, number>} */
    this.rests = {};
  }

  /** @param {!Array<string>} names of the carriers that the server has */
  offer(names) {
    this.offered = names;
  }

  /** @return {?Carrier} better than polling, and not known to be bad */
  next() {
    for (let i = 0; i < this.wish.length && this.wish[i] !== 'poll'; i++) {
      const name = this.wish[i];
      const carrier = this.carriers[name];
      const isOffered = !this.server.road.gets || (this.offered && has(this.offered, name));
      const isResting = (this.rests[name] || 0) > now();
      if (carrier && isOffered && !isResting && this.known(name) !== false) return carrier;
    }
    return null;
  }

  /**
   * @param {string} name
   * @return {boolean|undefined} whether it is good; undefined if that is not known
   */
  known(name) {
    return this.memory.path[name];
  }

  /**
   * @param {string} name
   * @param {boolean} good
   */
  mark(name, good) {
    this.memory.keep(name, good);
  }

  /**
   * It broke while the path itself is well.
   *
   * @param {string} name
   * @param {number} age in milliseconds
   */
  strike(name, age) {
    const strikes = this.strikes[name] = age < LASTED ? (this.strikes[name] || 0) + 1 : 1;
    this.rests[name] = now() + REST * strikes;
    if (strikes >= STRIKES) this.mark(name, false);
  }
}

/** @return {boolean} */
function canStream() {
  return hasProgress(new XMLHttpRequest());
}
