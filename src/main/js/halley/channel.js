/** @fileoverview One channel, as the page holds it. */

import {Emitter} from './emitter.js';
import {Listed} from './listed.js';
import {Outbox} from './outbox.js';
import {errorOf, problemOf} from './problem.js';
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
   */
  constructor(name, options, server, outbox, changed) {
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
    /** @private @const {!Emitter} */
    this.emitter = new Emitter();
  }

  /** @override */
  on(event, listener) {
    const off = this.emitter.on(event, listener);
    if (event === 'message' && !this.read && !this.closed) {
      this.read = true;
      this.changed(this);
    }
    return off;
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
    return new Promise((resolve, reject) => {
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
    this.changed(this);
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
