/** @fileoverview This user's inbox: one channel that holds every direct conversation. */

import {learn} from './people.js';

const BACKLOG = 200;
const PAGE = 200;

export class Inbox {
  /**
   * @param {!halley.Client} client
   * @param {string} me canonical
   * @param {function(!halley.Message, boolean)} arrived called for each message, and whether it
   *     has just come
   * @param {function()} settled called once the backlog has come
   */
  constructor(client, me, arrived, settled) {
    /** @private @const {string} */
    this.me = me;
    /** @private @const {function(!halley.Message, boolean)} */
    this.arrived = arrived;
    /** @const {!halley.Channel} */
    this.channel = client.channel('/user/' + me, {history: BACKLOG});
    /** Oldest first, as far back as they were fetched. @private {!Array<!halley.Message>} */
    this.messages = [];
    /** Whether the backlog has come. @type {boolean} */
    this.ready = false;
    /** Whether there are older ones. @type {boolean} */
    this.more = false;
    this.channel.on('gap', () => {
      this.messages = [];
    });
    this.channel.on('ready', () => {
      this.ready = true;
      this.more = this.messages.length > 0 && this.messages[0].offset > 1;
      settled();
    });
    this.channel.on('message', (message) => {
      this.messages.push(message);
      learn(message.from, message.data && message.data['name']);
      this.arrived(message, this.ready);
    });
  }

  /**
   * @param {!halley.Message} message
   * @return {string} the other one's inbox; empty if the message is the server's
   */
  other(message) {
    if (message.from === null) return '';
    return '/user/' + (message.from === this.me ? message.to : message.from);
  }

  /**
   * @param {string} id
   * @return {!Array<!halley.Message>} what was fetched of the conversation with that one
   */
  with(id) {
    return this.messages.filter((message) => this.other(message) === id);
  }

  /**
   * Fetches older messages until there is one of a conversation, or no more.
   *
   * @param {string} id
   * @return {!Promise<void>}
   */
  async older(id) {
    let found = false;
    while (this.more && !found) {
      const page = await this.channel.history({before: this.messages[0].offset, limit: PAGE});
      this.messages = page.messages.concat(this.messages);
      this.more = page.more && page.messages.length > 0;
      for (const message of page.messages) {
        learn(message.from, message.data && message.data['name']);
        found = found || this.other(message) === id;
        this.arrived(message, false);
      }
    }
  }
}
