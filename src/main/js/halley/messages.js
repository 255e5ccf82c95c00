/** @fileoverview A channel's messages for a loop: `for await (const m of room)`. */

import {errorOf} from './problem.js';
import {promise} from './promise.js';

const MOST = 1000;

/**
 * What the loop has not taken yet waits, up to a bound. A loop that falls behind further ends with an
 * error after what waits, rather than that something would be left out.
 *
 * @param {!halley.Channel} channel
 * @return {!Object} an AsyncIterator
 */
export function messagesOf(channel) {
  const queue = [];
  const takers = [];
  let over = false;
  /** What every `next` gives that finds the queue empty. @type {?Promise} */
  let last = null;

  const end = (/** ?Error */ error) => {
    if (over) return;
    over = true;
    for (let i = 0; i < off.length; i++) off[i]();
    const done = {'value': undefined, 'done': true};
    last = promise((resolve, reject) => error ? reject(error) : resolve(done));
    last.then(null, () => {});
    while (takers.length) takers.shift()(last);
  };
  const off = [
    channel.on('message', (message) => {
      const step = {'value': message, 'done': false};
      if (takers.length) {
        takers.shift()(step);
      } else if (queue.length < MOST) {
        queue.push(step);
      } else {
        const error = new Error('expected a loop that keeps up, ' + MOST + ' messages wait for it');
        error.code = 'too-slow';
        end(error);
      }
    }),
    channel.on('refused', (problem) => end(errorOf(problem.status, problem))),
    channel.on('closed', () => end(null)),
  ];
  return {
    'next': () => promise((resolve) => {
      if (queue.length) {
        resolve(queue.shift());
      } else if (last) {
        resolve(last);
      } else {
        takers.push(resolve);
      }
    }),
    'return': () => {
      queue.length = 0;
      end(null);
      return promise((resolve) => resolve({'value': undefined, 'done': true}));
    },
  };
}
