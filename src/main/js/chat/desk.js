/** @fileoverview What the chat asks of the server beside messages. Each is one request, with this user's token. */

export class Desk {
  /** @param {!halley.Client} client */
  constructor(client) {
    /** @private @const {!halley.Client} */
    this.client = client;
  }

  /**
   * @param {string} path
   * @param {!Array<!Array<string>>} query
   * @return {!Promise<?>}
   * @private
   */
  get(path, query) {
    return this.client.request(path + '?' + new URLSearchParams(query).toString());
  }

  /**
   * @param {string} channel
   * @return {!Promise<!wire.Present>} who is there
   */
  presence(channel) {
    return this.get('presence', [['channel', channel]]);
  }

  /**
   * @param {string} channel
   * @return {!Promise<?>} once its readers were told that this user types
   */
  type(channel) {
    return this.client.request('publish', {'channel': channel + '/typing', 'data': {}});
  }

  /**
   * @param {string} channel
   * @param {!halley.Message} message the one that is changed
   * @param {*} data null takes it away
   * @return {!Promise<?>}
   */
  change(channel, message, data) {
    return this.client.request('publish',
        {'channel': channel, 'refers': message.id, 'at': message.offset, 'data': data});
  }

  /**
   * @param {string} channel
   * @param {string} other whose conversation it is, of an inbox; else empty
   * @param {number} offset
   * @return {!Promise<!wire.Mark>} the mark afterwards
   */
  read(channel, other, offset) {
    const mark = {'channel': channel, 'offset': offset};
    if (other) mark['with'] = other;
    return this.client.request('read', mark);
  }

  /**
   * @param {!Array<string>} channels
   * @param {string} other of an inbox, whose conversation; empty is all
   * @return {!Promise<!wire.Unreads>}
   */
  unread(channels, other) {
    const query = channels.map((channel) => ['channel', channel]);
    if (other) query.push(['with', other]);
    return this.get('unread', query);
  }

  /**
   * Shows the server a cursor past the newest message of an inbox, so that it knows that it has come: on a
   * wire that stays open it hears of no cursor.
   *
   * @param {string} channel
   * @param {string} reader
   * @return {!Promise<?>}
   */
  async got(channel, reader) {
    const {cursor} = /** @type {!wire.Answer} */ (await this.get('history', [['channel', channel], ['limit', '1']]));
    return this.client.request('poll', {'channel': [channel], 'cursor': cursor, 'hold': 0, 'client': reader});
  }

  /**
   * @param {string} after the last one of the page before; empty is the first page
   * @return {!Promise<!wire.Directory>}
   */
  rooms(after) {
    return this.get('rooms', after ? [['after', after], ['limit', '100']] : [['limit', '100']]);
  }

  /**
   * @param {string} channel
   * @param {string} topic
   * @return {!Promise<?>}
   */
  topic(channel, topic) {
    return this.client.request('rooms', {'channel': channel, 'topic': topic});
  }

  /**
   * @param {string} channel
   * @return {!Promise<!wire.Members>}
   */
  members(channel) {
    return this.get('members', [['channel', channel]]);
  }

  /**
   * @param {string} channel a private room, which is made if it is not there
   * @param {!Array<string>} add
   * @param {!Array<string>} remove
   * @return {!Promise<!wire.Members>} who is a member now
   */
  admit(channel, add, remove) {
    const wish = {'channel': channel};
    if (add.length) wish['add'] = add;
    if (remove.length) wish['remove'] = remove;
    return this.client.request('members', wish);
  }

  /** @return {!Promise<!wire.Self>} who this is */
  self() {
    return this.client.request('session');
  }
}
