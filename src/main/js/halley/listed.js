/** @fileoverview A channel as the reading sees it. */

/** What it wants, how far it is, and whom to tell.
 * @record */
export class Listed {
  /** @param {!halley.Message} message */
  hand(message) {}

  /** @param {!wire.Gap} gap */
  miss(gap) {}

  /** All of the history it began with was handed on. */
  settle() {}

  /** @param {!wire.Problem} problem why the server does not let us read it */
  refuse(problem) {}
}

/** @type {string} */
Listed.prototype.name;
/** How many of the newest messages it begins with. @type {number} */
Listed.prototype.backlog;
/** Whether the cursor covers it since this object was made. @type {boolean} */
Listed.prototype.covered;
/** The last offset that was handed on or is gone; 0 before the first. @type {number} */
Listed.prototype.last;
