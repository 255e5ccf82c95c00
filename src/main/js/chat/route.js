/** @fileoverview Which conversation the address names. */

/**
 * @param {string} id `/room/NAME`, `/private/NAME` or `/user/NAME`
 * @return {string} `#/room/NAME`
 */
export function addressOf(id) {
  return '#' + id.split('/').map(encodeURIComponent).join('/');
}

/**
 * @param {string} hash
 * @return {string} `/room/NAME`, `/private/NAME` or `/user/NAME`; empty if it names none
 */
export function routeOf(hash) {
  try {
    const id = decodeURIComponent(hash.slice(1)).normalize('NFC');
    return isPlace(id) ? id : '';
  } catch (e) {
    return '';
  }
}

/**
 * @param {string} id
 * @return {boolean} whether a conversation can have it
 */
export function isPlace(id) {
  return /^\/(room|private|user)\/[^\/\s]+$/.test(id);
}
