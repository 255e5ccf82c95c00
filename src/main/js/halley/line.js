/** @fileoverview The line to the server: always one wire that reads, or the wait for the next try. */

import {Carrier} from './carrier.js';
import {Chooser} from './chooser.js';
import {Backoff, now} from './clock.js';
import {Hold} from './hold.js';
import {Reply} from './http.js';
import {Memory} from './memory.js';
import {Plan} from './plan.js';
import {Poll} from './poll.js';
import {isRefusal, problemOf} from './problem.js';
import {Reading} from './reading.js';
import {Server} from './server.js';
import {cancel, later} from './timers.js';
import {Owner, Wire} from './wire.js';

const PATIENCE = 10000;
const HASTE = 1000;

/** What the line tells its client.
 * @record */
export class Watcher {
  /**
   * A good answer came, or the carrier is another one.
   * @param {number} took milliseconds that the answer took if it need not wait, else -1
   */
  answered(took) {}

  /**
   * @param {?wire.Problem} problem what the server said, if it said anything
   * @param {number} retry when the next try is due
   */
  failed(problem, retry) {}

  /** @param {!wire.Problem} problem reading is refused and no further try would help */
  refused(problem) {}
}

/**
 * Begins with a long poll, which works everywhere. While one is held, a better carrier is tried
 * beside it: first whether it carries an answer at all, then with the cursor; once that wire is open
 * it takes the poll's place. For a moment both read, and what comes twice is told by its offset. At
 * the first sign of trouble a poll goes on with the cursor.
 *
 * @implements {Owner}
 */
export class Line {
  /**
   * @param {!Server} server
   * @param {!Reading} reading
   * @param {!Memory} memory
   * @param {!Array<string>|undefined} wish carriers, best first
   * @param {!Watcher} watcher
   */
  constructor(server, reading, memory, wish, watcher) {
    /** @private @const {!Server} */
    this.server = server;
    /** @private @const {!Reading} */
    this.reading = reading;
    /** @private @const {!Memory} */
    this.memory = memory;
    /** @private @const {!Watcher} */
    this.watcher = watcher;
    /** @private @const {!Backoff} */
    this.backoff = new Backoff();
    /** @private @const {!Hold} */
    this.holding = new Hold(memory);
    /** @private @const {!Chooser} */
    this.chooser = new Chooser(server, memory, wish);
    /** @private @const {!Carrier} */
    this.poll = new Poll(server);
    /** What is read by, once there is nothing new to ask for. @private {!Carrier} */
    this.best = this.poll;
    /** Through which another tab reads for this one. @type {?Carrier} */
    this.led = null;
    /** How many channels the server lets us ask for at once. @type {number} */
    this.most = 100;
    /** Whether to make sure of the path before a request is held on it. @private {boolean} */
    this.unsure = true;
    /** The wire that reads. @private {?Wire} */
    this.main = null;
    /** The one that may take its place. @private {?Wire} */
    this.rising = null;
    /** One that broke: whether by its own fault, the next poll will show. @private {?Wire} */
    this.suspect = null;
    /** @private {?function()} ends the look whether the server is there */
    this.cancel = null;
    /** @private {number} */
    this.timer = 0;
  }

  /** @return {string} which carrier it is */
  transport() {
    if (this.led) return this.led.name;
    return this.best === this.poll && this.server.road.scripts() ? 'jsonp' : this.best.name;
  }

  /** @return {number} for how many seconds a poll is held */
  hold() {
    return this.holding.value();
  }

  /** @param {!wire.Info} info what the server has */
  offer(info) {
    if (info.hold) this.holding.limit(info.hold.max);
    if (info.limits) this.most = info.limits.channels;
    this.chooser.offer(info.transports || []);
    this.rise();
  }

  /** Other channels are read than before: asks anew, once the page has named them all. */
  changed() {
    this.stop();
    this.later(0);
  }

  /** Asks anew at once: a page that is not seen has no quick timers. */
  renew() {
    this.stop();
    this.turn();
  }

  /** @param {!Carrier} carrier through which another tab reads for this one */
  lead(carrier) {
    if (this.led === carrier) return;
    this.led = carrier;
    // A poll that is not held comes to its end soon.
    if (this.main && (this.main.query.hold || this.main.carrier !== this.poll)) this.renew();
  }

  /** The path may have changed or have come back: looks at once. */
  check() {
    this.unsure = true;
    this.changed();
  }

  /** Ends what is under way. */
  stop() {
    cancel(this.timer);
    if (this.main) this.main.close();
    if (this.rising) this.rising.close();
    if (this.cancel) this.cancel();
    this.main = this.rising = this.cancel = null;
  }

  /**
   * @param {number} delay milliseconds
   * @private
   */
  later(delay) {
    cancel(this.timer);
    this.timer = later(() => this.turn(), delay);
  }

  /** @private */
  turn() {
    const plan = this.reading.plan();
    if (plan.all.length) {
      const idle = plan.whole && !plan.fresh.length && !this.unsure;
      const led = idle ? this.led : null;
      const carrier = led || (idle ? this.best : this.poll);
      const query = this.reading.query(plan, idle && !led ? this.hold() : 0);
      const patience = led || carrier === this.poll ? 0 : PATIENCE;
      this.main = new Wire(carrier, plan, query, false, patience, this);
      this.rise();
    } else if (this.unsure) {
      this.look(plan);
    }
  }

  /**
   * Nobody reads anything: only sees whether the server is there and lets us in.
   *
   * @param {!Plan} plan
   * @private
   */
  look(plan) {
    this.cancel = this.server.info(PATIENCE, (reply) => {
      this.cancel = null;
      if (reply.status === 200 && reply.body) {
        this.unsure = false;
        this.backoff.reset();
        this.watcher.answered(reply.took);
      } else {
        this.fail(plan, reply);
      }
    });
  }

  /** Tries a better carrier beside a poll that is held. @private */
  rise() {
    const main = this.main;
    if (!main || main.carrier !== this.poll || !main.query.hold || this.rising) return;
    const carrier = this.chooser.next();
    if (!carrier) return;
    const query = this.reading.query(main.plan, 0);
    const probe = !this.chooser.known(carrier.name);
    if (probe) {
      // Without a cursor the answer comes at once. Under another name it is in nobody's way.
      query.cursor = null;
      query.client += '-p';
    }
    this.rising = new Wire(carrier, main.plan, query, probe, PATIENCE, this);
  }

  /** @override */
  opened(wire) {
    if (wire === this.rising && !wire.probe) this.move(wire);
  }

  /** @override */
  came(wire, answer, took) {
    if (wire === this.rising) {
      if (wire.probe) {
        wire.close();
        this.rising = null;
        this.chooser.mark(wire.carrier.name, true);
        this.rise();
        return;
      }
      this.move(wire);
    }
    this.take(wire, answer, took);
  }

  /**
   * @param {!Wire} wire open, and better than the one that reads
   * @private
   */
  move(wire) {
    if (this.main) this.main.close();
    cancel(this.timer);
    this.main = wire;
    this.rising = null;
    this.best = wire.carrier;
    this.watcher.answered(-1);
  }

  /** @override */
  ended(wire) {
    const isVain = this.flows(wire) && !wire.carried && now() - wire.began < HASTE;
    if (wire !== this.main || isVain) {
      this.broke(wire, {status: 0, body: null, retryAfter: 0, took: 0});
      return;
    }
    this.main = null;
    if (wire.delay) {
      this.later(wire.delay);
    } else {
      // Not by a timer: browsers slow them down in a page that is not seen.
      this.turn();
    }
  }

  /**
   * @param {!Wire} wire
   * @return {boolean} whether it carries one answer after the other, so that none tells how long it
   *     took
   * @private
   */
  flows(wire) {
    return wire.carrier !== this.poll && wire.carrier !== this.led;
  }

  /** @override */
  broke(wire, reply) {
    const problem = problemOf(reply);
    const refused = problem !== null && isRefusal(reply.status, problem);
    const name = wire.carrier.name;
    if (wire === this.rising) {
      this.rising = null;
      if (wire.probe && (!problem || refused)) {
        this.chooser.mark(name, false);
      } else {
        this.chooser.strike(name, 0);
      }
      this.rise();
      return;
    }
    this.main = null;
    if (this.flows(wire) && !refused) {
      this.best = this.poll;
      this.suspect = wire;
      this.unsure = true;
      this.turn();
      return;
    }
    if (wire.query.hold && !problem) this.holding.lost(Math.min(reply.took / 1000, wire.query.hold));
    this.fail(wire.plan, reply);
  }

  /**
   * @param {!Wire} wire
   * @param {!wire.Answer} answer
   * @param {number} took
   * @private
   */
  take(wire, answer, took) {
    const held = wire.query.hold > 0;
    const isEmpty = !answer.messages.length && !answer.gaps;
    this.unsure = false;
    if (this.suspect) {
      this.chooser.strike(this.suspect.carrier.name, now() - this.suspect.began);
      this.suspect = null;
    }
    if (held && wire.carrier === this.poll) this.measure(wire, answer, isEmpty, took);
    this.watcher.answered(held || this.flows(wire) ? -1 : took);
    if (answer.superseded) {
      // We have not asked again ourselves: another page, a copy of this one, has our name.
      this.reading.rename();
      wire.delay = this.backoff.next(0);
      return;
    }
    this.backoff.reset();
    // What the rising one tells again could not be told from what is new.
    if (answer.gaps && this.rising) {
      this.rising.close();
      this.rising = null;
    }
    // An answer that is empty before its time comes from a server that does not hold, or from a
    // cache on the path. Neither must make us ask in a loop.
    const hasty = held && isEmpty && wire.carrier === this.poll && took < HASTE;
    wire.delay = Math.max(answer.delay || 0, hasty ? HASTE : 0);
    this.reading.take(wire.plan, answer);
  }

  /**
   * @param {!Wire} wire a held poll
   * @param {!wire.Answer} answer
   * @param {boolean} isEmpty
   * @param {number} took
   * @private
   */
  measure(wire, answer, isEmpty, took) {
    // The server may have held it for less than was asked, never for more.
    if (answer.hold < wire.query.hold) this.holding.limit(answer.hold);
    // It shortens a hold by up to a tenth.
    if (isEmpty && took > 850 * answer.hold) this.holding.ran(answer.hold);
  }

  /**
   * @param {!Plan} plan
   * @param {!Reply} reply
   * @private
   */
  fail(plan, reply) {
    const problem = problemOf(reply);
    this.suspect = null;
    if (problem && isRefusal(reply.status, problem)) {
      if (this.reading.refuse(plan, problem)) {
        this.later(0);
      } else {
        this.watcher.refused(problem);
      }
      return;
    }
    if (this.rising) this.rising.close();
    this.rising = null;
    this.unsure = true;
    const wait = this.backoff.next(reply.retryAfter);
    this.later(wait);
    this.watcher.failed(problem, now() + wait);
  }
}
