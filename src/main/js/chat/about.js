/** @fileoverview What there is to know of a room: its topic, who is there, and who its members are. */

import {Conversation} from './conversation.js';
import {Desk} from './desk.js';
import {button, byId, h, Item, List, onSubmit} from './dom.js';
import {avatar, nameOf} from './people.js';
import {Presence} from './presence.js';
import {userName} from './sidebar.js';
import {sentence, t} from './words.js';

export class About {
  /**
   * @param {!Desk} desk
   * @param {string} me
   * @param {!Presence} presence
   * @param {function(string, !Conversation)} admitted called with somebody who was made a member
   * @param {function()} changed
   */
  constructor(desk, me, presence, admitted, changed) {
    /** @private @const {!Desk} */
    this.desk = desk;
    /** @private @const {string} */
    this.me = me;
    /** @private @const {!Presence} */
    this.presence = presence;
    /** @private @const {function(string, !Conversation)} */
    this.admitted = admitted;
    /** @private @const {function()} */
    this.changed = changed;
    /** @private {?Conversation} */
    this.shown = null;
    /** Of a private room that is this user's own. @private {?Array<string>} */
    this.members = null;
    /** @private @const {!HTMLInputElement} */
    this.topic = /** @type {!HTMLInputElement} */ (byId('topic'));
    /** @private @const {!HTMLInputElement} */
    this.invited = /** @type {!HTMLInputElement} */ (byId('member'));
    /** @private @const {!List} */
    this.hereList = new List(byId('here'));
    /** @private @const {!List} */
    this.awayList = new List(byId('away'));
    byId('about-open').onclick = () => this.toggle(byId('about').hidden);
    byId('about-close').onclick = () => this.toggle(false);
    onSubmit('topic-form', () => this.rename());
    onSubmit('member-form', () => this.add());
  }

  /**
   * @param {boolean} open
   * @return {boolean} whether that has changed anything
   */
  toggle(open) {
    const about = byId('about');
    if (about.hidden !== open) return false;
    about.hidden = !open;
    byId('about-open').setAttribute('aria-expanded', String(open));
    byId(open ? 'about-close' : 'about-open').focus();
    this.shown = null;
    this.changed();
    return true;
  }

  /** @param {?Conversation} conversation */
  show(conversation) {
    const about = byId('about');
    if (!conversation || conversation.direct || conversation.refused) {
      about.hidden = true;
      byId('about-open').setAttribute('aria-expanded', 'false');
    }
    if (about.hidden || !conversation) {
      this.shown = null;
      return;
    }
    if (this.shown !== conversation) {
      this.shown = conversation;
      this.members = null;
      this.complain('');
      if (conversation.closed) this.look(conversation);
    }
    if (document.activeElement !== this.topic) this.topic.value = conversation.topic;
    const here = this.presence.here(conversation.id);
    const known = new Set(this.members || conversation.messages.map((message) => message.from || ''));
    known.delete('');
    const away = Array.from(known).filter((user) => !here.has(user));
    this.hereList.show(Array.from(here).sort().map((user) => this.person(user, true)));
    this.awayList.show(away.sort().map((user) => this.person(user, false)));
    byId('away-title').hidden = !away.length;
    byId('member-form').hidden = !this.members;
  }

  /**
   * @param {string} user
   * @param {boolean} here
   * @return {!Item}
   * @private
   */
  person(user, here) {
    const name = nameOf(user);
    const mine = user === this.me;
    const gone = this.members !== null && !mine;
    const build = () => {
      const label = h('bdi', {'class': 'name'}, mine ? t('you', {'name': name}) : name);
      const item = h('li', {'class': here ? 'here' : 'away'}, h('button', {'type': 'button', 'data-act': 'write',
        'data-user': user, 'title': t('write', {'name': name})}, avatar(user, here), label));
      if (gone) {
        const word = t('member.remove', {'name': name});
        item.append(button('expel', '×', {'class': 'round', 'data-user': user, 'aria-label': word, 'title': word}));
      }
      return item;
    };
    return {key: user, shape: [name, here, gone].join(' '), build: build};
  }

  /**
   * Only its creator is told who a room's members are.
   *
   * @param {!Conversation} conversation
   * @return {!Promise<void>}
   * @private
   */
  async look(conversation) {
    try {
      const found = await this.desk.members(conversation.id);
      if (this.shown !== conversation) return;
      this.members = found.members;
      this.changed();
    } catch (e) {
      // Then the room is somebody else's.
    }
  }

  /**
   * @param {!Array<string>} add
   * @param {!Array<string>} remove
   * @return {!Promise<boolean>} whether it was done
   */
  async change(add, remove) {
    const conversation = this.shown;
    if (!conversation) return false;
    try {
      const found = await this.desk.admit(conversation.id, add, remove);
      if (this.shown === conversation) this.members = found.members;
      this.complain('');
      for (const user of add) this.admitted(user, conversation);
      this.changed();
      return true;
    } catch (e) {
      this.complain(sentence(/** @type {!Error} */ (e).code));
      return false;
    }
  }

  /** @private */
  add() {
    const user = userName(this.invited.value);
    if (!user) {
      this.complain(t('name.bad'));
      this.invited.focus();
      return;
    }
    this.change([user], []).then((done) => {
      if (done) this.invited.value = '';
    });
  }

  /**
   * @return {!Promise<void>}
   * @private
   */
  async rename() {
    const conversation = this.shown;
    if (!conversation) return;
    const topic = this.topic.value.trim();
    try {
      await this.desk.topic(conversation.id, topic);
      conversation.topic = topic;
      this.complain('');
      this.topic.blur();
      this.changed();
    } catch (e) {
      this.complain(sentence(/** @type {!Error} */ (e).code));
    }
  }

  /**
   * @param {string} text
   * @private
   */
  complain(text) {
    byId('about-error').textContent = text;
  }
}
