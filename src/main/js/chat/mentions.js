/** @fileoverview Names in a text, written as `@name`. */

import {fold} from './people.js';

const MENTION = /(^|[^\p{L}\p{M}\p{Nd}\-_.@\/])@([\p{L}\p{M}\p{Nd}\-_.]{1,32})/gu;
const TAIL = /[.\-_]+$/;

/**
 * @param {string} text
 * @return {!Array<{at: number, name: string}>} the names in it and where each begins, with its sign
 */
export function mentionsOf(text) {
  const found = [];
  for (const match of text.matchAll(MENTION)) {
    const start = /** @type {number} */ (match.index);
    found.push({at: start + match[1].length, name: match[2]});
  }
  return found;
}

/**
 * @param {string} name as it stands in a text, perhaps with a full stop behind it
 * @param {string} user canonical
 * @return {boolean}
 */
export function names(name, user) {
  return fold(name) === user || fold(name.replace(TAIL, '')) === user;
}

/**
 * @param {string} text
 * @param {string} user canonical
 * @return {boolean} whether it names that one
 */
export function isNamed(text, user) {
  return text.includes('@') && mentionsOf(text).some(({name}) => names(name, user));
}
