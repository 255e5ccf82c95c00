/** @fileoverview Where the chat page begins. */

import {Chat} from './chat.js';
import {rememberedName, rememberName} from './memory.js';
import {Welcome} from './welcome.js';
import {sentence} from './words.js';

/** Bytes that a message may have, until the server has told. */
let limit = 65536;

const welcome = new Welcome((client, me, name) => {
  rememberName(name);
  new Chat(client, me, name, limit, (problem) => {
    rememberName(null);
    welcome.show(problem ? name : '', problem ? sentence(problem.code) : '');
  });
});

const name = rememberedName();
if (name) {
  welcome.enter(name);
} else {
  welcome.show('', '');
}

fetch('v1/info', {cache: 'no-store'}).then((response) => response.json()).then((body) => {
  const info = /** @type {!wire.Info} */ (body);
  limit = info.limits.message;
  if (!info.guests) welcome.bar();
}, () => {});
