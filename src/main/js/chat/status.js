/** @fileoverview How the connection is, told honestly. */

import {byId} from './dom.js';
import {duration} from './format.js';
import {count, t, trouble} from './words.js';

const PATIENCE = 1500;

export class Status {
  /** @param {function()} again has it shown once more */
  constructor(again) {
    /** @private @const {function()} */
    this.again = again;
    /** Since when there is something to tell; 0 if all is well. @private {number} */
    this.since = 0;
  }

  /**
   * @param {!halley.State} state
   * @param {number} unsent how many messages wait to be sent
   */
  show(state, unsent) {
    const open = state.state === 'open';
    const polls = state.transport === 'poll' || state.transport === 'jsonp';
    const transport = t(state.transport);
    const answer = state.latency < 0 ? '' : duration(state.latency);
    const word = open || navigator.onLine ? t(state.state) : t('offline');
    byId('chat').dataset['state'] = open && state.problem ? 'waiting' : state.state;
    byId('status-word').textContent = open ? word + ' · ' + transport : word;
    byId('status-figure').textContent = open ? answer : '';
    byId('status-line').textContent = word + (open && answer ? ' · ' + answer : '');
    byId('status-transport').textContent = transport;
    byId('status-hold').textContent = polls ? t('hold.upto', {'n': state.hold}) : t('hold.always');
    byId('status-latency').textContent = answer || '–';
    byId('status-node').textContent = state.node || '–';
    byId('status-unsent').textContent = count('messages', unsent);
    this.tell(trouble(state), unsent);
  }

  /**
   * What is over again in a moment is not told.
   *
   * @param {string} text
   * @param {number} unsent
   * @private
   */
  tell(text, unsent) {
    const banner = byId('banner');
    const waits = text && unsent ? ' ' + count('waits', unsent) : '';
    this.since = text ? this.since || Date.now() : 0;
    if (text && !banner.textContent && Date.now() - this.since < PATIENCE) {
      setTimeout(this.again, PATIENCE);
      return;
    }
    if (banner.textContent !== text + waits) banner.textContent = text + waits;
  }
}
