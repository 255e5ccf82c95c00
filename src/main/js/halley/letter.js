/** @fileoverview One message on its way out. */

import {promise} from './promise.js';

export class Letter {
  /** @param {!kept.Item} item */
  constructor(item) {
    /** @const {!kept.Item} */
    this.item = item;
    /** At most as many characters of JSON. @const {number} */
    this.size = JSON.stringify(item).length;
    /** Since when the server would know the id again, had it got the message. @type {number} */
    this.since = item.time;
    /** @type {function(!halley.Receipt)} */
    this.resolve;
    /** @type {function(!Error)} */
    this.reject;
    /** @const {!Promise<!halley.Receipt>} */
    this.sent = promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.sent.id = item.id;
  }

  /** @return {!wire.Draft} */
  draft() {
    return {channel: this.item.channel, id: this.item.id, data: this.item.data};
  }

  /** @return {!halley.Pending} */
  pending() {
    const item = this.item;
    return {id: item.id, channel: item.channel, data: item.data, time: item.time, sent: this.sent};
  }
}
