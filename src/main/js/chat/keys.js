/** @fileoverview What can be done by keys alone, from anywhere on the page. None of them is a single letter. */

import {byId} from './dom.js';

/**
 * What the keys do.
 *
 * @typedef {{
 *   escape: function(),
 *   step: function(number, boolean),
 *   join: function(),
 *   end: function(),
 * }}
 */
export let Moves;

/**
 * @param {!Moves} moves
 * @return {function(!Event)} to be told of each key that is pressed
 */
export function keys(moves) {
  const sheet = /** @type {!HTMLDialogElement} */ (byId('help'));
  byId('help-open').onclick = () => sheet.showModal();
  return (pressed) => {
    const event = /** @type {!KeyboardEvent} */ (pressed);
    const {key, altKey, shiftKey} = event;
    const control = event.ctrlKey || event.metaKey;
    const open = document.querySelector('dialog[open]');
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    let does = null;
    if (control && key === '/') does = () => open === sheet ? sheet.close() : open || sheet.showModal();
    if (open && !does) return;
    if (key === 'Escape') does = moves.escape;
    if (altKey && step) does = () => moves.step(step, shiftKey);
    if (altKey && key === 'End') does = moves.end;
    if (control && key.toLowerCase() === 'k') does = moves.join;
    if (!does) return;
    event.preventDefault();
    does();
  };
}
