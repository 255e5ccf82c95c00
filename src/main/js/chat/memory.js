/** @fileoverview What the page remembers over a reload. */

const NAME = 'halley-chat|name';

/**
 * @param {string} key
 * @return {?string}
 */
function read(key) {
  try {
    return window.localStorage.getItem(key);
  } catch (e) {
    return null;
  }
}

/**
 * @param {string} key
 * @param {?string} value
 */
function write(key, value) {
  try {
    if (value === null) {
      window.localStorage.removeItem(key);
    } else {
      window.localStorage.setItem(key, value);
    }
  } catch (e) {
    // Full or forbidden: then it is not remembered.
  }
}

/** @return {?string} the name that was chosen last, as it was typed */
export function rememberedName() {
  return read(NAME);
}

/** @param {?string} name */
export function rememberName(name) {
  write(NAME, name);
}

/**
 * @param {function()} then called when another tab has given the name up
 * @return {function()} stops that
 */
export function watchName(then) {
  const listener = (/** !Event */ event) => {
    const {key, newValue} = /** @type {!StorageEvent} */ (event);
    if (key === NAME && newValue === null) then();
  };
  window.addEventListener('storage', listener);
  return () => window.removeEventListener('storage', listener);
}

/** What one user's chat remembers. Tabs of one browser share it. */
export class Memory {
  /** @param {string} user canonical */
  constructor(user) {
    /** @private @const {string} */
    this.key = 'halley-chat|user|' + user;
    /** @const {!kept.Chat} */
    this.kept = {rooms: ['/room/lobby'], people: [], read: {}, drafts: {}, last: ''};
    this.refresh(read(this.key));
  }

  /**
   * @param {?string} text
   * @private
   */
  refresh(text) {
    try {
      Object.assign(this.kept, /** @type {!Object} */ (JSON.parse(text || '{}')));
    } catch (e) {
      // Not ours: begin anew.
    }
  }

  forget() {
    write(this.key, null);
  }

  save() {
    write(this.key, JSON.stringify(this.kept));
  }

  /**
   * @param {function()} then called when another tab has read something
   * @return {function()} stops that
   */
  watch(then) {
    const listener = (/** !Event */ event) => {
      const {key, newValue} = /** @type {!StorageEvent} */ (event);
      if (key !== this.key || !newValue) return;
      const mine = this.kept.drafts;
      const open = this.kept.last;
      this.refresh(newValue);
      this.kept.drafts = mine;
      this.kept.last = open;
      then();
    };
    window.addEventListener('storage', listener);
    return () => window.removeEventListener('storage', listener);
  }
}
