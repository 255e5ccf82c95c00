/** @fileoverview Under which name this page reads. */

import {now} from './clock.js';
import {random} from './random.js';
import {Store} from './store.js';

/** A reader's id and the count of its polls. The id is kept over a reload, so that the page's new
 * poll takes the place of the one that the server still holds for the old page. */
export class Reader {
  /** @param {!Store} store of this tab alone */
  constructor(store) {
    /** @private @const {!Store} */
    this.store = store;
    /** @type {string} */
    this.id = store.read('reader') || '';
    if (!this.id) this.renew();
    /** @private {number} */
    this.seq = now();
  }

  /** Takes another id. */
  renew() {
    this.id = random(16);
    this.store.write('reader', this.id);
  }

  /** @return {number} more than any before */
  next() {
    return ++this.seq;
  }
}
