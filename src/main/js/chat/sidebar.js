/** @fileoverview The list of rooms and people, and the box that joins one. */

import {Conversation} from './conversation.js';
import {byId, h, icon, Item, List, onSubmit} from './dom.js';
import {avatar, fold} from './people.js';
import {Presence} from './presence.js';
import {Rooms} from './rooms.js';
import {addressOf} from './route.js';
import {count, t} from './words.js';

const ROOM = /^[\p{L}\p{M}\p{Nd}\-_.~!@$()]{1,64}$/u;
export const NAME = /^[\p{L}\p{M}\p{Nd}\-_.]{1,32}$/u;

/**
 * @param {string} typed
 * @return {string} the name of a room; empty if it can be none
 */
export function roomName(typed) {
  const name = typed.trim().normalize('NFC').replace(/^#/, '').trim().replace(/\s+/g, '-');
  return ROOM.test(name) && name !== '.' && name !== '..' ? name : '';
}

/**
 * @param {string} typed
 * @return {string} somebody's name in canonical form; empty if it can be none
 */
export function userName(typed) {
  const name = fold(typed.trim().replace(/^@/, ''));
  return NAME.test(name) && name !== '.' && name !== '..' ? name : '';
}

export class Sidebar {
  /**
   * @param {!Rooms} rooms
   * @param {!Presence} presence
   */
  constructor(rooms, presence) {
    /** @private @const {!Rooms} */
    this.rooms = rooms;
    /** @private @const {!Presence} */
    this.presence = presence;
    /** @private @const {!List} */
    this.roomList = new List(byId('rooms'));
    /** @private @const {!List} */
    this.peopleList = new List(byId('people'));
    /** @private @const {!HTMLInputElement} */
    this.box = /** @type {!HTMLInputElement} */ (byId('join-name'));
    onSubmit('join', () => this.join());
    this.box.oninput = () => this.complain('');
  }

  /** @param {?Conversation} current */
  render(current) {
    const people = this.rooms.people();
    this.roomList.show(this.rooms.rooms().map((c) => this.item(c, current)));
    this.peopleList.show(people.map((c) => this.item(c, current)));
    byId('no-people').hidden = people.length > 0;
  }

  /** Puts the focus on the box that joins a room. */
  focus() {
    this.box.focus();
  }

  /**
   * @param {!Conversation} conversation
   * @param {?Conversation} current
   * @return {!Item}
   * @private
   */
  item(conversation, current) {
    const {id, direct, name} = conversation;
    const unread = this.rooms.unread(conversation);
    const named = this.rooms.named(conversation);
    const title = conversation.title();
    const here = conversation === current;
    const waiting = conversation.outgoing.length > 0;
    const present = direct && this.presence.isHere(name);
    const build = () => {
      const label = direct && name === this.rooms.me ? t('you', {'name': title}) : title;
      const link = h('a', {'href': addressOf(id), 'title': title}, markOf(conversation, present),
          h('bdi', {'class': 'name'}, label));
      const tell = (/** string */ text) => link.append(h('span', {'class': 'sr-only'}, ', ' + text));
      if (here) link.setAttribute('aria-current', 'page');
      if (conversation.closed) tell(t('private'));
      if (present) tell(t('here'));
      if (waiting) {
        link.append(icon('clock'));
        tell(t('unsent'));
      }
      if (unread) {
        const text = unread > 99 ? '99+' : String(unread);
        if (named) link.append(h('span', {'class': 'badge at', 'aria-hidden': 'true'}, '@'));
        link.append(h('span', {'class': 'badge count', 'aria-hidden': 'true'}, text));
        tell(count('unread', unread) + (named ? ', ' + count('named', named) : ''));
      }
      return h('li', {'class': unread ? 'unread' : ''}, link);
    };
    return {key: id, shape: [unread, named, title, here, waiting, present].join(' '), build: build};
  }

  /** @private */
  join() {
    const typed = this.box.value.trim();
    if (!typed) {
      this.box.focus();
      return;
    }
    const person = typed.startsWith('@');
    const name = person ? userName(typed) : roomName(typed);
    if (!name) {
      this.complain(t(person ? 'name.bad' : 'room.bad'));
      return;
    }
    this.box.value = '';
    location.hash = addressOf((person ? '/user/' : '/room/') + name);
  }

  /**
   * @param {string} text
   * @private
   */
  complain(text) {
    byId('join-error').textContent = text;
    this.box.setAttribute('aria-invalid', String(text !== ''));
  }
}

/**
 * @param {!Conversation} conversation
 * @param {boolean} present
 * @return {!HTMLElement} what stands before its name
 */
function markOf(conversation, present) {
  const {direct, closed, name} = conversation;
  if (direct) return avatar(name, present);
  return h('span', {'class': 'hash', 'aria-hidden': 'true'}, closed ? icon('lock') : '#');
}
