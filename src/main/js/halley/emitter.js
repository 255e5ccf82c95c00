/** @fileoverview Listeners by event. */

export class Emitter {
  constructor() {
    /** @private @const {!Object<string, !Array<function(?)>>} */
    this.listeners = {};
  }

  /**
   * @param {string} event
   * @param {function(?)} listener
   * @return {function()} takes the listener off again
   */
  on(event, listener) {
    const before = this.listeners[event] || [];
    this.listeners[event] = before.concat([listener]);
    return () => {
      const left = [];
      const all = this.listeners[event];
      for (let i = 0; i < all.length; i++) if (all[i] !== listener) left.push(all[i]);
      this.listeners[event] = left;
    };
  }

  /**
   * @param {string} event
   * @return {boolean} whether anybody listens for it
   */
  has(event) {
    return (this.listeners[event] || []).length > 0;
  }

  /**
   * Tells everyone who listens. A listener that throws costs the others nothing: its error reaches
   * the browser's console a moment later.
   *
   * @param {string} event
   * @param {?} what
   */
  emit(event, what) {
    const all = this.listeners[event] || [];
    for (let i = 0; i < all.length; i++) {
      try {
        all[i](what);
      } catch (e) {
        setTimeout(() => {
          throw e;
        }, 0);
      }
    }
  }
}
