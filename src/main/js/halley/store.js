/** @fileoverview What outlives a reload, where the browser lets us keep anything. */

/** A corner of a `Storage`. Whatever the storage refuses is just not kept. */
export class Store {
  /**
   * @param {?Storage} storage
   * @param {string} prefix
   */
  constructor(storage, prefix) {
    /** @private @const {?Storage} */
    this.storage = storage;
    /** @private @const {string} */
    this.prefix = prefix;
  }

  /**
   * @param {string} key
   * @return {?} what was kept, parsed; null if there is nothing
   */
  read(key) {
    try {
      return JSON.parse(this.storage.getItem(this.prefix + key) || 'null');
    } catch (e) {
      return null;
    }
  }

  /**
   * @param {string} key
   * @param {*} value
   */
  write(key, value) {
    try {
      this.storage.setItem(this.prefix + key, JSON.stringify(value));
    } catch (e) {
      // Full or forbidden.
    }
  }

  /** @param {string} key */
  remove(key) {
    try {
      this.storage.removeItem(this.prefix + key);
    } catch (e) {
      // Forbidden.
    }
  }

  /**
   * @param {string} key
   * @return {string} as the whole storage knows it
   */
  path(key) {
    return this.prefix + key;
  }

  /** @return {!Array<string>} in no order */
  names() {
    const found = [];
    try {
      for (let i = 0; i < this.storage.length; i++) {
        const key = this.storage.key(i);
        if (key.indexOf(this.prefix) === 0) found.push(key.substring(this.prefix.length));
      }
    } catch (e) {
      // Forbidden.
    }
    return found;
  }

  /**
   * @param {string} prefix
   * @return {!Store}
   */
  corner(prefix) {
    return new Store(this.storage, this.prefix + prefix);
  }
}

/**
 * @param {function(): ?Storage} storage
 * @return {?Storage} null where the browser forbids even to ask
 */
export function allowed(storage) {
  try {
    return storage() || null;
  } catch (e) {
    return null;
  }
}
