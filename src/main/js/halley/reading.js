/** @fileoverview What is read, and how far: the same whatever carries it. */

import {Listed} from './listed.js';
import {Plan, planOf} from './plan.js';
import {Reader} from './reader.js';

/**
 * Hands on what came and moves the cursor in one turn: so a message that was in a lost answer comes
 * again. None comes twice, whoever else was asked meanwhile: in a channel the offsets have no hole,
 * so what is not above the last one is known already.
 */
export class Reading {
  /**
   * @param {!Reader} reader
   * @param {function(): !Array<!Listed>} channels those that are read now
   * @param {function(!halley.Message)} came called with each message about to be handed on
   * @param {function(!Plan, !wire.Answer)} taken called once all of an answer was handed on
   */
  constructor(reader, channels, came, taken) {
    /** @const {!Reader} */
    this.reader = reader;
    /** @private @const {function(): !Array<!Listed>} */
    this.channels = channels;
    /** @private @const {function(!halley.Message)} */
    this.came = came;
    /** @private @const {function(!Plan, !wire.Answer)} */
    this.taken = taken;
    /** @type {?string} */
    this.cursor = null;
    /** What the cursor covers. @type {!Array<string>} */
    this.before = [];
    /** Whether a refusal is to be traced to its channel. @private {boolean} */
    this.single = false;
    /** Whether to ask once more, as a refusal did not say of what. @private {boolean} */
    this.again = false;
  }

  /** @return {!Plan} what to ask for next; of no channels if none is read */
  plan() {
    const channels = this.channels();
    let plan = planOf(channels, this.before, this.single);
    if (!plan.all.length) {
      this.cursor = null;
      this.before = [];
      if (channels.length) plan = planOf(channels, this.before, this.single);
    }
    return plan;
  }

  /**
   * @param {!Plan} plan
   * @param {number} hold seconds
   * @return {!wire.Poll}
   */
  query(plan, hold) {
    return {
      channel: plan.names(),
      cursor: this.cursor,
      history: plan.history(),
      hold: hold,
      client: this.reader.id,
      seq: this.reader.next(),
    };
  }

  /**
   * @param {!Plan} plan what was asked for
   * @param {!wire.Answer} answer
   */
  take(plan, answer) {
    this.again = false;
    this.single = this.single && !plan.whole;
    this.cursor = answer.cursor;
    this.before = answer.covers || plan.names();
    for (let i = 0; i < plan.all.length; i++) plan.all[i].covered = true;
    this.hand(plan, answer);
    for (let i = 0; i < plan.all.length && !answer.more; i++) plan.all[i].settle();
    this.taken(plan, answer);
  }

  /**
   * Hands on what is new of an answer and leaves the cursor where it is.
   *
   * @param {!Plan} plan
   * @param {!wire.Answer} answer
   */
  hand(plan, answer) {
    const gaps = answer.gaps || [];
    for (let i = 0; i < gaps.length; i++) {
      const gap = gaps[i];
      const channel = plan.seek(gap.channel);
      if (!channel || (!gap.reset && gap.to <= channel.last)) continue;
      if (!gap.reset) gap.from = Math.max(gap.from, channel.last + 1);
      channel.last = gap.reset ? 0 : gap.to;
      channel.miss(gap);
    }
    for (let i = 0; i < answer.messages.length; i++) {
      const message = answer.messages[i];
      const channel = plan.seek(message.channel);
      this.came(message);
      if (!channel || message.offset <= channel.last) continue;
      channel.last = message.offset;
      channel.hand(message);
    }
  }

  /** Another page, a copy of this one, reads under our name: takes another one. */
  rename() {
    this.reader.renew();
  }

  /**
   * One channel that may not be read, or a cursor that is not taken, does not stop the others.
   *
   * @param {!Plan} plan
   * @param {!wire.Problem} problem
   * @return {boolean} whether there is still something to ask for; if not, it is all refused
   */
  refuse(plan, problem) {
    const named = problem.channel ? plan.seek(problem.channel) : null;
    const culprit = named || (plan.fresh.length === 1 ? plan.fresh[0] : null);
    const stale = problem.code === 'invalid-cursor' && this.cursor !== null;
    // Who is taken out of a room in the middle of it is not told of which: that is said when one asks anew.
    this.again = problem.code === 'forbidden' && !culprit && !this.again;
    if (this.again) return true;
    if (!stale && !plan.fresh.length && !culprit) return false;
    this.single = !stale && !culprit;
    if (stale) {
      this.restart(plan);
    } else if (culprit) {
      culprit.refuse(problem);
    }
    return true;
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
      const channel = plan.known[i];
      channel.covered = false;
      channel.last = 0;
      channel.miss({channel: channel.name, reset: true});
    }
  }
}
