/** @fileoverview Which channels a request asks for. */

import {Listed} from './listed.js';
import {has} from './lists.js';

/** One poll's channels: those that the cursor covers, and some of the new ones. */
export class Plan {
  /**
   * @param {!Array<!Listed>} known covered by the cursor
   * @param {!Array<!Listed>} fresh not yet covered; all of them begin with as much history
   * @param {boolean} whole whether the poll asks for every channel that is read
   */
  constructor(known, fresh, whole) {
    /** @const {!Array<!Listed>} */
    this.known = known;
    /** @const {!Array<!Listed>} */
    this.fresh = fresh;
    /** @const {boolean} */
    this.whole = whole;
    /** @const {!Array<!Listed>} */
    this.all = known.concat(fresh);
  }

  /** @return {!Array<string>} */
  names() {
    return namesOf(this.all);
  }

  /** @return {number} */
  history() {
    return this.fresh.length ? this.fresh[0].backlog : 0;
  }

  /**
   * @param {string} name
   * @return {?Listed}
   */
  seek(name) {
    for (let i = 0; i < this.all.length; i++) {
      if (this.all[i].name === name) return this.all[i];
    }
    return null;
  }
}

/**
 * A poll has one `history` for all new channels, so those that want another wait for the next poll;
 * it follows at once, as a poll with new channels is never held.
 *
 * @param {!Array<!Listed>} channels all that are read
 * @param {!Array<string>} before what the cursor covers. A channel that was closed and is read anew
 *     stands here although its object is new: it would go on where the old one stopped, with no
 *     history. So it is left out of one poll.
 * @param {boolean} single at most one new channel, to find out which one the server refuses
 * @return {!Plan}
 */
export function planOf(channels, before, single) {
  const known = [];
  const fresh = [];
  for (let i = 0; i < channels.length; i++) {
    const channel = channels[i];
    if (channel.covered) {
      known.push(channel);
    } else if (!has(before, channel.name)) {
      const fits = !fresh.length || (!single && channel.backlog === fresh[0].backlog);
      if (fits) fresh.push(channel);
    }
  }
  return new Plan(known, fresh, known.length + fresh.length === channels.length);
}

/**
 * @param {!Array<!Listed>} channels
 * @return {!Array<string>}
 */
export function namesOf(channels) {
  const names = [];
  for (let i = 0; i < channels.length; i++) names.push(channels[i].name);
  return names;
}
