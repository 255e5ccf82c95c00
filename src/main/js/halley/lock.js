/** @fileoverview The lock that says which tab leads, where the browser has such locks. */

/** Whom a lock tells.
 * @record */
export class Holder {
  /** The lock is this tab's. */
  got() {}

  /** It is another's now, or there is no lock to be had here. */
  lost() {}
}

/** Tabs queue for it. The browser hands it on when the tab that has it closes or crashes. */
export class Lock {
  /**
   * @param {!tabs.Locks} locks
   * @param {string} name
   * @param {!Holder} holder
   */
  constructor(locks, name, holder) {
    /** @private @const {!tabs.Locks} */
    this.locks = locks;
    /** @private @const {string} */
    this.name = name;
    /** @private @const {!Holder} */
    this.holder = holder;
    /** Ends the place in the queue, or the holding. @private {?function()} */
    this.end = null;
  }

  /** Waits for it in the queue. */
  queue() {
    const abort = new AbortController();
    this.ask({signal: abort.signal}, () => abort.abort());
  }

  /** Takes it from a tab that does not stir any more. */
  steal() {
    this.leave();
    this.ask({steal: true}, () => {});
  }

  /** Gives it up. */
  leave() {
    if (this.end) this.end();
    this.end = null;
  }

  /**
   * @param {!Object} options
   * @param {function()} withdraw
   * @private
   */
  ask(options, withdraw) {
    const end = this.end = () => {
      withdraw();
      release();
    };
    let release = () => {};
    this.locks.request(this.name, options, () => {
      if (this.end !== end) return;
      const held = new Promise((resolve) => release = () => resolve(null));
      this.holder.got();
      return held;
    }).then(() => {}, () => {
      if (this.end === end) this.holder.lost();
    });
  }
}
