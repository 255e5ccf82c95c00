/** @fileoverview The box one writes in. */

import {Conversation} from './conversation.js';
import {byId, onSubmit} from './dom.js';
import {Memory} from './memory.js';

const TALLEST = 200;

export class Composer {
  /**
   * @param {!Memory} memory keeps the drafts
   * @param {number} limit bytes that a message may have
   * @param {function(!Conversation, string)} say
   */
  constructor(memory, limit, say) {
    /** @private @const {!Memory} */
    this.memory = memory;
    /** @private @const {function(!Conversation, string)} */
    this.say = say;
    /** @private {?Conversation} */
    this.shown = null;
    /** @private @const {number} */
    this.limit = limit;
    /** @private @const {!HTMLTextAreaElement} */
    this.box = /** @type {!HTMLTextAreaElement} */ (byId('text'));
    this.box.oninput = () => this.changed();
    this.box.onkeydown = (event) => this.key(/** @type {!KeyboardEvent} */ (event));
    onSubmit('compose', () => this.send());
  }

  /** @param {?Conversation} conversation */
  open(conversation) {
    this.shown = conversation;
    this.box.value = conversation ? this.memory.kept.drafts[conversation.id] || '' : '';
    this.box.placeholder = conversation ? 'Write to ' + conversation.title() : '';
    this.box.setAttribute('aria-label', this.box.placeholder);
    this.fit();
  }

  /** @param {boolean} allowed whether one may write here */
  allow(allowed) {
    const form = byId('compose');
    if (form.hidden !== allowed) return;
    form.hidden = !allowed;
    this.fit();
  }

  focus() {
    this.box.focus();
  }

  /** @param {string} text to write anew, above what is being written */
  edit(text) {
    this.box.value = this.box.value ? text + '\n' + this.box.value : text;
    this.changed();
    this.focus();
  }

  /**
   * @param {!KeyboardEvent} event
   * @private
   */
  key(event) {
    // While an input method composes a word, Enter chooses it (229: Safari's word for that).
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    this.send();
  }

  /** @private */
  changed() {
    const drafts = this.memory.kept.drafts;
    if (this.shown) {
      if (this.box.value) {
        drafts[this.shown.id] = this.box.value;
      } else {
        delete drafts[this.shown.id];
      }
      this.memory.save();
    }
    this.fit();
  }

  /** @private */
  send() {
    const text = this.box.value.trim();
    if (!text || !this.shown || this.excess(text) > 0) return;
    this.box.value = '';
    this.changed();
    this.say(this.shown, text);
  }

  /**
   * @param {string} text
   * @return {number} by how many bytes it is too long
   * @private
   */
  excess(text) {
    // The name that may go along is at most 32 letters.
    const room = 300;
    return new TextEncoder().encode(JSON.stringify(text)).length + room - this.limit;
  }

  /** Makes the box as tall as its text, and says if that is too long. @private */
  fit() {
    this.box.style.height = 'auto';
    this.box.style.height = Math.min(this.box.scrollHeight, TALLEST) + 'px';
    const excess = this.excess(this.box.value.trim());
    const warning = byId('too-long');
    warning.hidden = excess <= 0;
    warning.textContent = excess <= 0 ? '' :
        'Too long by ' + excess.toLocaleString() + ' characters. Shorten it, or send it in parts.';
    const empty = !this.box.value.trim();
    /** @type {!HTMLButtonElement} */ (byId('send')).disabled = empty || excess > 0;
  }
}
