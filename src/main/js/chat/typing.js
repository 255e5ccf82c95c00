/** @fileoverview Who is writing in the room that is open. */

import {Conversation} from './conversation.js';
import {Desk} from './desk.js';
import {byId} from './dom.js';
import {nameOf} from './people.js';
import {t} from './words.js';

const SHOWN = 6000;
const EVERY = 3000;

export class Typing {
  /**
   * @param {!halley.Client} client
   * @param {!Desk} desk
   * @param {string} me
   */
  constructor(client, desk, me) {
    /** @private @const {!halley.Client} */
    this.client = client;
    /** @private @const {!Desk} */
    this.desk = desk;
    /** @private @const {string} */
    this.me = me;
    /** @private {?halley.Channel} */
    this.channel = null;
    /** Until when each is shown. @private @const {!Map<string, number>} */
    this.until = new Map();
    /** When this user was last told to be writing. @private {number} */
    this.told = 0;
    /** @private {?number} */
    this.timer = null;
  }

  /** @param {?Conversation} conversation */
  open(conversation) {
    if (this.channel) this.channel.close();
    this.channel = null;
    this.until.clear();
    this.told = 0;
    this.show();
    if (!conversation || conversation.direct) return;
    this.channel = this.client.channel(conversation.id + '/typing');
    this.channel.on('message', (message) => {
      if (message.from === null || message.from === this.me) return;
      this.until.set(message.from, Date.now() + SHOWN);
      this.show();
    });
  }

  /**
   * This user is writing.
   *
   * @param {!Conversation} conversation
   */
  typed(conversation) {
    if (conversation.direct || Date.now() - this.told < EVERY) return;
    this.told = Date.now();
    this.desk.type(conversation.id).catch(() => {});
  }

  /** This user has sent what was written: what is written next is news. */
  sent() {
    this.told = 0;
  }

  /**
   * What was being written has come.
   *
   * @param {?string} user
   */
  said(user) {
    if (this.until.delete(user || '')) this.show();
  }

  /** @private */
  show() {
    clearTimeout(this.timer);
    const now = Date.now();
    for (const [user, end] of this.until) {
      if (end <= now) this.until.delete(user);
    }
    const [a, b] = Array.from(this.until.keys(), nameOf);
    const many = Math.min(this.until.size, 3);
    byId('typing').textContent = many ? t('typing.' + many, {'a': a, 'b': b}) : '';
    if (many) this.timer = setTimeout(() => this.show(), Math.min(...this.until.values()) - now);
  }
}
