/** @fileoverview Long polling: a stream that ends after one answer. */

import {Carrier} from './carrier.js';
import {Server} from './server.js';

const GRACE = 10;

/** @implements {Carrier} */
export class Poll {
  /** @param {!Server} server */
  constructor(server) {
    /** @const {string} */
    this.name = 'poll';
    /** @private @const {!Server} */
    this.server = server;
  }

  /** @override */
  open(query, sink) {
    return this.server.ask('poll', query, 1000 * (query.hold + GRACE), (reply) => {
      const answer = /** @type {?wire.Answer} */ (reply.body);
      if (reply.status !== 200 || !answer || !answer.messages || !answer.cursor) {
        sink.trouble(reply);
        return;
      }
      sink.answer(answer, reply.took);
      sink.ended();
    });
  }
}
