/** @fileoverview Who is in the rooms, as the server tells it. */

import {Desk} from './desk.js';

/** Each costs a channel to read, and a server lets one read so many. */
const MOST = 20;

/**
 * The rooms that are watched. What is said while the list of those present is fetched is applied to it
 * afterwards: it says how somebody stands, so saying it again changes nothing.
 */
export class Presence {
  /**
   * @param {!halley.Client} client
   * @param {!Desk} desk
   * @param {function()} changed
   * @param {function(string, string)} topic called with a room and its new topic
   */
  constructor(client, desk, changed, topic) {
    /** @private @const {!halley.Client} */
    this.client = client;
    /** @private @const {!Desk} */
    this.desk = desk;
    /** @private @const {function()} */
    this.changed = changed;
    /** @private @const {function(string, string)} */
    this.topic = topic;
    /** @private @const {!Map<string, !Watch>} */
    this.watches = new Map();
  }

  /** @param {!Array<string>} rooms the ones to watch, those that matter most first */
  follow(rooms) {
    const wanted = rooms.slice(0, MOST);
    for (const id of Array.from(this.watches.keys())) {
      if (wanted.includes(id)) continue;
      /** @type {!Watch} */ (this.watches.get(id)).channel.close();
      this.watches.delete(id);
    }
    for (const id of wanted) {
      if (!this.watches.has(id)) this.watches.set(id, this.watch(id));
    }
  }

  /**
   * @param {string} id a room
   * @return {!Set<string>} who is there now
   */
  here(id) {
    const watch = this.watches.get(id);
    return watch ? watch.users : new Set();
  }

  /**
   * @param {string} user
   * @return {boolean} whether that one is in any of the rooms
   */
  isHere(user) {
    for (const watch of this.watches.values()) {
      if (watch.users.has(user)) return true;
    }
    return false;
  }

  /**
   * @param {string} id
   * @return {!Watch}
   * @private
   */
  watch(id) {
    const channel = this.client.channel(id + '/presence');
    /** @type {!Watch} */
    const watch = {channel: channel, users: new Set(), waiting: null};
    channel.on('message', (message) => this.told(id, watch, /** @type {?wire.Coming} */ (message.data)));
    channel.on('ready', () => this.fetch(id, watch));
    channel.on('gap', () => this.fetch(id, watch));
    return watch;
  }

  /**
   * @param {string} id
   * @param {!Watch} watch
   * @return {!Promise<void>}
   * @private
   */
  async fetch(id, watch) {
    if (watch.waiting) return;
    watch.waiting = [];
    let found = null;
    try {
      found = await this.desk.presence(id);
    } catch (e) {
      // No presence there: then it is only what is said from now on.
    }
    if (found) watch.users = new Set(found.users.map((person) => person.user));
    const missed = watch.waiting || [];
    watch.waiting = null;
    for (const coming of missed) this.apply(id, watch, coming);
    this.changed();
  }

  /**
   * @param {string} id
   * @param {!Watch} watch
   * @param {?wire.Coming} coming
   * @private
   */
  told(id, watch, coming) {
    if (!coming) return;
    for (const each of coming.events || [coming]) {
      if (watch.waiting) {
        watch.waiting.push(each);
      } else {
        this.apply(id, watch, each);
      }
    }
    this.changed();
  }

  /**
   * @param {string} id
   * @param {!Watch} watch
   * @param {!wire.Coming} coming
   * @private
   */
  apply(id, watch, coming) {
    if (coming.event === 'join') watch.users.add(coming.user);
    if (coming.event === 'leave') watch.users.delete(coming.user);
    if (coming.event === 'topic') this.topic(id, coming.topic || '');
  }
}

/**
 * One room. `waiting` is what was said while the list is being fetched.
 *
 * @typedef {{channel: !halley.Channel, users: !Set<string>, waiting: ?Array<!wire.Coming>}}
 */
let Watch;
