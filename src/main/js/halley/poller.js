/** @fileoverview The long poll: asks, hands on what came, asks again. */

import {Channel} from './channel.js';
import {Backoff, now} from './clock.js';
import {Reply} from './http.js';
import {Plan, planOf} from './plan.js';
import {isRefusal, problemOf} from './problem.js';
import {Reader} from './reader.js';
import {Server} from './server.js';

const HOLD = 25;
const GRACE = 10;
const HASTE = 1000;

/** What the poller tells its client.
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

  /** @param {!wire.Problem} problem the poll is refused and no further try would help */
  refused(problem) {}

  /** @param {!halley.Message} message about to be handed on */
  came(message) {}
}

/**
 * One request at a time, for all channels of the page. Only the answer to the newest request is
 * looked at, and in one turn its messages are handed on and the cursor moves: so a message that was
 * in a lost answer comes again, and none comes twice.
 */
export class Poller {
  /**
   * @param {!Server} server
   * @param {!Reader} reader
   * @param {function(): !Array<!Channel>} channels those that are read now
   * @param {!Watcher} watcher
   */
  constructor(server, reader, channels, watcher) {
    /** @private @const {!Server} */
    this.server = server;
    /** @private @const {!Reader} */
    this.reader = reader;
    /** @private @const {function(): !Array<!Channel>} */
    this.channels = channels;
    /** @private @const {!Watcher} */
    this.watcher = watcher;
    /** @private @const {!Backoff} */
    this.backoff = new Backoff();
    /** @private {?string} */
    this.cursor = null;
    /** What the cursor covers. @private {!Array<string>} */
    this.before = [];
    /** How many seconds the server holds a poll, as far as that is known. @type {number} */
    this.hold = HOLD;
    /** Whether to make sure of the path before a request is held on it. @private {boolean} */
    this.unsure = true;
    /** @private {boolean} */
    this.single = false;
    /** @private {?function()} ends the request under way */
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
    const channels = this.channels();
    const plan = planOf(channels, this.before, this.single);
    if (!plan.all.length) {
      this.cursor = null;
      this.before = [];
      if (channels.length) {
        this.turn();
      } else if (this.unsure) {
        this.probe(plan);
      }
      return;
    }
    const idle = plan.whole && !plan.fresh.length && !this.unsure;
    const hold = idle ? HOLD : 0;
    const patience = 1000 * ((idle ? this.hold : 0) + GRACE);
    const poll = {
      'channel': plan.names(),
      'cursor': this.cursor,
      'history': plan.history(),
      'hold': hold,
      'client': this.reader.id,
      'seq': this.reader.next(),
    };
    this.cancel = this.server.ask('poll', poll, patience, (reply) => {
      this.cancel = null;
      const answer = /** @type {?wire.Answer} */ (reply.body);
      if (reply.status === 200 && answer && answer.messages && answer.cursor) {
        this.take(plan, answer, idle, reply.took);
      } else {
        this.fail(plan, reply);
      }
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
   * @private
   */
  take(plan, answer, held, took) {
    this.unsure = false;
    // The server may have held it for less than was asked, never for more.
    if (held && answer.hold < HOLD) this.hold = answer.hold;
    if (answer.superseded) {
      // We have not asked again ourselves: another page, a copy of this one, has our name.
      this.reader.renew();
      this.later(this.backoff.next(0));
      this.watcher.answered(held ? -1 : took);
      return;
    }
    this.backoff.reset();
    this.single = this.single && !plan.whole;
    this.cursor = answer.cursor;
    this.before = plan.names();
    for (let i = 0; i < plan.all.length; i++) plan.all[i].covered = true;
    // An answer that is empty before its time comes from a server that does not hold, or from a
    // cache on the path. Neither must make us ask in a loop.
    const hasty = held && !answer.messages.length && !answer.gaps && took < HASTE;
    const delay = Math.max(answer.delay || 0, hasty ? HASTE : 0);
    this.watcher.answered(held ? -1 : took);
    this.hand(plan, answer);
    // A listener may have planned a turn by now.
    this.stop();
    if (delay) {
      this.later(delay);
    } else {
      // Not by a timer: browsers slow them down in a page that is not seen.
      this.turn();
    }
  }

  /**
   * @param {!Plan} plan
   * @param {!wire.Answer} answer
   * @private
   */
  hand(plan, answer) {
    const gaps = answer.gaps || [];
    for (let i = 0; i < gaps.length; i++) {
      const channel = plan.find(gaps[i].channel);
      if (channel) channel.miss(gaps[i]);
    }
    for (let i = 0; i < answer.messages.length; i++) {
      const message = answer.messages[i];
      const channel = plan.find(message.channel);
      this.watcher.came(message);
      if (channel) channel.hand(message);
    }
    for (let i = 0; i < plan.all.length && !answer.more; i++) plan.all[i].settle();
  }

  /**
   * @param {!Plan} plan
   * @param {!Reply} reply
   * @private
   */
  fail(plan, reply) {
    const problem = problemOf(reply);
    if (problem && isRefusal(reply.status, problem)) {
      this.refuse(plan, problem);
      return;
    }
    this.unsure = true;
    const wait = this.backoff.next(reply.retryAfter);
    this.later(wait);
    this.watcher.failed(problem, now() + wait);
  }

  /**
   * One channel that may not be read, or a cursor that is not taken, does not stop the others.
   *
   * @param {!Plan} plan
   * @param {!wire.Problem} problem
   * @private
   */
  refuse(plan, problem) {
    const named = problem.channel ? plan.find(problem.channel) : null;
    const culprit = named || (plan.fresh.length === 1 ? plan.fresh[0] : null);
    const stale = problem.code === 'invalid-cursor' && this.cursor !== null;
    if (!stale && !plan.fresh.length && !culprit) {
      this.watcher.refused(problem);
      return;
    }
    this.later(0);
    this.single = !stale && !culprit;
    if (stale) {
      this.restart(plan);
    } else if (culprit) {
      culprit.refuse(problem);
    }
  }

  /**
   * The server does not take the cursor: begins anew, which the page has to know.
   *
   * @param {!Plan} plan
   * @private
   */
  restart(plan) {
    this.cursor = null;
    this.before = [];
    for (let i = 0; i < plan.known.length; i++) {
      plan.known[i].covered = false;
      plan.known[i].miss({channel: plan.known[i].name, reset: true});
    }
  }
}
