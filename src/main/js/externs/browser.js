/**
 * @fileoverview What browsers have and the compiler's list of them lacks.
 * @externs
 */

/** @type {boolean} */
KeyboardEvent.prototype.isComposing;

/** @type {?function(!Event)} */
HTMLDialogElement.prototype.onclose;
