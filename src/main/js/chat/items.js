/** @fileoverview What a conversation's timeline consists of. */

import {Conversation} from './conversation.js';
import {button, h, Item} from './dom.js';
import {day} from './format.js';
import {Look, messageElement, outgoingElement} from './message.js';
import {nameOf} from './people.js';
import {count, t} from './words.js';

const PAUSE = 5 * 60000;

/**
 * @param {!Conversation} conversation
 * @param {!Look} look
 * @param {number} read after this offset the line "New" is drawn; Infinity draws none
 * @return {!Array<!Item>}
 */
export function itemsOf(conversation, look, read) {
  const items = [top(conversation)];
  const gaps = conversation.gaps.slice();
  let today = '';
  let last = null;
  let drawn = false;
  const turn = (/** number */ time) => {
    const label = day(time);
    if (label === today) return;
    today = label;
    last = null;
    items.push(line('day ' + label, 'day', label));
  };
  for (const message of conversation.messages) {
    if (message.refers) continue;
    while (gaps.length && (gaps[0].to || 0) < message.offset) {
      last = null;
      items.push(lost(gaps[0]));
      gaps.shift();
    }
    turn(message.time);
    if (!drawn && message.offset > read && message.from !== look.me) {
      drawn = true;
      last = null;
      items.push(line('new', 'new', t('new')));
    }
    const first = !last || last.from !== message.from || message.time - last.time > PAUSE;
    last = message;
    const change = conversation.changeOf(message);
    const shape = [first, nameOf(message.from), message.id, change ? change.offset : 0, look.may(message),
      message.from === look.me && look.tick(conversation, message)];
    items.push({
      key: 'm' + message.offset,
      shape: shape.join(' '),
      build: () => messageElement(conversation, message, look, first),
    });
  }
  for (const gap of gaps) items.push(lost(gap));
  for (const mine of conversation.outgoing) {
    turn(mine.time);
    items.push({
      key: 'o' + mine.id,
      shape: mine.state,
      build: () => outgoingElement(mine, look.me),
    });
  }
  return items;
}

/**
 * @param {string} key
 * @param {string} kind
 * @param {string} text
 * @return {!Item}
 */
function line(key, kind, text) {
  return {key: key, shape: text, build: () => h('li', {'class': 'line ' + kind}, h('span', {}, text))};
}

/**
 * @param {!wire.Gap} gap
 * @return {!Item}
 */
function lost(gap) {
  const from = gap.from || 0;
  const to = gap.to || 0;
  const text = gap.reset ? t('lost') : count('lost', to - from + 1);
  return line('gap ' + from + '-' + to, 'gap', text);
}

/**
 * @param {!Conversation} conversation
 * @return {!Item} what stands above the first message
 */
function top(conversation) {
  const {ready, more, loading, refused, direct, messages} = conversation;
  const state = refused ? 'refused' : !ready ? 'wait' : more ? loading : 'begin';
  const build = () => {
    const item = h('li', {'class': 'top ' + state});
    if (refused) item.append(h('p', {}, refused), button('again', t('again')));
    if (state === 'wait' || state === 'busy') item.append(h('p', {'class': 'dots'}, t('loading')));
    if (state === 'failed') {
      item.append(h('p', {}, t('older.failed')), button('older', t('again')));
    }
    if (state === 'begin') item.append(...beginning(conversation));
    return item;
  };
  const shape = [state, refused, conversation.title(), direct, messages.length > 0].join(' ');
  return {key: 'top', shape: shape, build: build};
}

/**
 * @param {!Conversation} conversation
 * @return {!Array<!Node>}
 */
function beginning(conversation) {
  const empty = !conversation.messages.length;
  const trimmed = !empty && !conversation.direct && conversation.messages[0].offset > 1;
  if (trimmed) return [h('p', {}, t('older.gone'))];
  const title = h('bdi', {}, conversation.title());
  if (conversation.direct) {
    return [h('h3', {}, title), h('p', {}, t('direct.begin'))];
  }
  return [h('h3', {}, title), h('p', {}, t(empty ? 'room.empty' : 'room.begin'))];
}
