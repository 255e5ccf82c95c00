/** @fileoverview The list of rooms and people, and the box that joins one. */

import {Conversation} from './conversation.js';
import {byId, h, icon, Item, List, onSubmit} from './dom.js';
import {plural} from './format.js';
import {avatar, fold} from './people.js';
import {Rooms} from './rooms.js';
import {addressOf} from './route.js';
import {BAD_NAME, BAD_ROOM} from './words.js';

const ROOM = /^[\p{L}\p{M}\p{Nd}\-_.~!@$()]{1,64}$/u;
export const NAME = /^[\p{L}\p{M}\p{Nd}\-_.]{1,32}$/u;

export class Sidebar {
  /** @param {!Rooms} rooms */
  constructor(rooms) {
    /** @private @const {!Rooms} */
    this.rooms = rooms;
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

  /** @return {number} how many messages are unread, all in all */
  unread() {
    return this.rooms.rooms().concat(this.rooms.people())
        .reduce((sum, conversation) => sum + this.rooms.unread(conversation), 0);
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
    const title = conversation.title();
    const here = conversation === current;
    const waiting = conversation.outgoing.length > 0;
    const build = () => {
      const mark = direct ? avatar(name) : h('span', {'class': 'hash', 'aria-hidden': 'true'}, '#');
      const link = h('a', {'href': addressOf(id), 'title': title}, mark,
          h('bdi', {'class': 'name'}, direct && name === this.rooms.me ? title + ' (you)' : title));
      if (here) link.setAttribute('aria-current', 'page');
      if (waiting) link.append(icon('clock'), h('span', {'class': 'sr-only'}, ', not all sent'));
      if (unread) {
        const count = unread > 99 ? '99+' : String(unread);
        link.append(h('span', {'class': 'badge', 'aria-hidden': 'true'}, count),
            h('span', {'class': 'sr-only'}, ', ' + plural(unread, 'unread message', 'unread messages')));
      }
      return h('li', {'class': unread ? 'unread' : ''}, link);
    };
    return {key: id, shape: [unread, title, here, waiting].join(' '), build: build};
  }

  /** @private */
  join() {
    const typed = this.box.value.trim().normalize('NFC');
    if (!typed) {
      this.box.focus();
      return;
    }
    const person = typed.startsWith('@');
    const name = person ? fold(typed.slice(1)) : typed.replace(/^#/, '').trim().replace(/\s+/g, '-');
    if (!(person ? NAME : ROOM).test(name) || name === '.' || name === '..') {
      this.complain(person ? BAD_NAME : BAD_ROOM);
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
