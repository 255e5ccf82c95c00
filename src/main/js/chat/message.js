/** @fileoverview One message on the page. */

import {Conversation, Outgoing} from './conversation.js';
import {button, h, icon} from './dom.js';
import {clock, full, textOf} from './format.js';
import {linked} from './links.js';
import {isNamed} from './mentions.js';
import {avatar, nameOf} from './people.js';
import {addressOf, isPlace} from './route.js';
import {t} from './words.js';

const TALL_CHARS = 1500;
const TALL_LINES = 24;
const EMOJI = /^[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u200d\ufe0f]{1,16}$/u;

/**
 * Whose page it is, and what else decides how a message looks.
 *
 * @typedef {{
 *   me: string,
 *   may: function(!halley.Message): boolean,
 *   tick: function(!Conversation, !halley.Message): string,
 * }}
 */
export let Look;

/**
 * @param {!Conversation} conversation
 * @param {!halley.Message} message
 * @param {!Look} look
 * @param {boolean} first whether it is the first of several by one author
 * @return {!HTMLElement}
 */
export function messageElement(conversation, message, look, first) {
  const own = message.from === look.me;
  const removed = conversation.isRemoved(message);
  const data = conversation.dataOf(message);
  const bubble = removed ? h('div', {'class': 'bubble gone'}, h('p', {'class': 'text'}, t('removed'))) :
      bubbleOf(data, look.me);
  const state = own && !removed ? look.tick(conversation, message) : '';
  bubble.append(stamp(message.time, state, !removed && conversation.changeOf(message) !== null));
  const named = !own && !removed && isNamed(textOf(data), look.me);
  const classes = 'message' + (own ? ' own' : '') + (first ? ' first' : '') + (named ? ' names-me' : '');
  const item = h('li', {'class': classes, 'data-offset': String(message.offset)});
  const acts = !removed && look.may(message) ? [actsOf(message, own)] : [];
  if (own) {
    item.append(h('span', {'class': 'sr-only'}, t('said.you') + ': '), bubble, ...acts);
  } else {
    if (first) item.append(message.from === null ? serverMark() : avatar(message.from));
    item.append(h('div', {'class': 'said'}, author(message.from, first), bubble, ...acts));
  }
  return item;
}

/**
 * @param {!Outgoing} mine
 * @param {string} me
 * @return {!HTMLElement}
 */
export function outgoingElement(mine, me) {
  const bubble = bubbleOf(mine.data, me);
  bubble.append(stamp(mine.time, mine.state, false));
  const item = h('li', {'class': 'message own first ' + mine.state, 'data-id': mine.id});
  item.append(h('span', {'class': 'sr-only'}, t('said.you') + ': '), bubble);
  if (mine.state === 'failed') {
    item.append(h('p', {'class': 'failure'}, mine.because + ' ',
        button('edit', t('edit'), {'data-id': mine.id}), button('discard', t('discard'), {'data-id': mine.id})));
  }
  return item;
}

/**
 * @param {!halley.Message} message
 * @param {boolean} own only an author corrects
 * @return {!HTMLElement} what can be done to it
 */
function actsOf(message, own) {
  const acts = h('span', {'class': 'acts'});
  if (own) acts.append(button('correct', t('correct'), {'data-id': message.id}));
  acts.append(button('remove', t('remove'), {'data-id': message.id}));
  return acts;
}

/** @return {!HTMLElement} what stands in the place of an avatar where the server speaks */
function serverMark() {
  return h('span', {'class': 'avatar server', 'aria-hidden': 'true'}, icon('server'));
}

/**
 * @param {?string} from
 * @param {boolean} shown
 * @return {!HTMLElement}
 */
function author(from, shown) {
  const name = h('bdi', {}, nameOf(from));
  if (!shown) return h('span', {'class': 'sr-only'}, name, ': ');
  if (from === null) return h('span', {'class': 'author'}, name);
  const label = t('write', {'name': nameOf(from)});
  return h('button', {'type': 'button', 'class': 'author', 'data-act': 'write', 'data-user': from,
    'title': label}, name, h('span', {'class': 'sr-only'}, ', ' + t('write.direct')));
}

/**
 * @param {*} data
 * @param {string} me
 * @return {!HTMLElement}
 */
function bubbleOf(data, me) {
  const text = textOf(data);
  const plain = typeof data === 'string' || (data && typeof data['text'] === 'string');
  const tag = plain ? 'p' : 'pre';
  const body = h(tag, {'class': 'text', 'dir': 'auto'}, ...(plain ? linked(text, me) : [text]));
  const bubble = h('div', {'class': 'bubble'}, body);
  if (EMOJI.test(text)) bubble.classList.add('emoji');
  if (text.length > TALL_CHARS || text.split('\n').length > TALL_LINES) {
    bubble.classList.add('tall');
    bubble.append(button('expand', t('show.all'), {'class': 'expand'}));
  }
  const room = plain && data['room'];
  if (typeof room === 'string' && isPlace(room)) {
    bubble.append(h('a', {'class': 'invite', 'href': addressOf(room), 'data-act': 'enter', 'data-id': room},
        t('invite.open')));
  }
  return bubble;
}

/**
 * @param {number} time
 * @param {string} state
 * @param {boolean} edited
 * @return {!HTMLElement} when it was said and, if it is our own, how far it has come
 */
function stamp(time, state, edited) {
  const when = h('time', {'datetime': new Date(time).toISOString(), 'title': full(time)}, clock(time));
  const foot = h('span', {'class': 'stamp'}, edited ? h('span', {'class': 'edited'}, t('edited')) : '', when);
  if (state === 'sending' || state === 'failed') foot.append(h('span', {'class': 'state'}, t(state)));
  if (state === 'sent' || state === 'delivered' || state === 'seen') {
    foot.append(h('span', {'class': 'state ' + state, 'title': t(state)},
        icon(state === 'sent' ? 'check' : 'checks'), h('span', {'class': 'sr-only'}, t(state))));
  }
  return foot;
}
