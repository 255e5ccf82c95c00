/** @fileoverview Links and names in a message. */

import {h} from './dom.js';
import {mentionsOf, names} from './mentions.js';

const LINK = /\bhttps?:\/\/[^\s<>"“”«»]+/gi;
const TAIL = /[.,;:!?'’)\]}*_]+$/;

/**
 * @param {string} text
 * @param {string} me
 * @return {!Array<!Node|string>} the text, its web addresses as links, the names in it marked
 */
export function linked(text, me) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const url = trimmed(match[0]);
    const start = /** @type {number} */ (match.index);
    parts.push(...marked(text.slice(from, start), me));
    parts.push(h('a', {'href': url, 'target': '_blank', 'rel': 'noopener noreferrer nofollow'}, url));
    from = start + url.length;
  }
  parts.push(...marked(text.slice(from), me));
  return parts;
}

/**
 * @param {string} text
 * @param {string} me
 * @return {!Array<!Node|string>}
 */
function marked(text, me) {
  const parts = [];
  let from = 0;
  for (const {at, name} of mentionsOf(text)) {
    const mine = names(name, me) ? ' mine' : '';
    parts.push(text.slice(from, at), h('b', {'class': 'named' + mine}, '@' + name));
    from = at + 1 + name.length;
  }
  parts.push(text.slice(from));
  return parts;
}

/**
 * @param {string} url
 * @return {string} without the punctuation of the sentence around it; a closing bracket stays if it
 *     was opened inside
 */
function trimmed(url) {
  const tail = TAIL.exec(url);
  if (!tail) return url;
  let end = tail.index;
  while (end < url.length && url[end] === ')' && count(url, '(', end) > count(url, ')', end)) end++;
  return url.slice(0, end);
}

/**
 * @param {string} text
 * @param {string} letter
 * @param {number} end
 * @return {number}
 */
function count(text, letter, end) {
  return text.slice(0, end).split(letter).length - 1;
}
