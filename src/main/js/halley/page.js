/** @fileoverview What the browser tells about its network, its sleep and this page. */

import {now} from './clock.js';
import {cancel, isHidden, later} from './timers.js';

const TICK = 10000;
/** A clock that jumped so far has slept. Where there is no worker, a hidden page's is late by a minute. */
const JUMP = 15000;
const HIDDEN_JUMP = 75000;
/** Who was away for less need not look whether the path still stands. */
const AWAY = 30000;

/**
 * @param {function()} turned called when the path may have come, gone or changed
 * @param {function()} leave called when the page goes away, maybe to come back
 * @return {function()} stops watching
 */
export function watchPage(turned, leave) {
  const undo = [];
  const on = (/** ?EventTarget */ target, /** string */ type, /** function(!Event) */ listener) => {
    if (!target || !target.addEventListener) return;
    target.addEventListener(type, listener);
    undo.push(() => target.removeEventListener(type, listener));
  };
  let hiddenAt = 0;
  let due = now() + TICK;
  let timer = 0;
  const tick = () => {
    const late = now() - due;
    due = now() + TICK;
    timer = later(tick, TICK);
    if (late > (isHidden() ? HIDDEN_JUMP : JUMP)) turned();
  };
  timer = later(tick, TICK);
  undo.push(() => cancel(timer));

  on(window, 'online', turned);
  on(window, 'offline', turned);
  on(window, 'pagehide', leave);
  on(window, 'pageshow', (event) => {
    if (/** @type {!PageTransitionEvent} */ (event).persisted) turned();
  });
  // A page that is frozen runs no script until it is resumed.
  on(document, 'freeze', leave);
  on(document, 'resume', turned);
  on(document, 'visibilitychange', () => {
    if (isHidden()) {
      hiddenAt = now();
    } else if (now() - hiddenAt > AWAY) {
      turned();
    }
  });
  on(/** @type {?EventTarget} */ (/** @type {*} */ (window.navigator && navigator.connection)), 'change', turned);
  return () => {
    for (let i = 0; i < undo.length; i++) undo[i]();
  };
}
