/** @fileoverview Times and text, as people read them. */

const DAY = 86400000;
const CLOCK = new Intl.DateTimeFormat(undefined, {hour: 'numeric', minute: '2-digit'});
const FULL = new Intl.DateTimeFormat(undefined, {dateStyle: 'full', timeStyle: 'medium'});
const THIS_YEAR = new Intl.DateTimeFormat(undefined, {weekday: 'long', day: 'numeric', month: 'long'});
const ANY_YEAR = new Intl.DateTimeFormat(undefined, {day: 'numeric', month: 'long', year: 'numeric'});

/**
 * @param {number} time
 * @return {string} `14:02`
 */
export function clock(time) {
  return CLOCK.format(new Date(time));
}

/**
 * @param {number} time
 * @return {string} all of it
 */
export function full(time) {
  return FULL.format(new Date(time));
}

/**
 * @param {number} time
 * @return {string} `Today`, `Yesterday`, or the date
 */
export function day(time) {
  const date = new Date(time);
  const today = new Date();
  const ago = Math.round((midnight(today) - midnight(date)) / DAY);
  if (ago === 0) return 'Today';
  if (ago === 1) return 'Yesterday';
  return (date.getFullYear() === today.getFullYear() ? THIS_YEAR : ANY_YEAR).format(date);
}

/**
 * @param {!Date} date
 * @return {number}
 */
function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 * @return {string}
 */
export function plural(count, one, many) {
  return count + ' ' + (count === 1 ? one : many);
}

/**
 * @param {number} ms
 * @return {string} `8 ms` or `1.2 s`
 */
export function duration(ms) {
  return ms < 1000 ? Math.round(ms) + ' ms' : (ms / 1000).toFixed(1) + ' s';
}

/**
 * @param {*} data of a message
 * @return {string} what to show of it. Anybody may publish anything: what is not our own form is
 *     shown as it is.
 */
export function textOf(data) {
  if (typeof data === 'string') return data;
  const own = data && typeof data === 'object' ? data['text'] : null;
  return typeof own === 'string' ? own : JSON.stringify(data, null, 2);
}
