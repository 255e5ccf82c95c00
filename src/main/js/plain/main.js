/**
 * @fileoverview Makes a page of the plain chat live: what is said comes by itself, and the page need
 * not be loaded again. Where that does not work it loads itself again, as it would without scripts.
 */

import {fields, PlainForm} from './form.js';
import {Live} from './live.js';

/** How often the page looks for news where it is not live. */
const LOOKS = 20000;

/** How often there may be more right now. */
const AT_ONCE = 1000;

const live = document.getElementById('live');
const say = document.getElementById('say');
const news = /** @type {?HTMLAnchorElement} */ (document.getElementById('news'));

if (live && say && news) {
  const form = new PlainForm(/** @type {!HTMLFormElement} */ (say));
  const known = fields(/** @type {!HTMLFormElement} */ (live));
  const look = (/** number */ delay) => {
    setTimeout(() => {
      // What is being written must not be lost.
      if (form.text()) look(LOOKS); else location.replace(news.href);
    }, delay);
  };
  if (known['more']) {
    look(AT_ONCE);
  } else if (!window['Halley'] || !form.value('token')) {
    look(LOOKS);
  } else {
    new Live(form, known, look).begin();
  }
}
