/** @fileoverview One room, or what one other person and this user wrote to each other. */

import {textOf} from './format.js';
import {isNamed} from './mentions.js';
import {fold, learn, nameOf} from './people.js';
import {sentence} from './words.js';

const MOST = 800;
const LEFT = 400;

/**
 * A message of this page, from "Enter" until it comes back from the server. `state` is `sending`,
 * `sent` or `failed`; `because` is a sentence.
 *
 * @typedef {{id: string, data: *, time: number, state: string, because: string}}
 */
export let Outgoing;

export class Conversation {
  /**
   * @param {string} id `/room/NAME`, `/private/NAME` or `/user/NAME`
   * @param {!halley.Channel} channel to write to
   * @param {function()} changed
   */
  constructor(id, channel, changed) {
    /** @const {string} */
    this.id = id;
    /** @const {!halley.Channel} */
    this.channel = channel;
    /** @private @const {function()} */
    this.changed = changed;
    /** @const {boolean} */
    this.direct = id.startsWith('/user/');
    /** For its members. @const {boolean} */
    this.closed = id.startsWith('/private/');
    /** The room's name, or the other person's. @const {string} */
    this.name = id.split('/')[2];
    /** What it is about. @type {string} */
    this.topic = '';
    /** In offset order, each once. @type {!Array<!halley.Message>} */
    this.messages = [];
    /** The last change of a message, by the message's id. @private @const {!Map<string, !halley.Message>} */
    this.changes = new Map();
    /** @type {!Array<!Outgoing>} */
    this.outgoing = [];
    /** What came before these offsets is gone. @type {!Array<!wire.Gap>} */
    this.gaps = [];
    /** Whether what it began with has come. @type {boolean} */
    this.ready = false;
    /** Whether there may be older messages. @type {boolean} */
    this.more = false;
    /** `idle`, `busy` or `failed`. @type {string} */
    this.loading = 'idle';
    /** A sentence, if it may not be read. @type {string} */
    this.refused = '';
    for (const pending of channel.pending()) {
      this.follow(pending.id, pending.data, pending.time, pending.sent);
    }
  }

  /** @return {string} */
  title() {
    return this.direct ? nameOf(this.name) : this.name;
  }

  /** @return {number} 0 if there is none */
  newest() {
    return this.messages.length ? this.messages[this.messages.length - 1].offset : 0;
  }

  /** @param {!halley.Message} message of this conversation, in any order, also again */
  add(message) {
    learn(message.from, message.data && message.data['name']);
    if (message.refers) this.change(message.refers, message);
    let at = this.messages.length;
    while (at > 0 && this.messages[at - 1].offset >= message.offset) at--;
    const there = this.messages[at];
    if (!there || there.offset !== message.offset) this.messages.splice(at, 0, message);
    this.outgoing = this.outgoing.filter((mine) => mine.id !== message.id);
    this.changed();
  }

  /**
   * The newest change counts, and nothing comes back.
   *
   * @param {string} id
   * @param {!halley.Message} message
   * @private
   */
  change(id, message) {
    const old = this.changes.get(id);
    if (!old || (old.data !== null && old.offset < message.offset)) this.changes.set(id, message);
  }

  /**
   * @param {!halley.Message} message
   * @return {?halley.Message} what has corrected it, or taken it away
   */
  changeOf(message) {
    return this.changes.get(message.id) || null;
  }

  /**
   * @param {!halley.Message} message
   * @return {boolean}
   */
  isRemoved(message) {
    const change = this.changeOf(message);
    return !!message.removed || (change !== null && change.data === null);
  }

  /**
   * @param {!halley.Message} message
   * @return {*} what it says now
   */
  dataOf(message) {
    const change = this.changeOf(message);
    return change ? change.data : message.data;
  }

  /**
   * Nothing of it may be read any more.
   *
   * @param {string} why a sentence
   */
  bar(why) {
    this.refused = why;
    this.ready = true;
    this.more = false;
    this.messages = [];
    this.gaps = [];
    this.changed();
  }

  /** @param {!wire.Gap} gap */
  miss(gap) {
    if (gap.reset) this.messages = [];
    this.gaps.push(gap);
    this.changed();
  }

  /**
   * @param {string} text
   * @param {string} author as the author writes it
   */
  say(text, author) {
    this.send({'text': text}, author);
  }

  /**
   * @param {!Object} data
   * @param {string} author as the author writes it
   */
  send(data, author) {
    if (fold(author) !== author) data['name'] = author;
    const sent = this.channel.publish(data);
    this.follow(/** @type {string} */ (sent.id), data, Date.now(), sent);
  }

  /**
   * @param {string} id
   * @param {*} data
   * @param {number} time
   * @param {!Promise<!halley.Receipt>} sent
   * @private
   */
  follow(id, data, time, sent) {
    /** @type {!Outgoing} */
    const mine = {id: id, data: data, time: time, state: 'sending', because: ''};
    this.outgoing.push(mine);
    sent.then(() => {
      mine.state = 'sent';
      this.changed();
    }, (error) => {
      mine.state = 'failed';
      mine.because = sentence(/** @type {!Error} */ (error).code);
      this.changed();
    });
    this.changed();
  }

  /** @param {string} id of a message that failed */
  discard(id) {
    this.outgoing = this.outgoing.filter((mine) => mine.id !== id);
    this.changed();
  }

  /**
   * @param {number} read the last offset that was read
   * @param {string} me
   * @return {!Array<!halley.Message>} what others said after that and did not take away
   */
  since(read, me) {
    return this.messages.filter((message) => message.offset > read && message.from !== me &&
        !message.refers && !this.isRemoved(message));
  }

  /**
   * @param {number} read the last offset that was read
   * @param {string} me
   * @return {number} how many messages of others came after
   */
  unread(read, me) {
    const missing = this.messages.length ? this.messages[0].offset - 1 - read : 0;
    return this.since(read, me).length + (this.direct ? 0 : Math.max(0, missing));
  }

  /**
   * @param {number} read the last offset that was read
   * @param {string} me
   * @return {number} how many messages after that name this user
   */
  named(read, me) {
    return this.since(read, me).filter((message) => isNamed(textOf(this.dataOf(message)), me)).length;
  }

  /** Lets go of the oldest messages of a long conversation; scrolling up fetches them again. */
  trim() {
    if (this.messages.length <= MOST) return;
    this.messages = this.messages.slice(-LEFT);
    this.more = true;
  }
}
