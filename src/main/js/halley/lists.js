/** @fileoverview What lists lack in old browsers. */

/**
 * @param {!Array} list
 * @param {*} item
 * @return {boolean}
 */
export function has(list, item) {
  for (let i = 0; i < list.length; i++) if (list[i] === item) return true;
  return false;
}
