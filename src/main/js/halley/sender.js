/** @fileoverview Empties the outbox. */

import {Backoff, now} from './clock.js';
import {Reply} from './http.js';
import {Letter} from './letter.js';
import {Outbox} from './outbox.js';
import {errorOf, isRefusal, problemOf} from './problem.js';
import {Server} from './server.js';
import {cancel, later} from './timers.js';

const BATCH = 100;
const BATCH_CHARS = 100000;
const PATIENCE = 20000;
const LOOK = 1000;
/** The server remembers an id for 10 minutes; a minute is for the way. */
const REMEMBERED = 9 * 60000;

/**
 * One request at a time, from the head of the queue, so that order is kept; what gathers meanwhile
 * goes in one batch. A message is tried until it is answered, always with the same id, so it is
 * stored once. One that may have been sent so long ago that the server forgot its id is looked up
 * before it is sent again.
 */
export class Sender {
  /**
   * @param {!Server} server
   * @param {!Outbox} outbox
   * @param {function(string): string} inbox the channel in which a message to that channel can be
   *     read again
   * @param {function(?wire.Problem, number)} tried called after each request with what the server
   *     said against it, and how long the answer took (-1: none)
   */
  constructor(server, outbox, inbox, tried) {
    /** @private @const {!Server} */
    this.server = server;
    /** @private @const {!Outbox} */
    this.outbox = outbox;
    /** @private @const {function(string): string} */
    this.inbox = inbox;
    /** @private @const {function(?wire.Problem, number)} */
    this.tried = tried;
    /** @private @const {!Backoff} */
    this.backoff = new Backoff();
    /** One by one, as a batch was refused whole. @private {boolean} */
    this.single = false;
    /** @private {?function()} ends the request under way */
    this.cancel = null;
    /** @private {number} 0 is none */
    this.timer = 0;
  }

  /** There is something to send. If the last try failed, it waits for its turn. */
  wake() {
    if (!this.cancel && !this.timer) this.later(0);
  }

  /** The path is back: what waits for its next try is tried at once. */
  hurry() {
    if (this.cancel) return;
    cancel(this.timer);
    this.later(0);
  }

  /** Ends what is under way, until it is woken or hurried again. */
  stop() {
    cancel(this.timer);
    this.timer = 0;
    if (this.cancel) this.cancel();
    this.cancel = null;
  }

  /**
   * @param {number} delay milliseconds
   * @private
   */
  later(delay) {
    this.timer = later(() => this.turn(), delay);
  }

  /** @private */
  turn() {
    this.timer = 0;
    const head = this.outbox.letters[0];
    if (!head) {
      this.single = false;
    } else if (isForgotten(head)) {
      this.lookUp(head.item.channel);
    } else {
      this.send();
    }
  }

  /** @private */
  send() {
    const letters = this.outbox.letters;
    const batch = [];
    const drafts = [];
    const most = this.single || !this.server.road.posts() ? 1 : BATCH;
    let chars = 0;
    for (let i = 0; i < letters.length && i < most; i++) {
      if (i && (chars + letters[i].size > BATCH_CHARS || isForgotten(letters[i]))) break;
      batch.push(letters[i]);
      drafts.push(letters[i].draft());
      chars += letters[i].size;
    }
    const alone = batch.length === 1;
    const content = alone ? drafts[0] : drafts;
    this.cancel = this.server.ask('publish', content, PATIENCE + chars, (reply) => {
      this.cancel = null;
      const results = alone ? [reply.body] : reply.body;
      if (reply.status === 200 && results && results.length === batch.length && results[0]) {
        this.settle(batch, results, reply);
      } else if (!isRefusal(reply.status, problemOf(reply))) {
        this.retry(problemOf(reply), reply);
      } else {
        this.single = true;
        if (alone) this.outbox.refused(batch[0], errorOf(reply.status, problemOf(reply)));
        this.next(reply);
      }
    });
  }

  /**
   * @param {!Array<!Letter>} batch
   * @param {!Array<?>} results one each
   * @param {!Reply} reply
   * @private
   */
  settle(batch, results, reply) {
    let left = null;
    for (let i = 0; i < batch.length; i++) {
      const problem = /** @type {!wire.Failed} */ (results[i]).error;
      if (!problem) {
        this.outbox.stored(batch[i], /** @type {!halley.Receipt} */ (results[i]));
      } else if (isRefusal(problem.status, problem)) {
        this.outbox.refused(batch[i], errorOf(problem.status, problem));
      } else {
        left = problem;
      }
    }
    if (left) {
      this.retry(left, reply);
    } else {
      this.next(reply);
    }
  }

  /**
   * @param {string} channel
   * @private
   */
  lookUp(channel) {
    this.cancel = this.server.history(this.inbox(channel), 0, LOOK, PATIENCE, (reply) => {
      this.cancel = null;
      const problem = problemOf(reply);
      const found = (reply.body && reply.body.messages) || [];
      if (reply.status !== 200 && !isRefusal(reply.status, problem)) {
        this.retry(problem, reply);
        return;
      }
      const letters = this.outbox.letters.slice();
      for (let i = 0; i < letters.length; i++) {
        if (letters[i].item.channel !== channel || !isForgotten(letters[i])) continue;
        letters[i].since = now();
        for (let j = 0; j < found.length; j++) {
          if (found[j].id === letters[i].item.id) this.outbox.stored(letters[i], found[j]);
        }
      }
      this.next(reply);
    });
  }

  /**
   * @param {!Reply} reply
   * @private
   */
  next(reply) {
    this.backoff.reset();
    this.tried(null, reply.took);
    this.later(0);
  }

  /**
   * @param {?wire.Problem} problem
   * @param {!Reply} reply
   * @private
   */
  retry(problem, reply) {
    this.later(this.backoff.next(reply.retryAfter));
    this.tried(problem, problem ? reply.took : -1);
  }
}

/**
 * @param {!Letter} letter
 * @return {boolean} whether the server may have had it and forgotten its id
 */
function isForgotten(letter) {
  return now() - letter.since > REMEMBERED;
}
