/**
 * @fileoverview One script tag puts one room where it stands:
 *
 *     <script src="https://chat.example.com/embed.js" data-room="tea"></script>
 *
 * `data-name` is a guest's name, asked for once if left out; `data-token` an address of the page's own site that answers
 * its user's token.
 */

import {rememberedName} from '../chat/memory.js';
import {speak, wanted} from '../chat/words.js';
import {Room} from './room.js';
import {STYLE} from './style.js';
import {WORDS} from './words.js';

const script = /** @type {!HTMLScriptElement} */ (document.currentScript);
const home = script.src.replace(/[?#].*$/, '').replace(/[^\/]*$/, '');
const {'room': title, 'name': guest, 'token': source} = script.dataset;

speak(WORDS[wanted()]);

const place = /** @type {!HTMLElement} */ (document.createElement('div'));
place.className = 'halley-room';
script.after(place);
const shadow = place.attachShadow({mode: 'open'});
// Not by an element: the page's Content-Security-Policy may forbid that.
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
shadow.adoptedStyleSheets = [sheet];

const room = new Room(shadow, title && title.startsWith('/') ? title : '/room/' + (title || 'lobby'),
    (options) => Halley.connect(Object.assign(options, {url: home})));

/** Goes in, or asks for a name first. */
function begin() {
  if (source) {
    room.open(/** @type {!halley.Options} */ ({
      token: () => fetch(source, {credentials: 'same-origin', cache: 'no-store'}).then((answer) => {
        if (!answer.ok) throw new Error('expected a token from ' + source + ', got status ' + answer.status);
        return answer.text();
      }).then((text) => text.trim()),
    }));
  } else {
    room.ask('');
    const name = guest || rememberedName();
    if (name) room.enter(name);
  }
}

if (window['Halley']) {
  begin();
} else {
  const client = /** @type {!HTMLScriptElement} */ (document.createElement('script'));
  client.src = home + 'halley.js';
  client.onload = begin;
  document.head.append(client);
}
