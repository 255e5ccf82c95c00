/** @fileoverview The sheet of all rooms that this user may join, and how to make a private one. */

import {Desk} from './desk.js';
import {byId, h, icon, onSubmit} from './dom.js';
import {lately} from './format.js';
import {Rooms} from './rooms.js';
import {addressOf} from './route.js';
import {roomName} from './sidebar.js';
import {count, sentence, t} from './words.js';

export class Directory {
  /**
   * @param {!Desk} desk
   * @param {!Rooms} rooms
   * @param {string} me
   * @param {function()} changed
   */
  constructor(desk, rooms, me, changed) {
    /** @private @const {!Desk} */
    this.desk = desk;
    /** @private @const {!Rooms} */
    this.rooms = rooms;
    /** @private @const {string} */
    this.me = me;
    /** @private @const {function()} */
    this.changed = changed;
    /** @private @const {!HTMLDialogElement} */
    this.sheet = /** @type {!HTMLDialogElement} */ (byId('directory'));
    /** @private @const {!HTMLElement} */
    this.list = byId('all-rooms');
    /** @private @const {!HTMLInputElement} */
    this.box = /** @type {!HTMLInputElement} */ (byId('private-name'));
    /** The last room of the page that was fetched last; empty if there are no more. @private {string} */
    this.next = '';
    byId('browse').onclick = () => {
      this.complain('');
      this.sheet.showModal();
      this.fetch('');
    };
    byId('more-rooms').onclick = () => this.fetch(this.next);
    this.list.onclick = () => this.sheet.close();
    onSubmit('private-form', () => this.make());
  }

  /**
   * Fetches a page of rooms, puts it into the list and learns their topics.
   *
   * @param {string} after
   * @return {!Promise<void>}
   */
  async fetch(after) {
    byId('more-rooms').hidden = true;
    try {
      const found = await this.desk.rooms(after);
      for (const room of found.rooms) {
        const known = this.rooms.find(room.channel);
        if (known) known.topic = room.topic || '';
      }
      if (!after) this.list.replaceChildren();
      this.list.append(...found.rooms.map(itemOf));
      this.next = found.next || '';
      this.changed();
    } catch (e) {
      this.complain(sentence(/** @type {!Error} */ (e).code));
    }
    byId('more-rooms').hidden = !this.next;
    byId('no-rooms').hidden = this.list.childElementCount > 0;
  }

  /**
   * @return {!Promise<void>}
   * @private
   */
  async make() {
    const name = roomName(this.box.value);
    if (!name) {
      this.complain(t('room.bad'));
      this.box.focus();
      return;
    }
    const id = '/private/' + name;
    try {
      await this.desk.admit(id, [this.me], []);
      this.box.value = '';
      this.sheet.close();
      const known = this.rooms.find(id);
      if (known && known.refused) this.rooms.leave(known);
      location.hash = addressOf(id);
    } catch (e) {
      const code = /** @type {!Error} */ (e).code;
      this.complain(code === 'forbidden' ? t('private.taken') : sentence(code));
    }
  }

  /**
   * @param {string} text
   * @private
   */
  complain(text) {
    byId('directory-error').textContent = text;
  }
}

/**
 * @param {!wire.Room} room
 * @return {!HTMLElement}
 */
function itemOf(room) {
  const mark = h('span', {'class': 'hash', 'aria-hidden': 'true'},
      room.channel.startsWith('/private/') ? icon('lock') : '#');
  const facts = [];
  if (room.people) facts.push(count('rooms.here', room.people));
  if (room.time) facts.push(lately(room.time));
  return h('li', {}, h('a', {'href': addressOf(room.channel)}, mark,
      h('span', {'class': 'name'}, h('bdi', {}, room.channel.split('/')[2]),
          h('span', {'class': 'hint'}, room.topic || '')),
      h('span', {'class': 'hint'}, facts.join(' · '))));
}
