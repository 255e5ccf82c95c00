/** @fileoverview How far each conversation was read: by this user on all devices, and by the other one. */

import {Desk} from './desk.js';
import {Memory} from './memory.js';

const PAUSE = 500;
const BATCH = 50;
const GOT = 1500;

/**
 * The browser remembers a mark at once, the server gets it a moment later. A mark that the server knows
 * is the truth: it never goes back, and never past what is there.
 */
export class Marks {
  /**
   * @param {!halley.Client} client
   * @param {!Desk} desk
   * @param {string} me
   * @param {!Memory} memory
   * @param {function()} changed
   */
  constructor(client, desk, me, memory, changed) {
    /** @private @const {!Desk} */
    this.desk = desk;
    /** @private @const {string} */
    this.inbox = '/user/' + me;
    /** @private @const {!Memory} */
    this.memory = memory;
    /** @private @const {function()} */
    this.changed = changed;
    /** By the other one's inbox: the time of the last message that came there, or was read. @private
     * @const {!Map<string, {delivered: number, seen: number}>} */
    this.ticks = new Map();
    /** Conversations whose mark the server has yet to be told. @private @const {!Set<string>} */
    this.late = new Set();
    /** Conversations whose mark the server has yet to tell. @private @const {!Map<string, number>} */
    this.asked = new Map();
    /** @private {?number} */
    this.timer = null;
    /** @private @const {string} */
    this.reader = 'got-' + Math.random().toString(36).slice(2);
    /** @private {?number} */
    this.getting = null;
    client.channel(this.inbox + '/marks').on('message', (message) =>
        this.told(/** @type {?wire.Marked} */ (message.data)));
  }

  /**
   * @param {string} id
   * @return {number} the last offset that was read; Infinity in a room that was just joined, as what
   *     was said before one came is not unread
   */
  last(id) {
    const read = this.memory.kept.read[id];
    return read !== undefined ? read : id.startsWith('/user/') ? 0 : Infinity;
  }

  /**
   * @param {string} id
   * @param {number} offset up to here all was seen
   */
  read(id, offset) {
    if (this.memory.kept.read[id] === offset) return;
    this.keep(id, offset);
    this.late.add(id);
    this.soon();
  }

  /**
   * The log began anew, so all in it is new.
   *
   * @param {string} id
   */
  reset(id) {
    if (id in this.memory.kept.read) this.keep(id, 0);
  }

  /**
   * Has the server asked for a conversation's mark.
   *
   * @param {string} id
   * @param {number} newest what counts as read where nobody knows
   */
  ask(id, newest) {
    this.asked.set(id, newest);
    this.soon();
  }

  /** A direct message has come. If it is not read at once, its sender is told that it is here. */
  got() {
    if (this.getting !== null) return;
    this.getting = setTimeout(() => {
      this.getting = null;
      this.desk.got(this.inbox, this.reader).catch(() => {});
    }, GOT);
  }

  /**
   * @param {string} id the other one's inbox
   * @param {number} time of a message to that one
   * @return {string} `sent`, `delivered` or `seen`
   */
  tick(id, time) {
    const tick = this.ticks.get(id);
    return !tick || time > Math.max(tick.delivered, tick.seen) ? 'sent' : time > tick.seen ? 'delivered' : 'seen';
  }

  /**
   * @param {string} id
   * @param {number} offset
   * @private
   */
  keep(id, offset) {
    this.memory.kept.read[id] = offset;
    this.memory.save();
    this.changed();
  }

  /** @private */
  soon() {
    if (this.timer === null) this.timer = setTimeout(() => this.turn(), PAUSE);
  }

  /** @private */
  turn() {
    this.timer = null;
    for (const id of this.late) this.send(id);
    this.late.clear();
    const asked = Array.from(this.asked);
    this.asked.clear();
    const rooms = asked.filter(([id]) => !id.startsWith('/user/'));
    for (let i = 0; i < rooms.length; i += BATCH) this.fetch(new Map(rooms.slice(i, i + BATCH)), '');
    for (const each of asked) {
      if (each[0].startsWith('/user/')) this.fetch(new Map([each]), each[0].slice(6));
    }
  }

  /**
   * @param {string} id
   * @return {!Promise<void>}
   * @private
   */
  async send(id) {
    const direct = id.startsWith('/user/');
    const offset = this.memory.kept.read[id];
    try {
      const mark = await this.desk.read(direct ? this.inbox : id, direct ? id.slice(6) : '', offset);
      if (this.memory.kept.read[id] === offset && mark.offset !== offset) this.keep(id, mark.offset);
    } catch (e) {
      // The next mark covers this one, and so does the next visit.
    }
  }

  /**
   * @param {!Map<string, number>} asked
   * @param {string} other
   * @return {!Promise<void>}
   * @private
   */
  async fetch(asked, other) {
    const channels = other ? [this.inbox] : Array.from(asked.keys());
    let found = [];
    try {
      found = (await this.desk.unread(channels, other)).unread;
    } catch (e) {
      // Then what this browser remembers has to do.
    }
    for (const unread of found) {
      const id = unread.with ? '/user/' + unread.with : unread.channel;
      if (unread.with) this.raise(id, unread.delivered, unread.seen);
      const mine = this.memory.kept.read[id] || 0;
      if (unread.read > mine) this.keep(id, unread.read);
      if (unread.read < mine) this.late.add(id);
    }
    asked.forEach((newest, id) => {
      if (!other && !(id in this.memory.kept.read)) this.read(id, newest);
    });
    if (this.late.size) this.soon();
  }

  /**
   * @param {string} id
   * @param {!wire.Tick|undefined} delivered
   * @param {!wire.Tick|undefined} seen
   * @private
   */
  raise(id, delivered, seen) {
    const old = this.ticks.get(id) || {delivered: 0, seen: 0};
    this.ticks.set(id, {
      delivered: Math.max(old.delivered, delivered ? delivered.time : 0),
      seen: Math.max(old.seen, seen ? seen.time : 0),
    });
    this.changed();
  }

  /**
   * @param {?wire.Marked} marked
   * @private
   */
  told(marked) {
    if (!marked) return;
    const tick = /** @type {!wire.Tick} */ ({time: marked.time});
    if (marked.event === 'delivered') this.raise('/user/' + marked.user, tick, undefined);
    if (marked.event === 'seen') this.raise('/user/' + marked.user, undefined, tick);
    const id = marked.with ? '/user/' + marked.with : marked.channel;
    if (marked.event === 'read' && marked.offset > (this.memory.kept.read[id] || 0)) this.keep(id, marked.offset);
  }
}
