/** @fileoverview Tells a screen reader what has come. */

import {byId} from './dom.js';
import {textOf} from './format.js';
import {nameOf} from './people.js';
import {count, t} from './words.js';

const MOST = 3;
const PAUSE = 400;

/** Gathers for a moment, so that a burst is one sentence. */
export class Announcer {
  constructor() {
    /** @private {!Array<string>} */
    this.waiting = [];
    /** @private {?number} */
    this.timer = null;
  }

  /**
   * @param {!halley.Message} message
   * @param {string} where empty if it came into the conversation that is open
   */
  announce(message, where) {
    const text = textOf(message.data).slice(0, 300);
    const who = nameOf(message.from);
    this.waiting.push(where ? t('in', {'who': who, 'where': where, 'text': text}) : who + ': ' + text);
    if (this.timer === null) this.timer = setTimeout(() => this.speak(), PAUSE);
  }

  /** @private */
  speak() {
    this.timer = null;
    const many = this.waiting.length > MOST;
    byId('announcer').textContent =
        many ? count('new', this.waiting.length) : this.waiting.join('\n');
    this.waiting = [];
  }
}
