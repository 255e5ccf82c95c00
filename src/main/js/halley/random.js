/** @fileoverview Names that nobody else comes up with. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * @param {number} length
 * @return {string} of `[A-Za-z0-9_-]`, 6 random bits each; from the browser's cryptographic source
 *     where it has one
 */
export function random(length) {
  const source = window.crypto;
  const bytes = source && source.getRandomValues && source.getRandomValues(new Uint8Array(length));
  let text = '';
  for (let i = 0; i < length; i++) {
    text += ALPHABET.charAt(bytes ? bytes[i] & 63 : Math.floor(Math.random() * 64));
  }
  return text;
}
