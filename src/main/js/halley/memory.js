/** @fileoverview What was learned of the path to a server, for a day. */

import {now} from './clock.js';
import {Store} from './store.js';

const DAY = 24 * 3600 * 1000;

/** Kept for each server and, where the browser tells it, each kind of network. */
export class Memory {
  /** @param {!Store} store of this server */
  constructor(store) {
    /** @private @const {!Store} */
    this.store = store;
    /** @private {string} */
    this.key = '';
    /** @type {!kept.Path} */
    this.path = this.load();
  }

  /**
   * @return {!kept.Path}
   * @private
   */
  load() {
    const connection = window.navigator && navigator.connection;
    this.key = 'path|' + (connection && connection.type || '');
    const path = /** @type {?kept.Path} */ (this.store.read(this.key));
    return path && now() - path.since < DAY ? path : /** @type {!kept.Path} */ ({since: now()});
  }

  /** The network may be another one. */
  turn() {
    this.path = this.load();
  }

  /**
   * @param {string} field
   * @param {*} value
   */
  keep(field, value) {
    const path = /** @type {!Object} */ (this.path);
    if (path[field] === value) return;
    path[field] = value;
    this.store.write(this.key, path);
  }
}
