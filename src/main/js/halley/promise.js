/** @fileoverview Promises, also where the browser has none. */

/** As much of one as a page needs that waits for ours: `then` and `catch` (ECMAScript 2015, 25.4). */
class Small {
  /** @param {function(function(?), function(?))} run */
  constructor(run) {
    /** Undefined until it is settled. @private {boolean|undefined} */
    this.isGood = undefined;
    /** @private {?} */
    this.value = undefined;
    /** @private {!Array<function()>} */
    this.heirs = [];
    const give = this.giver();
    try {
      run(give(true), give(false));
    } catch (e) {
      give(false)(e);
    }
  }

  /**
   * @return {function(boolean): function(?)} makes what settles it, once
   * @private
   */
  giver() {
    let used = false;
    return (isGood) => (value) => {
      if (used) return;
      used = true;
      if (isGood && value && typeof value.then === 'function') {
        const give = this.giver();
        try {
          value.then(give(true), give(false));
        } catch (e) {
          give(false)(e);
        }
        return;
      }
      this.isGood = isGood;
      this.value = value;
      while (this.heirs.length) setTimeout(this.heirs.shift(), 0);
    };
  }

  /**
   * @param {?function(?)=} good
   * @param {?function(?)=} bad
   * @return {!Small}
   */
  then(good, bad) {
    return new Small((resolve, reject) => {
      const go = () => {
        const next = this.isGood ? good : bad;
        try {
          if (next) {
            resolve(next(this.value));
          } else {
            (this.isGood ? resolve : reject)(this.value);
          }
        } catch (e) {
          reject(e);
        }
      };
      if (this.isGood === undefined) {
        this.heirs.push(go);
      } else {
        setTimeout(go, 0);
      }
    });
  }
}

/** @type {!Object} */ (Small.prototype)['catch'] = function(/** function(?) */ bad) {
  return /** @type {!Small} */ (this).then(null, bad);
};

/**
 * @param {function(function(?), function(?))} run
 * @return {!Promise<?>}
 */
export function promise(run) {
  const Known = window.Promise;
  return Known ? new Known(run) : /** @type {!Promise} */ (/** @type {*} */ (new Small(run)));
}
