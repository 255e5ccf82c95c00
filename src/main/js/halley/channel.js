/** @fileoverview One channel, as the page holds it. */

import {Emitter} from './emitter.js';
import {Listed} from './listed.js';
import {messagesOf} from './messages.js';
import {Outbox} from './outbox.js';
import {errorOf, problemOf} from './problem.js';
import {promise} from './promise.js';
import {Server} from './server.js';

const PATIENCE = 20000;

/**
 * Read from the moment on that somebody listens for its messages.
 *
 * @implements {halley.Channel}
 * @implements {Listed}
 */
export class Channel {
  /**
   * @param {string} name
   * @param {!halley.ChannelOptions} options
   * @param {!Server} server
   * @param {!Outbox} outbox
   * @param {function(!Channel)} changed called when it begins or ends to be read
   * @param {function(string): !halley.Channel} open opens another channel by its name
   */
  constructor(name, options, server, outbox, changed, open) {
    /** @const {string} */
    this.name = name;
    /** @override */
    this.backlog = options.history || 0;
    /** @private @const {boolean} */
    this.echo = options.echo !== false;
    /** @override */
    this.covered = false;
    /** @override */
    this.last = 0;
    /** @type {boolean} */
    this.closed = false;
    /** Whether anybody reads it. @type {boolean} */
    this.read = false;
    /** Whether the page has the history it wanted. @private {boolean} */
    this.settled = false;
    /** @private @const {!Server} */
    this.server = server;
    /** @private @const {!Outbox} */
    this.outbox = outbox;
    /** @private @const {function(!Channel)} */
    this.changed = changed;
    /** @private @const {function(string): !halley.Channel} */
    this.open = open;
    /** What ends with it. @private @const {!Array<function()>} */
    this.undo = [];
    /** @private @const {!Emitter} */
    this.emitter = new Emitter();
    const symbol = window['Symbol'];
    const loop = symbol && symbol['asyncIterator'];
    if (loop) /** @type {!Object} */ (this)[loop] = () => messagesOf(this);
  }

  /** @override */
  on(event, listener) {
    if (event === 'presence' || event === 'typing') return this.beside(event, listener);
    const off = this.emitter.on(event, listener);
    if (event === 'message' && !this.read && !this.closed) {
      this.read = true;
      this.changed(this);
    }
    return off;
  }

  /**
   * Reads the channel of that name beside the room.
   *
   * @param {string} name
   * @param {function(?)} listener
   * @return {function()}
   * @private
   */
  beside(name, listener) {
    const other = /** @type {!Channel} */ (this.open(this.name + '/' + name));
    const off = other.on('message', listener);
    const end = () => {
      off();
      if (!other.emitter.has('message')) other.close();
    };
    this.undo.push(end);
    return end;
  }

  /** @override */
  publish(data) {
    return this.outbox.add(this.name, data);
  }

  /** @override */
  pending() {
    return this.outbox.pending(this.name);
  }

  /** @override */
  history(span) {
    const {before, limit} = span || /** @type {!halley.Span} */ ({});
    return promise((resolve, reject) => {
      this.server.history(this.name, before || 0, limit || 0, PATIENCE, (reply) => {
        if (reply.status === 200 && reply.body && reply.body.messages) {
          resolve({messages: reply.body.messages, more: !!reply.body.more});
        } else {
          reject(errorOf(reply.status, problemOf(reply)));
        }
      });
    });
  }

  /** @override */
  close() {
    if (this.closed) return;
    this.closed = true;
    for (let i = 0; i < this.undo.length; i++) this.undo[i]();
    this.changed(this);
    this.emitter.emit('closed', null);
  }

  /** @override */
  settle() {
    if (this.settled || this.closed) return;
    this.settled = true;
    this.emitter.emit('ready', null);
  }

  /** @override */
  hand(message) {
    if (this.closed || (!this.echo && this.outbox.isOwn(message.id))) return;
    this.emitter.emit('message', message);
  }

  /** @override */
  miss(gap) {
    if (!this.closed) this.emitter.emit('gap', gap);
  }

  /** Closes it; the others go on. @override */
  refuse(problem) {
    this.closed = true;
    this.emitter.emit('refused', problem);
  }
}
