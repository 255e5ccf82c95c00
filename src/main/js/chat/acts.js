/** @fileoverview What can be done to a message. */

import {Conversation} from './conversation.js';
import {Desk} from './desk.js';
import {confirm} from './dom.js';
import {textOf} from './format.js';
import {Marks} from './marks.js';
import {Look} from './message.js';
import {Rooms} from './rooms.js';
import {addressOf} from './route.js';
import {sentence, t} from './words.js';

export class Acts {
  /**
   * @param {!Desk} desk
   * @param {string} me
   * @param {!Rooms} rooms
   * @param {!wire.Limits} limits
   */
  constructor(desk, me, rooms, limits) {
    /** @private @const {!Desk} */
    this.desk = desk;
    /** @private @const {string} */
    this.me = me;
    /** @private @const {!Rooms} */
    this.rooms = rooms;
    /** @private @const {!wire.Limits} */
    this.limits = limits;
    /** Whether this user may take away what others say. @private {boolean} */
    this.moderates = false;
  }

  /**
   * Finds out what this user may do.
   *
   * @param {function()} changed
   */
  ask(changed) {
    this.desk.self().then((self) => {
      this.moderates = !!self && !!(self.moderator || self.admin);
      changed();
    }, () => {});
  }

  /**
   * @param {!Marks} marks
   * @return {!Look}
   */
  look(marks) {
    return {
      me: this.me,
      may: (message) => this.may(message),
      tick: (conversation, message) =>
          conversation.direct && conversation.name !== this.me ? marks.tick(conversation.id, message.time) : 'sent',
    };
  }

  /**
   * @param {!halley.Message} message
   * @return {boolean} whether this user may change it
   */
  may(message) {
    return this.moderates || (message.from === this.me && Date.now() - message.time < (this.limits.edit || 0) * 1000);
  }

  /**
   * @param {!Conversation} conversation
   * @return {?halley.Message} the last one that this user may still correct
   */
  last(conversation) {
    const mine = conversation.messages.filter((message) => message.from === this.me && !message.refers &&
        this.may(message) && !conversation.isRemoved(message));
    return mine.length ? mine[mine.length - 1] : null;
  }

  /**
   * @param {!Conversation} conversation
   * @param {!halley.Message} message
   * @return {!Promise<string>} what went wrong; empty if nothing did
   */
  async remove(conversation, message) {
    if (!await confirm(t('remove.ask'), t('remove.text'), t('remove'), t('keep'))) return '';
    try {
      await this.desk.change(conversation.id, message, null);
      return '';
    } catch (e) {
      return sentence(/** @type {!Error} */ (e).code);
    }
  }

  /**
   * @param {!Conversation} conversation
   * @param {string} id of a message that failed
   * @return {string} what it said
   */
  discard(conversation, id) {
    const failed = conversation.outgoing.find((mine) => mine.id === id);
    conversation.discard(id);
    return failed ? textOf(failed.data) : '';
  }

  /**
   * What needs nothing but the conversation.
   *
   * @param {!Conversation} conversation
   * @param {string} act
   * @param {!HTMLElement} pressed
   */
  press(conversation, act, pressed) {
    const {'id': id, 'user': user} = pressed.dataset;
    if (act === 'write') location.hash = addressOf('/user/' + user);
    if (act === 'older') this.rooms.older(conversation);
    if (act === 'discard') conversation.discard(id);
    if (act === 'expand') {
      pressed.parentElement.classList.remove('tall');
      pressed.remove();
    }
    // Whoever was removed and is a member again has a room that was closed.
    const room = act === 'enter' ? this.rooms.find(id) : null;
    if (room && room.refused) this.rooms.leave(room);
  }
}
