/** @fileoverview The forever frame, for IE 8 and 9: a page that never ends, each answer a script in it. */

import {Carrier, Sink} from './carrier.js';
import {now} from './clock.js';
import {Reply} from './http.js';
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
      const asked = merged(query, {'token': token, 'callback': name});
      const scene = new Scene(name, sink, this.server, end);
      scene.show(this.server.road.url + 'v1/frame?' + encoded(asked));
      return () => scene.close();
    }, (reply) => {
      if (reply.status === 200) {
        sink.ended();
      } else {
        sink.trouble(reply);
      }
    });
  }
}

/** One frame, and the function that its scripts call. */
class Scene {
  /**
   * @param {string} name of the function
   * @param {!Sink} sink
   * @param {!Server} server
   * @param {function(!Reply)} end called when it is over before it was closed
   */
  constructor(name, sink, server, end) {
    /** @private @const {string} */
    this.name = name;
    /** @private @const {!Sink} */
    this.sink = sink;
    /** @private @const {!Server} */
    this.server = server;
    /** @private @const {function(!Reply)} */
    this.end = end;
    /** @private @const {number} */
    this.began = now();
    /** Kept here, or IE forgets it with all that is in it. @private @const {!Document} */
    this.doc = stage();
    /** @private @const {!HTMLIFrameElement} */
    this.frame = /** @type {!HTMLIFrameElement} */ (this.doc.createElement('iframe'));
    /** @private {boolean} */
    this.isSeen = false;
    /** Whether the token was taken. @private {boolean} */
    this.isIn = false;
    /** @private {number} */
    this.timer = 0;
  }

  /** @param {string} url */
  show(url) {
    this.stand()[this.name] = (/** ? */ answer) => {
      this.isSeen = true;
      this.wait();
      // Not inside the frame's own script, which may be about to go.
      setTimeout(() => this.take(answer), 0);
    };
    this.frame.onload = () => this.finish(this.isSeen ? 200 : 0, null);
    this.frame.style.display = 'none';
    this.frame.src = url;
    this.doc.body.appendChild(this.frame);
    this.wait();
    // It was seen to work; till the first answer nothing more is to be seen of it.
    setTimeout(() => this.sink.opened(), 0);
  }

  /**
   * @return {!Object} where its scripts look for the function
   * @private
   */
  stand() {
    return this.doc['parentWindow'] || window;
  }

  close() {
    cancel(this.timer);
    this.stand()[this.name] = () => {};
    this.frame.onload = null;
    if (this.frame.parentNode) this.frame.parentNode.removeChild(this.frame);
  }

  /** @private */
  wait() {
    cancel(this.timer);
    this.timer = later(() => this.finish(200, null), SILENCE);
  }

  /**
   * @param {?} answer
   * @private
   */
  take(answer) {
    const error = answer['error'];
    if (error && this.isIn && this.server.renews(error)) {
      this.finish(200, null);
    } else if (error) {
      this.finish(error['status'], error);
    } else {
      this.isIn = true;
      this.sink.answer(answer, now() - this.began);
    }
  }

  /**
   * @param {number} status
   * @param {?wire.Problem} problem
   * @private
   */
  finish(status, problem) {
    this.close();
    this.end({status: status, body: problem, retryAfter: 0, took: now() - this.began});
  }
}

/** @return {!Document} one that the window does not know of: no clicking, no busy mouse; or its own */
function stage() {
  try {
    const doc = /** @type {!Document} */ (new ActiveXObject('htmlfile'));
    doc.open();
    doc.write('<html><body></body></html>');
    doc.close();
    return doc;
  } catch (e) {
    return document;
  }
}
