/** @fileoverview What this browser has to say, until the server has it. */

import {now} from './clock.js';
import {Letter} from './letter.js';
import {random} from './random.js';
import {Store} from './store.js';

const MOST = 1000;

/**
 * The queue of unsent messages, kept over a reload one by one. Pages of one user share it: two of
 * them may send the same message, and the server stores it once, as its id is the same.
 */
export class Outbox {
  /** @param {function()} added called when there is something to send */
  constructor(added) {
    /** @private @const {function()} */
    this.added = added;
    /** @private @const {string} */
    this.prefix = random(16) + '-';
    /** @private {number} */
    this.count = 0;
    /** @private {?Store} null while it is not known whose messages these are */
    this.store = null;
    /** @private {boolean} */
    this.closed = false;
    /** Oldest first. @const {!Array<!Letter>} */
    this.letters = [];
  }

  /**
   * Takes up what was left unsent, and from now on keeps what is not yet sent. Only the first call
   * counts.
   *
   * @param {!Store} store of this user
   */
  keep(store) {
    if (this.store) return;
    this.store = store;
    for (let i = 0; i < this.letters.length; i++) {
      store.write(this.letters[i].item.id, this.letters[i].item);
    }
    this.letters.unshift.apply(this.letters, restored(store, this));
    if (this.letters.length) this.added();
  }

  /**
   * @param {string} channel
   * @param {*} data
   * @return {!Promise<!halley.Receipt>}
   */
  add(channel, data) {
    const order = ++this.count;
    const id = this.prefix + order.toString(36);
    const letter = new Letter({id: id, channel: channel, data: data, time: now(), order: order});
    if (this.closed) {
      letter.reject(error('closed', 'expected an open connection, this one was closed'));
    } else if (this.letters.length >= MOST) {
      letter.reject(error('queue-full', 'expected at most ' + MOST + ' unsent messages'));
    } else {
      this.letters.push(letter);
      if (this.store) this.store.write(id, letter.item);
      this.added();
    }
    return letter.sent;
  }

  /**
   * @param {string} channel
   * @return {!Array<!halley.Pending>} oldest first
   */
  pending(channel) {
    const found = [];
    for (let i = 0; i < this.letters.length; i++) {
      const letter = this.letters[i];
      if (letter.item.channel === channel) found.push(letter.pending());
    }
    return found;
  }

  /**
   * @param {string} id
   * @return {boolean} whether this page gave it
   */
  isOwn(id) {
    return id.indexOf(this.prefix) === 0;
  }

  /**
   * A message was read. If it is one of ours whose answer was lost, this is the answer.
   *
   * @param {!halley.Message} message
   */
  seen(message) {
    for (let i = 0; i < this.letters.length; i++) {
      const item = this.letters[i].item;
      if (item.id === message.id && item.channel === message.channel) {
        this.stored(this.letters[i], message);
        return;
      }
    }
  }

  /**
   * @param {!Letter} letter
   * @param {!halley.Receipt} receipt
   */
  stored(letter, receipt) {
    this.drop(letter);
    letter.resolve({offset: receipt.offset, id: receipt.id, time: receipt.time});
  }

  /**
   * @param {!Letter} letter
   * @param {!Error} error
   */
  refused(letter, error) {
    this.drop(letter);
    letter.reject(error);
  }

  /** Sends nothing of it, ever: it is this user's wish. */
  forget() {
    while (this.letters.length) {
      this.refused(this.letters[0], error('closed', 'closed before the message was sent'));
    }
  }

  /** Takes nothing more. What is left stays in the store for the next time. */
  close() {
    this.closed = true;
  }

  /**
   * @param {!Letter} letter
   * @private
   */
  drop(letter) {
    if (this.store) this.store.remove(letter.item.id);
    for (let i = this.letters.length - 1; i >= 0; i--) {
      if (this.letters[i] === letter) this.letters.splice(i, 1);
    }
  }
}

/**
 * @param {!Store} store
 * @param {!Outbox} outbox whose own letters lie in the store already
 * @return {!Array<!Letter>} oldest first
 */
function restored(store, outbox) {
  const letters = [];
  const keys = store.names();
  for (let i = 0; i < keys.length; i++) {
    const item = /** @type {?kept.Item} */ (store.read(keys[i]));
    if (item && item.id && !outbox.isOwn(item.id)) letters.push(new Letter(item));
  }
  return letters.sort((a, b) => a.item.time - b.item.time || a.item.order - b.item.order);
}

/**
 * @param {string} code
 * @param {string} text
 * @return {!Error}
 */
function error(code, text) {
  const found = new Error(text);
  found.code = code;
  return found;
}
