/** @fileoverview `window.Halley`, all that halley.js gives to a page. */

import {Client} from './client.js';
import {allowed, Store} from './store.js';

/** The folder that this script came from. @type {string} */
const home = folder(source());

/**
 * @param {!halley.Options=} options
 * @return {!halley.Client}
 */
function connect(options) {
  const wish = options || /** @type {!halley.Options} */ ({});
  const storage = wish.storage === undefined ? allowed(() => window.localStorage) : wish.storage;
  const tab = wish.storage === undefined ? allowed(() => window.sessionStorage) : null;
  const url = wish.url === undefined ? home : wish.url.replace(/\/?$/, '/');
  return new Client(url, wish, new Store(storage, 'halley|'), new Store(tab, 'halley|' + url + '|'));
}

/** @return {string} where this script came from, while it runs */
function source() {
  const scripts = document.getElementsByTagName('script');
  const current = /** @type {?HTMLScriptElement} */ (
      document.currentScript || scripts[scripts.length - 1] || null);
  return current ? current.src : '';
}

/**
 * @param {string} url
 * @return {string} up to the last slash of its path
 */
function folder(url) {
  return url.replace(/[?#].*$/, '').replace(/[^\/]*$/, '');
}

/** @type {!halley.Global} */
window['Halley'] = {connect: connect};
