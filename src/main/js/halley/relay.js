/** @fileoverview The carrier of a tab for which another one reads. */

import {Carrier, Sink} from './carrier.js';
import {has} from './lists.js';
import {Poll} from './poll.js';
import {Reader} from './reader.js';
import {Server} from './server.js';
import {cancel, later} from './timers.js';

const PATIENCE = 3000;
const MOST = 1000;

/**
 * Waits until the other's cursor covers what is read here, and keeps what is said from then on. One
 * poll, or as many as it takes, then fetches what comes after our own cursor, which is at least up to
 * where the other was; then what was kept is handed on, and all that follows. So nothing is missing
 * between the two, and what comes twice is told by its offset.
 *
 * The other counts its answers. Where one is missing, or does not go on where the one before ended,
 * the relay ends and begins anew with our own cursor.
 *
 * @implements {Carrier}
 */
export class Relay {
  /**
   * @param {!Server} server
   * @param {!Reader} reader
   * @param {function()} want called to be told where the other is
   * @param {function()} part called when it does not read for us
   */
  constructor(server, reader, want, part) {
    /** @override */
    this.name = '';
    /** @const {!Carrier} */
    this.poll = new Poll(server);
    /** @const {!Reader} */
    this.reader = reader;
    /** @private @const {function()} */
    this.want = want;
    /** @const {function()} */
    this.part = part;
    /** @private {?Splice} */
    this.splice = null;
  }

  /** @override */
  open(query, sink) {
    const splice = this.splice = new Splice(this, query, sink);
    this.want();
    return () => splice.close();
  }

  /** @param {!tabs.Note} note of the tab that reads */
  hear(note) {
    if (this.splice) this.splice.hear(note);
  }
}

/** One opened relay. */
class Splice {
  /**
   * @param {!Relay} relay
   * @param {!wire.Poll} query
   * @param {!Sink} sink
   */
  constructor(relay, query, sink) {
    /** @private @const {!Relay} */
    this.relay = relay;
    /** @private @const {!wire.Poll} */
    this.query = query;
    /** @private {?Sink} null once it is over */
    this.sink = sink;
    /** The tab that reads. @private {string} */
    this.from = '';
    /** @private {number} */
    this.count = 0;
    /** What is to be handed on later; null is at once. @private {?Array<!tabs.Note>} */
    this.kept = [];
    /** How many messages these are. @private {number} */
    this.size = 0;
    /** @private {function()} */
    this.cancel = () => {};
    /** @private @const {number} */
    this.timer = later(() => {
      relay.part();
      this.end();
    }, PATIENCE);
  }

  close() {
    this.sink = null;
    cancel(this.timer);
    this.cancel();
  }

  /** Ends so that it is opened anew. @private */
  end() {
    const sink = this.sink;
    this.close();
    if (sink) sink.ended();
  }

  /** @param {!tabs.Note} note */
  hear(note) {
    if (!this.sink) return;
    const isCovered = hasAll(note.channels, this.query.channel);
    if (!this.from) {
      if (!isCovered) return;
      this.from = note.from;
      this.count = note.count;
      cancel(this.timer);
      this.fetch(this.query.cursor);
    } else if (note.from !== this.from || !isCovered || !this.goesOn(note)) {
      this.end();
    } else if (note.answer) {
      this.count = note.count;
      this.keep(note);
    }
  }

  /**
   * @param {!tabs.Note} note
   * @return {boolean}
   * @private
   */
  goesOn(note) {
    if (!note.answer) return note.count === this.count;
    const gaps = note.answer.gaps || [];
    let isWhole = note.count === this.count + 1;
    for (let i = 0; i < this.query.channel.length; i++) {
      const channel = this.query.channel[i];
      isWhole = isWhole && !has(note.fresh, channel);
      // What is gone for the other need not be gone for us.
      for (let j = 0; j < gaps.length; j++) isWhole = isWhole && gaps[j].channel !== channel;
    }
    return isWhole;
  }

  /**
   * @param {!tabs.Note} note
   * @private
   */
  keep(note) {
    if (!this.kept) {
      this.pass(note);
      return;
    }
    this.kept.push(note);
    this.size += note.answer.messages.length + 1;
    if (this.size > MOST) this.end();
  }

  /**
   * @param {!tabs.Note} note
   * @private
   */
  pass(note) {
    note.answer.covers = note.channels;
    this.sink.answer(/** @type {!wire.Answer} */ (note.answer), -1);
  }

  /**
   * @param {?string} cursor
   * @private
   */
  fetch(cursor) {
    const query = /** @type {!wire.Poll} */ ({});
    for (const key in this.query) query[key] = this.query[key];
    query.cursor = cursor;
    query.seq = this.relay.reader.next();
    let last = /** @type {?wire.Answer} */ (null);
    this.cancel = this.relay.poll.open(query, {
      opened: () => {},
      answer: (answer, took) => {
        last = answer;
        this.sink.answer(answer, took);
      },
      ended: () => this.sink && this.fetched(/** @type {!wire.Answer} */ (last)),
      trouble: (reply) => {
        const sink = this.sink;
        this.close();
        if (sink) sink.trouble(reply);
      },
    });
  }

  /**
   * @param {!wire.Answer} answer
   * @private
   */
  fetched(answer) {
    if (answer.superseded || answer.gaps) {
      // What was kept may be from before.
      this.end();
    } else if (answer.more) {
      this.fetch(answer.cursor);
    } else {
      const kept = this.kept || [];
      this.kept = null;
      for (let i = 0; i < kept.length && this.sink; i++) this.pass(kept[i]);
    }
  }
}

/**
 * @param {!Array<string>} list
 * @param {!Array<string>} items
 * @return {boolean}
 */
function hasAll(list, items) {
  for (let i = 0; i < items.length; i++) if (!has(list, items[i])) return false;
  return true;
}
