/** @fileoverview How the tabs of one user in one browser talk to each other. */

import {Store} from './store.js';

/** A BroadcastChannel, or else a place in the storage of which the browser tells every other tab when
 * something is written there. */
export class Bus {
  /**
   * @param {!Store} store
   * @param {string} key
   * @param {function(!tabs.Note)} heard called with what another tab said
   */
  constructor(store, key, heard) {
    /** @private @const {!Store} */
    this.store = store;
    /** @private @const {string} */
    this.key = key;
    /** @private @const {?BroadcastChannel} */
    this.channel = window.BroadcastChannel ? new BroadcastChannel(store.path(key)) : null;
    /** @private @const {function(!Event)} */
    this.listener = (event) => {
      const {key, newValue} = /** @type {!StorageEvent} */ (event);
      if (key === store.path(this.key) && newValue) heard(/** @type {!tabs.Note} */ (JSON.parse(newValue)));
    };
    if (this.channel) {
      this.channel.onmessage = (event) => heard(/** @type {!tabs.Note} */ (event.data));
    } else {
      window.addEventListener('storage', this.listener);
    }
  }

  /** @param {!tabs.Note} note */
  post(note) {
    if (this.channel) {
      this.channel.postMessage(note);
    } else {
      this.store.write(this.key, note);
      // What was said is nobody's business afterwards.
      this.store.remove(this.key);
    }
  }

  close() {
    if (this.channel) this.channel.close();
    window.removeEventListener('storage', this.listener);
  }
}

/**
 * @param {!Store} store
 * @param {string} key
 * @param {function(!tabs.Note)} heard
 * @return {?Bus} null where there is none: tabs that may not keep anything shall not know of each other
 */
export function openBus(store, key, heard) {
  store.write('', 1);
  const isKept = store.read('') === 1;
  store.remove('');
  try {
    return isKept && window.addEventListener ? new Bus(store, key, heard) : null;
  } catch (e) {
    return null;
  }
}
