/** @fileoverview The forever frame, for IE 8 and 9: a page that never ends, each answer a script in it. */

import {Carrier} from './carrier.js';
import {now} from './clock.js';
import {encoded, merged} from './road.js';
import {Server} from './server.js';
import {cancel, later} from './timers.js';

/** A frame hides what keeps the path open; so long nothing comes, and it is asked for anew. */
const SILENCE = 45000;

/** @implements {Carrier} */
export class Frame {
  /** @param {!Server} server */
  constructor(server) {
    /** @override */
    this.name = 'frame';
    /** @private @const {!Server} */
    this.server = server;
    /** @private {number} */
    this.count = 0;
  }

  /** @override */
  open(query, sink) {
    const name = 'halley_frame_' + (++this.count) + '_';
    return this.server.enter((token, end) => {
      const began = now();
      let doc = document;
      try {
        // One that the window does not know of: no clicking, no busy mouse.
        doc = /** @type {!Document} */ (new ActiveXObject('htmlfile'));
        doc.open();
        doc.write('<html><body></body></html>');
        doc.close();
      } catch (e) {
        doc = document;
      }
      const parent = doc['parentWindow'] || window;
      const frame = /** @type {!HTMLIFrameElement} */ (doc.createElement('iframe'));
      let timer = 0;
      const close = () => {
        cancel(timer);
        parent[name] = () => {};
        frame.onload = null;
        if (frame.parentNode) frame.parentNode.removeChild(frame);
      };
      const finish = (/** number */ status, /** ? */ body) => {
        close();
        end({status: status, body: body, retryAfter: 0, took: now() - began});
      };
      let seen = false;
      const wait = () => {
        cancel(timer);
        timer = later(() => finish(200, null), SILENCE);
      };
      parent[name] = (/** ? */ answer) => {
        wait();
        seen = true;
        const error = answer['error'];
        // Not inside the frame's own script, which may be about to go.
        setTimeout(() => error ? finish(error['status'], error) : sink.answer(answer, now() - began), 0);
      };
      frame.onload = () => finish(seen ? 200 : 0, null);
      frame.style.display = 'none';
      frame.src = this.server.road.url + 'v1/frame?' + encoded(merged(query, {'token': token, 'callback': name}));
      doc.body.appendChild(frame);
      wait();
      // It was seen to work; till the first answer nothing more is to be seen of it.
      setTimeout(() => sink.opened(), 0);
      return close;
    }, (reply) => {
      if (reply.status === 200) {
        sink.ended();
      } else {
        sink.trouble(reply);
      }
    });
  }
}
