/** @fileoverview The WebSocket. */

import {Carrier, Sink} from './carrier.js';
import {now} from './clock.js';
import {Reply, parsed} from './http.js';
import {merged} from './road.js';
import {Server} from './server.js';
import {cancel, later} from './timers.js';

const PATIENCE = 10000;
/** So long nothing comes, and the path is tried. */
const SILENCE = 25000;

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
    return this.server.enter((token, end) => this.connect(query, token, sink, end), (reply) => {
      if (reply.status === 200) {
        sink.ended();
      } else {
        sink.trouble(reply);
      }
    });
  }

  /**
   * @param {!wire.Poll} query
   * @param {?string} token
   * @param {!Sink} sink
   * @param {function(!Reply)} end
   * @return {function()} closes it
   * @private
   */
  connect(query, token, sink, end) {
    const began = now();
    let timer = 0;
    let over = false;
    const close = () => {
      over = true;
      cancel(timer);
      if (socket) socket.close();
    };
    const finish = (/** number */ status, /** ? */ body) => {
      if (over) return;
      close();
      end({status: status, body: body, retryAfter: 0, took: now() - began});
    };
    const cut = () => finish(0, null);
    const wait = () => {
      cancel(timer);
      timer = later(() => {
        // Incomplete, so that it does nothing but be answered.
        socket.send('{"type":"publish","ref":"alive"}');
        timer = later(cut, PATIENCE);
      }, SILENCE);
    };
    timer = later(cut, PATIENCE);
    let socket;
    try {
      socket = new WebSocket(this.server.road.url.replace(/^http/, 'ws') + 'v1/ws', 'halley.v1');
    } catch (e) {
      // The page forbids it.
      setTimeout(cut, 0);
      return () => {};
    }
    socket.onopen = () => {
      if (over) return;
      wait();
      socket.send(JSON.stringify(merged(query, {'type': 'read', 'token': token})));
      sink.opened();
    };
    socket.onmessage = (event) => {
      if (over) return;
      wait();
      const frame = parsed(event.data);
      if (!frame) return;
      if (frame['type'] === 'answer') sink.answer(frame, now() - began);
      if (frame['type'] === 'error' && frame['ref'] !== 'alive') finish(frame['error']['status'], frame['error']);
    };
    socket.onclose = (event) => {
      const isNormal = event.code === 1000 || event.code === 1001;
      if (event.code === 4401) {
        finish(401, {'status': 401, 'code': 'expired-token', 'detail': event.reason});
      } else {
        finish(isNormal ? 200 : 0, null);
      }
    };
    return close;
  }
}
