/** @fileoverview All conversations of this user, fed by one connection. */

import {Conversation} from './conversation.js';
import {Inbox} from './inbox.js';
import {Marks} from './marks.js';
import {Memory} from './memory.js';
import {sentence, t} from './words.js';

const BACKLOG = 50;
const PAGE = 50;

export class Rooms {
  /**
   * @param {!halley.Client} client
   * @param {string} me canonical
   * @param {!Memory} memory
   * @param {!Marks} marks
   * @param {function()} changed
   * @param {function(!Conversation, !halley.Message)} heard called for each message that is new
   */
  constructor(client, me, memory, marks, changed, heard) {
    /** @private @const {!halley.Client} */
    this.client = client;
    /** @const {string} */
    this.me = me;
    /** @private @const {!Memory} */
    this.memory = memory;
    /** @private @const {!Marks} */
    this.marks = marks;
    /** @private @const {function()} */
    this.changed = changed;
    /** @private @const {function(!Conversation, !halley.Message)} */
    this.heard = heard;
    /** @private @const {!Map<string, !Conversation>} */
    this.all = new Map();
    /** @private @const {!Inbox} */
    this.inbox = new Inbox(client, me, (message, live) => this.receive(message, live),
        () => this.settle());
    const kept = memory.kept;
    for (const id of kept.rooms.concat(kept.people)) this.open(id);
  }

  /** @return {number} how many messages wait to be sent */
  unsent() {
    let count = 0;
    for (const conversation of this.all.values()) {
      count += conversation.outgoing.filter((mine) => mine.state === 'sending').length;
    }
    return count;
  }

  /** @return {!Array<!Conversation>} by name */
  rooms() {
    return this.list(false).sort((a, b) => a.name.localeCompare(b.name));
  }

  /** @return {!Array<!Conversation>} the latest first */
  people() {
    return this.list(true).sort((a, b) => b.newest() - a.newest());
  }

  /**
   * @param {boolean} direct
   * @return {!Array<!Conversation>}
   * @private
   */
  list(direct) {
    return Array.from(this.all.values()).filter((c) => c.direct === direct);
  }

  /**
   * @param {string} id
   * @return {?Conversation}
   */
  find(id) {
    return this.all.get(id) || null;
  }

  /**
   * Joins a room or begins a conversation; if there is one already, that is it.
   *
   * @param {string} id `/room/NAME`, `/private/NAME` or `/user/NAME`
   * @return {!Conversation}
   */
  open(id) {
    const known = this.all.get(id);
    if (known) return known;
    const channel = this.client.channel(id, {history: BACKLOG});
    const conversation = new Conversation(id, channel, this.changed);
    this.all.set(id, conversation);
    if (conversation.direct) {
      conversation.ready = this.inbox.ready;
      conversation.more = this.inbox.more;
      for (const message of this.inbox.with(id)) conversation.add(message);
      this.marks.ask(id, 0);
    } else {
      this.listen(conversation);
    }
    this.keep();
    return conversation;
  }

  /**
   * @param {!Conversation} conversation a room
   * @private
   */
  listen(conversation) {
    const channel = conversation.channel;
    channel.on('gap', (gap) => {
      if (gap.reset) this.marks.reset(conversation.id);
      conversation.miss(gap);
    });
    channel.on('refused', (problem) => {
      const forbidden = conversation.ready && conversation.closed ? t('expelled') : t('barred');
      conversation.bar(problem.code === 'forbidden' ? forbidden : sentence(problem.code));
    });
    channel.on('ready', () => {
      conversation.ready = true;
      conversation.more = conversation.messages.length > 0 && conversation.messages[0].offset > 1;
      this.marks.ask(conversation.id, conversation.newest());
      this.changed();
    });
    channel.on('message', (message) => {
      conversation.add(message);
      if (conversation.ready) this.heard(conversation, message);
    });
  }

  /** @param {!Conversation} conversation a room to leave, or a conversation to put away */
  leave(conversation) {
    const {id, channel, direct} = conversation;
    if (channel !== this.inbox.channel) channel.close();
    this.all.delete(id);
    delete this.memory.kept.drafts[id];
    if (!direct) delete this.memory.kept.read[id];
    this.keep();
    this.changed();
  }

  /** Another tab has joined or left something: so do we. */
  follow() {
    const kept = this.memory.kept.rooms.concat(this.memory.kept.people);
    for (const conversation of this.all.values()) {
      if (!kept.includes(conversation.id)) this.leave(conversation);
    }
    for (const id of kept) this.open(id);
    this.changed();
  }

  /**
   * @param {!Conversation} conversation
   * @return {!Promise<void>} once older messages have come, or could not
   */
  async older(conversation) {
    if (!conversation.more || conversation.loading === 'busy') return;
    conversation.loading = 'busy';
    this.changed();
    try {
      if (conversation.direct) {
        await this.inbox.older(conversation.id);
        conversation.more = this.inbox.more;
      } else {
        const before = conversation.messages[0].offset;
        const page = await conversation.channel.history({before: before, limit: PAGE});
        for (const message of page.messages) conversation.add(message);
        conversation.more = page.more;
      }
      conversation.loading = 'idle';
    } catch (e) {
      conversation.loading = 'failed';
    }
    this.changed();
  }

  /**
   * @param {!Conversation} conversation
   * @return {number} the last offset that was read; Infinity in a room that was just joined
   */
  lastRead(conversation) {
    return this.marks.last(conversation.id);
  }

  /**
   * @param {!Conversation} conversation
   * @return {number}
   */
  unread(conversation) {
    return conversation.unread(this.lastRead(conversation), this.me);
  }

  /**
   * @param {!Conversation} conversation
   * @return {number} how many unread messages name this user
   */
  named(conversation) {
    return conversation.named(this.lastRead(conversation), this.me);
  }

  /** @param {!Conversation} conversation all of it has been seen */
  read(conversation) {
    this.marks.read(conversation.id, conversation.newest());
  }

  /**
   * @param {!halley.Message} message of the inbox
   * @param {boolean} live whether it has just come
   * @private
   */
  receive(message, live) {
    const id = this.inbox.other(message);
    const isNew = message.from !== this.me && !message.refers && message.offset > this.marks.last(id);
    const known = this.all.get(id);
    if (known) {
      known.add(message);
    } else if (id && isNew) {
      this.open(id);
      this.changed();
    }
    const conversation = this.all.get(id);
    if (conversation && live) this.heard(conversation, message);
    if (live && isNew) this.marks.got();
  }

  /** The inbox's backlog has come. @private */
  settle() {
    for (const conversation of this.people()) {
      conversation.ready = true;
      conversation.more = this.inbox.more;
    }
    this.changed();
  }

  /** @private */
  keep() {
    const ids = Array.from(this.all.keys());
    this.memory.kept.rooms = ids.filter((id) => !id.startsWith('/user/'));
    this.memory.kept.people = ids.filter((id) => id.startsWith('/user/'));
    this.memory.save();
  }
}
