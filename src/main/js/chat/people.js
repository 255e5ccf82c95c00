/** @fileoverview Names and the colours that go with them. */

import {h} from './dom.js';
import {t} from './words.js';

const HUES = 10;
const CHEROKEE = /[\u13a0-\u13fd\uab70-\uabbf]/;

/** Canonical name to the way its owner writes it. @const {!Map<string, string>} */
const spelled = new Map();

/**
 * Learns how an author writes their own name. A name that is not the author's own is not believed.
 *
 * @param {?string} user canonical
 * @param {*} name
 */
export function learn(user, name) {
  if (user && typeof name === 'string' && fold(name) === user) spelled.set(user, name);
}

/**
 * @param {?string} user canonical; null is the server
 * @return {string}
 */
export function nameOf(user) {
  return user === null ? t('server') : spelled.get(user) || user;
}

/**
 * @param {string} name
 * @return {string} its canonical form, as the server has it: NFKC, full case folding, NFKC
 */
export function fold(name) {
  return Array.from(name.normalize('NFKC'), folded).join('').normalize('NFKC');
}

/**
 * Full case folding of one letter. There and back again makes two letters of a sharp s, and a plain
 * sigma of a final one; the dotless i would become another letter on the way, and Cherokee folds to
 * its capitals.
 *
 * @param {string} letter
 * @return {string}
 */
function folded(letter) {
  if (letter === '\u0131') return letter;
  if (CHEROKEE.test(letter)) return letter.toUpperCase();
  return letter.toLowerCase().toUpperCase().toLowerCase();
}

/**
 * @param {string} user
 * @param {boolean=} here whether to show that this one is present
 * @return {!HTMLElement} a disc with the first letter, its colour always the same
 */
export function avatar(user, here) {
  let hash = 7;
  for (let i = 0; i < user.length; i++) hash = (hash * 31 + user.charCodeAt(i)) % 65521;
  const letter = Array.from(nameOf(user))[0] || '?';
  const classes = 'avatar hue-' + hash % HUES + (here ? ' present' : '');
  return h('span', {'class': classes, 'aria-hidden': 'true'}, letter.toUpperCase());
}
