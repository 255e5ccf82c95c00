/** @fileoverview Timers that also run in time where the page is not seen. */

import {now} from './clock.js';

/** A browser slows the timers of a hidden page down to one turn a minute, but not those of a worker. */
const WORKER = 'var t={};onmessage=function(e){var d=e.data;clearTimeout(t[d[0]]);' +
    'if(d[1]>=0)t[d[0]]=setTimeout(function(){postMessage(d[0])},d[1])}';

/** By id: what to run, when, and the page's own timer for it. @type {!Object} */
const waiting = {};
let count = 0;
/** Undefined until it was needed; null where there can be none. @type {?Worker|undefined} */
let worker;

/**
 * @param {function()} run
 * @param {number} delay milliseconds
 * @return {number} to cancel it by
 */
export function later(run, delay) {
  const id = ++count;
  waiting[id] = {run: run, due: now() + delay, own: setTimeout(() => fire(id), delay)};
  if (isHidden()) send(id);
  return id;
}

/** @param {number} id 0 is none */
export function cancel(id) {
  const timer = waiting[id];
  if (!timer) return;
  delete waiting[id];
  clearTimeout(timer.own);
  if (worker) worker.postMessage([id, -1]);
}

/** @return {boolean} whether the page is not seen */
export function isHidden() {
  return document.hidden === true;
}

/** @param {number} id of a timer that is due, by whichever clock came first */
function fire(id) {
  const timer = waiting[id];
  cancel(id);
  if (timer) timer.run();
}

/** @param {number} id of a timer that the worker is to run too */
function send(id) {
  if (worker === undefined) worker = start();
  if (worker) worker.postMessage([id, Math.max(0, waiting[id].due - now())]);
}

/** @return {?Worker} null where the browser is too old or the page forbids it */
function start() {
  try {
    const made = new Worker(URL.createObjectURL(new Blob([WORKER])));
    made.onmessage = (event) => fire(event.data);
    made.onerror = () => {
      worker = null;
    };
    return made;
  } catch (e) {
    return null;
  }
}

if (typeof document === 'object' && document.addEventListener) {
  document.addEventListener('visibilitychange', () => {
    for (const id in waiting) if (isHidden()) send(Number(id));
  });
}
