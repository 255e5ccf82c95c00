/** @fileoverview One message on the page. */

import {Outgoing} from './conversation.js';
import {h, icon} from './dom.js';
import {clock, full, textOf} from './format.js';
import {linked} from './links.js';
import {avatar, nameOf} from './people.js';

const TALL_CHARS = 1500;
const TALL_LINES = 24;
const EMOJI = /^[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u200d\ufe0f]{1,16}$/u;

/**
 * @param {!halley.Message} message
 * @param {string} me
 * @param {boolean} first whether it is the first of several by one author
 * @return {!HTMLElement}
 */
export function messageElement(message, me, first) {
  const own = message.from === me;
  const bubble = bubbleOf(message.data);
  bubble.append(stamp(message.time, own ? 'sent' : ''));
  const classes = 'message' + (own ? ' own' : '') + (first ? ' first' : '');
  const item = h('li', {'class': classes, 'data-offset': String(message.offset)});
  if (own) {
    item.append(h('span', {'class': 'sr-only'}, 'You: '), bubble);
  } else {
    if (first) item.append(message.from === null ? serverMark() : avatar(message.from));
    item.append(h('div', {'class': 'said'}, author(message.from, first), bubble));
  }
  return item;
}

/**
 * @param {!Outgoing} mine
 * @return {!HTMLElement}
 */
export function outgoingElement(mine) {
  const bubble = bubbleOf(mine.data);
  bubble.append(stamp(mine.time, mine.state));
  const item = h('li', {'class': 'message own first ' + mine.state, 'data-id': mine.id});
  item.append(h('span', {'class': 'sr-only'}, 'You: '), bubble);
  if (mine.state === 'failed') {
    item.append(h('p', {'class': 'failure'}, mine.because + ' ',
        h('button', {'type': 'button', 'data-act': 'edit', 'data-id': mine.id}, 'Edit'),
        h('button', {'type': 'button', 'data-act': 'discard', 'data-id': mine.id}, 'Discard')));
  }
  return item;
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
  const label = 'Write to ' + nameOf(from);
  return h('button', {'type': 'button', 'class': 'author', 'data-act': 'write', 'data-user': from,
    'title': label}, name, h('span', {'class': 'sr-only'}, ', write a direct message'));
}

/**
 * @param {*} data
 * @return {!HTMLElement}
 */
function bubbleOf(data) {
  const text = textOf(data);
  const plain = typeof data === 'string' || (data && typeof data['text'] === 'string');
  const tag = plain ? 'p' : 'pre';
  const body = h(tag, {'class': 'text', 'dir': 'auto'}, ...(plain ? linked(text) : [text]));
  const bubble = h('div', {'class': 'bubble'}, body);
  if (EMOJI.test(text)) bubble.classList.add('emoji');
  if (text.length > TALL_CHARS || text.split('\n').length > TALL_LINES) {
    bubble.classList.add('tall');
    const more = h('button', {'type': 'button', 'data-act': 'expand', 'class': 'expand'}, 'Show all');
    bubble.append(more);
  }
  return bubble;
}

/**
 * @param {number} time
 * @param {string} state
 * @return {!HTMLElement} when it was said and, if it is our own, how far it has come
 */
function stamp(time, state) {
  const when = h('time', {'datetime': new Date(time).toISOString(), 'title': full(time)}, clock(time));
  const foot = h('span', {'class': 'stamp'}, when);
  if (state === 'sending') foot.append(h('span', {'class': 'state'}, 'sending…'));
  if (state === 'failed') foot.append(h('span', {'class': 'state'}, 'not sent'));
  if (state === 'sent') {
    foot.append(h('span', {'class': 'state'}, icon('check'), h('span', {'class': 'sr-only'}, 'sent')));
  }
  return foot;
}
