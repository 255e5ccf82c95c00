/** @fileoverview The WebSocket. */

import {Carrier, Sink} from './carrier.js';
import {now} from './clock.js';
import {parsed, Reply} from './http.js';
import {merged} from './road.js';
import {Server} from './server.js';
import {cancel, later} from './timers.js';

const PATIENCE = 10000;
/** So long nothing comes, and the path is tried. */
const SILENCE = 25000;
/** Incomplete, so that it does nothing but be answered. */
const KNOCK = '{"type":"publish","ref":"alive"}';

/**
 * One socket, one `read`: so an answer is never one to an older question. A page is not told of the
 * server's pings; to see whether the path still stands it sends something that has to be answered.
 *
 * @implements {Carrier}
 */
export class Socket {
  /** @param {!Server} server */
  constructor(server) {
    /** @override */
    this.name = 'websocket';
    /** @private @const {!Server} */
    this.server = server;
  }

  /** @override */
  open(query, sink) {
    const url = this.server.road.url.replace(/^http/, 'ws') + 'v1/ws';
    return this.server.enter((token, end) => {
      const read = JSON.stringify(merged(query, {'type': 'read', 'token': token}));
      const talk = new Talk(url, read, sink, this.server, end);
      return () => talk.close();
    }, (reply) => {
      if (reply.status === 200) {
        sink.ended();
      } else {
        sink.trouble(reply);
      }
    });
  }
}

/** What goes over one socket. */
class Talk {
  /**
   * @param {string} url
   * @param {string} read what to say first
   * @param {!Sink} sink
   * @param {!Server} server
   * @param {function(!Reply)} end called once, when it is over before it was closed
   */
  constructor(url, read, sink, server, end) {
    /** @private @const {!Sink} */
    this.sink = sink;
    /** @private @const {!Server} */
    this.server = server;
    /** Whether the token was taken. @private {boolean} */
    this.isIn = false;
    /** @private {?function(!Reply)} null once it is over */
    this.end = end;
    /** @private @const {number} */
    this.began = now();
    /** @private {number} */
    this.timer = later(() => this.finish(0, null), PATIENCE);
    /** @private {?WebSocket} */
    this.socket = null;
    try {
      this.socket = new WebSocket(url, 'halley.v1');
    } catch (e) {
      // The page forbids it.
      setTimeout(() => this.finish(0, null), 0);
      return;
    }
    this.socket.onopen = () => this.opened(read);
    this.socket.onmessage = (event) => this.hear(parsed(event.data));
    this.socket.onclose = (event) => this.closed(event.code);
  }

  close() {
    this.end = null;
    cancel(this.timer);
    if (this.socket) this.socket.close();
  }

  /**
   * @param {number} status
   * @param {?Object} problem
   * @private
   */
  finish(status, problem) {
    const end = this.end;
    if (!end) return;
    this.close();
    if (this.isIn && this.server.renews(/** @type {?wire.Problem} */ (problem))) {
      end({status: 200, body: null, retryAfter: 0, took: now() - this.began});
      return;
    }
    end({status: status, body: problem, retryAfter: 0, took: now() - this.began});
  }

  /** @private */
  wait() {
    cancel(this.timer);
    this.timer = later(() => {
      this.socket.send(KNOCK);
      this.timer = later(() => this.finish(0, null), PATIENCE);
    }, SILENCE);
  }

  /**
   * @param {string} read
   * @private
   */
  opened(read) {
    if (!this.end) return;
    this.wait();
    this.socket.send(read);
    this.sink.opened();
  }

  /**
   * @param {?} frame
   * @private
   */
  hear(frame) {
    if (!this.end || !frame) return;
    this.wait();
    if (frame['type'] === 'answer') {
      this.isIn = true;
      this.sink.answer(frame, now() - this.began);
    }
    const isOurs = frame['type'] === 'error' && frame['ref'] !== 'alive';
    if (isOurs) this.finish(frame['error']['status'], frame['error']);
  }

  /**
   * @param {number} code
   * @private
   */
  closed(code) {
    if (code === 4401) {
      this.finish(401, {'status': 401, 'code': 'expired-token', 'detail': 'the token ran out'});
    } else {
      this.finish(code === 1000 || code === 1001 ? 200 : 0, null);
    }
  }
}
