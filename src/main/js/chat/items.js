/** @fileoverview What a conversation's timeline consists of. */

import {Conversation} from './conversation.js';
import {h, Item} from './dom.js';
import {day, plural} from './format.js';
import {messageElement, outgoingElement} from './message.js';
import {nameOf} from './people.js';

const PAUSE = 5 * 60000;

/**
 * @param {!Conversation} conversation
 * @param {string} me
 * @param {number} read after this offset the line "New" is drawn; Infinity draws none
 * @return {!Array<!Item>}
 */
export function itemsOf(conversation, me, read) {
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
    while (gaps.length && (gaps[0].to || 0) < message.offset) {
      last = null;
      items.push(lost(gaps[0]));
      gaps.shift();
    }
    turn(message.time);
    if (!drawn && message.offset > read && message.from !== me) {
      drawn = true;
      last = null;
      items.push(line('new', 'new', 'New'));
    }
    const first = !last || last.from !== message.from || message.time - last.time > PAUSE;
    last = message;
    items.push({
      key: 'm' + message.offset,
      shape: first + ' ' + nameOf(message.from) + ' ' + message.id,
      build: () => messageElement(message, me, first),
    });
  }
  for (const gap of gaps) items.push(lost(gap));
  for (const mine of conversation.outgoing) {
    turn(mine.time);
    items.push({
      key: 'o' + mine.id,
      shape: mine.state,
      build: () => outgoingElement(mine),
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
  const text = gap.reset ? 'The server has lost what was written here before.' :
      plural(to - from + 1, 'message was', 'messages were') + ' too old to be kept.';
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
    if (refused) item.append(h('p', {}, refused));
    if (state === 'wait' || state === 'busy') item.append(h('p', {'class': 'dots'}, 'Loading…'));
    if (state === 'failed') {
      item.append(h('p', {}, 'Earlier messages could not be loaded.'),
          h('button', {'type': 'button', 'data-act': 'older'}, 'Try again'));
    }
    if (state === 'begin') item.append(...beginning(conversation));
    return item;
  };
  const shape = [state, conversation.title(), direct, messages.length > 0].join(' ');
  return {key: 'top', shape: shape, build: build};
}

/**
 * @param {!Conversation} conversation
 * @return {!Array<!Node>}
 */
function beginning(conversation) {
  const empty = !conversation.messages.length;
  const trimmed = !empty && !conversation.direct && conversation.messages[0].offset > 1;
  if (trimmed) return [h('p', {}, 'Older messages are no longer kept.')];
  const title = h('bdi', {}, conversation.title());
  if (conversation.direct) {
    return [h('h3', {}, title), h('p', {}, 'Only the two of you see what is written here.')];
  }
  const text = empty ? 'Nobody has said anything here yet. The first word is yours.' :
      'This is where the room begins.';
  return [h('h3', {}, title), h('p', {}, text)];
}
