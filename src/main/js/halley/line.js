/** @fileoverview The line to the server: always one carrier that reads, or the wait for the next try. */

import {Carrier} from './carrier.js';
import {Backoff, now} from './clock.js';
import {Reply} from './http.js';
import {Plan} from './plan.js';
import {Poll} from './poll.js';
import {isRefusal, problemOf} from './problem.js';
import {Reading} from './reading.js';
import {Server} from './server.js';

const HOLD = 25;
const GRACE = 10;
const HASTE = 1000;

/** What the line tells its client.
 * @record */
export class Watcher {
  /**
   * A good answer came.
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

/** Asks, and asks again. Only the carrier that was opened last is listened to. */
export class Line {
  /**
   * @param {!Server} server
   * @param {!Reading} reading
   * @param {!Watcher} watcher
   */
  constructor(server, reading, watcher) {
    /** @private @const {!Server} */
    this.server = server;
    /** @private @const {!Reading} */
    this.reading = reading;
    /** @private @const {!Watcher} */
    this.watcher = watcher;
    /** @private @const {!Backoff} */
    this.backoff = new Backoff();
    /** @private @const {!Carrier} */
    this.poll = new Poll(server);
    /** Which carrier it is. @type {string} */
    this.transport = this.poll.name;
    /** How many seconds the server holds a poll, as far as that is known. @type {number} */
    this.hold = HOLD;
    /** Whether to make sure of the path before a request is held on it. @private {boolean} */
    this.unsure = true;
    /** @private {?function()} ends what is under way */
    this.cancel = null;
    /** @private {?number} */
    this.timer = null;
  }

  /** Other channels are read than before: asks anew, once the page has named them all. */
  changed() {
    this.stop();
    this.later(0);
  }

  /** The path may have changed or have come back: looks at once. */
  check() {
    this.unsure = true;
    this.changed();
  }

  /** Ends what is under way. */
  stop() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.cancel) this.cancel();
    this.cancel = null;
  }

  /**
   * @param {number} delay milliseconds
   * @private
   */
  later(delay) {
    this.timer = setTimeout(() => this.turn(), delay);
  }

  /** @private */
  turn() {
    const plan = this.reading.plan();
    if (plan.all.length) {
      this.read(plan);
    } else if (this.unsure) {
      this.probe(plan);
    }
  }

  /**
   * @param {!Plan} plan
   * @private
   */
  read(plan) {
    const idle = plan.whole && !plan.fresh.length && !this.unsure;
    const query = this.reading.query(plan, idle ? this.hold : 0);
    let delay = 0;
    // A listener may plan a turn, or end it all.
    const isOver = () => this.cancel !== cancel;
    const cancel = this.cancel = this.poll.open(query, {
      opened: () => {},
      answer: (answer, took) => {
        if (!isOver()) delay = this.take(plan, answer, idle, took);
      },
      ended: () => {
        if (isOver()) return;
        this.cancel = null;
        if (delay) {
          this.later(delay);
        } else {
          // Not by a timer: browsers slow them down in a page that is not seen.
          this.turn();
        }
      },
      trouble: (reply) => {
        if (isOver()) return;
        this.cancel = null;
        this.fail(plan, reply);
      },
    });
  }

  /**
   * Nobody reads anything: only sees whether the server is there and lets us in.
   *
   * @param {!Plan} plan
   * @private
   */
  probe(plan) {
    this.cancel = this.server.ask('info', undefined, 1000 * GRACE, (reply) => {
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

  /**
   * @param {!Plan} plan
   * @param {!wire.Answer} answer
   * @param {boolean} held
   * @param {number} took
   * @return {number} milliseconds to wait before asking again
   * @private
   */
  take(plan, answer, held, took) {
    this.unsure = false;
    // The server may have held it for less than was asked, never for more.
    if (held && answer.hold < HOLD) this.hold = answer.hold;
    this.watcher.answered(held ? -1 : took);
    if (answer.superseded) {
      // We have not asked again ourselves.
      this.reading.rename();
      return this.backoff.next(0);
    }
    this.backoff.reset();
    this.reading.take(plan, answer);
    // An answer that is empty before its time comes from a server that does not hold, or from a
    // cache on the path. Neither must make us ask in a loop.
    const hasty = held && !answer.messages.length && !answer.gaps && took < HASTE;
    return Math.max(answer.delay || 0, hasty ? HASTE : 0);
  }

  /**
   * @param {!Plan} plan
   * @param {!Reply} reply
   * @private
   */
  fail(plan, reply) {
    const problem = problemOf(reply);
    if (problem && isRefusal(reply.status, problem)) {
      if (this.reading.refuse(plan, problem)) {
        this.later(0);
      } else {
        this.watcher.refused(problem);
      }
      return;
    }
    this.unsure = true;
    const wait = this.backoff.next(reply.retryAfter);
    this.later(wait);
    this.watcher.failed(problem, now() + wait);
  }
}
