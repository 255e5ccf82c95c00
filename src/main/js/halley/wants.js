/** @fileoverview What the other tabs want to be read. */

import {now} from './clock.js';
import {Listed} from './listed.js';
import {has} from './lists.js';

/** After that time nobody believes that a tab is still there; each says what it wants more often. */
const FORGET = 150000;

/** By tab. */
export class Wants {
  constructor() {
    /** @private @const {!Object<string, {channels: !Array<string>, at: number}>} */
    this.tabs = {};
  }

  /**
   * @param {string} tab
   * @param {!Array<string>} channels
   */
  put(tab, channels) {
    this.tabs[tab] = {channels: channels, at: now()};
  }

  /** @param {string} tab */
  drop(tab) {
    delete this.tabs[tab];
  }

  /** @return {boolean} whether there is any other tab */
  any() {
    let found = false;
    for (const tab in this.tabs) {
      if (now() - this.tabs[tab].at < FORGET) {
        found = true;
      } else {
        this.drop(tab);
      }
    }
    return found;
  }

  /** @return {!Array<string>} all channels that any of them wants */
  names() {
    const names = [];
    for (const tab in this.tabs) {
      const channels = this.tabs[tab].channels;
      for (let i = 0; i < channels.length; i++) if (!has(names, channels[i])) names.push(channels[i]);
    }
    return names;
  }
}

/**
 * @param {string} name
 * @param {boolean} covered whether the cursor covers it. It wants no history, so it goes on from there
 * @param {function()} refuse
 * @return {!Listed} a channel that only other tabs read
 */
export function foreign(name, covered, refuse) {
  const ignore = () => {};
  return {name, backlog: 0, covered, last: 0, hand: ignore, miss: ignore, settle: ignore, refuse};
}
