/** @fileoverview Times and text, as people read them. */

import {locale} from './words.js';

const DAY = 86400000;

/** @const {!Object<string, !Intl.DateTimeFormat>} made once the language is known */
const formats = {};

/**
 * @param {string} name
 * @param {!Object} options
 * @param {number} time
 * @return {string}
 */
function format(name, options, time) {
  if (!formats[name]) formats[name] = new Intl.DateTimeFormat(locale(), options);
  return formats[name].format(new Date(time));
}

/**
 * @param {number} time
 * @return {string} `14:02`
 */
export function clock(time) {
  return format('clock', {'hour': 'numeric', 'minute': '2-digit'}, time);
}

/**
 * @param {number} time
 * @return {string} all of it
 */
export function full(time) {
  return format('full', {'dateStyle': 'full', 'timeStyle': 'medium'}, time);
}

/**
 * @param {number} time
 * @return {string} `Today`, `Yesterday`, or the date
 */
export function day(time) {
  const date = new Date(time);
  const today = new Date();
  const ago = Math.round((midnight(today) - midnight(date)) / DAY);
  if (ago === 0 || ago === 1) {
    const word = new Intl.RelativeTimeFormat(locale(), {'numeric': 'auto'}).format(-ago, 'day');
    return word.charAt(0).toLocaleUpperCase(locale()) + word.slice(1);
  }
  return date.getFullYear() === today.getFullYear() ?
      format('day', {'weekday': 'long', 'day': 'numeric', 'month': 'long'}, time) :
      format('year', {'day': 'numeric', 'month': 'long', 'year': 'numeric'}, time);
}

/**
 * @param {number} time
 * @return {string} the clock of today, or the date
 */
export function lately(time) {
  return midnight(new Date(time)) === midnight(new Date()) ? clock(time) : day(time);
}

/**
 * @param {!Date} date
 * @return {number}
 */
function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/**
 * @param {number} ms
 * @return {string} `8 ms` or `1.2 s`
 */
export function duration(ms) {
  return ms < 1000 ? Math.round(ms) + ' ms' :
      (ms / 1000).toLocaleString(locale(), {minimumFractionDigits: 1, maximumFractionDigits: 1}) + ' s';
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
