/** @fileoverview Where the chat page begins. */

import {Chat} from './chat.js';
import {rememberedName, rememberName} from './memory.js';
import {Welcome} from './welcome.js';
import {load, sentence} from './words.js';

/** What the server takes, until it has told. */
const limits = /** @type {!wire.Limits} */ ({message: 65536, channels: 100, edit: 900});

const asked = fetch('v1/info', {cache: 'no-store'}).then((response) => response.json());

load().then(() => {
  const welcome = new Welcome((client, me, name) => {
    new Chat(client, me, name, limits, (problem) => {
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

  asked.then((body) => {
    const info = /** @type {!wire.Info} */ (body);
    Object.assign(limits, info.limits);
    if (info.login === 'container') {
      welcome.known();
    } else if (!info.guests) {
      welcome.bar();
    }
  }, () => {});
});
