/** @fileoverview The box one writes in. */

import {Conversation} from './conversation.js';
import {byId, onSubmit} from './dom.js';
import {Memory} from './memory.js';
import {locale, t} from './words.js';

const TALLEST = 200;

export class Composer {
  /**
   * @param {!Memory} memory keeps the drafts
   * @param {!wire.Limits} limits
   * @param {function(!Conversation, string)} say
   * @param {function(!Conversation, !halley.Message, string)} correct
   * @param {function(!Conversation)} typed called while something is being written
   * @param {function()} last called to correct what was said last
   */
  constructor(memory, limits, say, correct, typed, last) {
    /** @private @const {!Memory} */
    this.memory = memory;
    /** @private @const {function(!Conversation, string)} */
    this.say = say;
    /** @private @const {function(!Conversation, !halley.Message, string)} */
    this.correct = correct;
    /** @private @const {function(!Conversation)} */
    this.typed = typed;
    /** @private @const {function()} */
    this.last = last;
    /** @private {?Conversation} */
    this.shown = null;
    /** What is being corrected. @type {?halley.Message} */
    this.correcting = null;
    /** @private @const {!wire.Limits} */
    this.limits = limits;
    /** @private @const {!HTMLTextAreaElement} */
    this.box = /** @type {!HTMLTextAreaElement} */ (byId('text'));
    this.box.oninput = () => {
      this.changed();
      if (this.shown && this.box.value.trim() && !this.correcting) this.typed(this.shown);
    };
    this.box.onkeydown = (event) => this.key(/** @type {!KeyboardEvent} */ (event));
    byId('cancel').onclick = () => this.stop();
    onSubmit('compose', () => this.send());
  }

  /** @param {?Conversation} conversation */
  open(conversation) {
    this.shown = conversation;
    this.box.placeholder = conversation ? t('write', {'name': conversation.title()}) : '';
    this.box.setAttribute('aria-label', this.box.placeholder);
    this.complain('');
    this.stop();
  }

  /**
   * Lets the user write a message anew that was sent.
   *
   * @param {!halley.Message} message
   * @param {string} text
   */
  begin(message, text) {
    this.correcting = message;
    this.box.value = text;
    this.fit();
    this.focus();
  }

  /** Corrects no more: what was being written before is there again. */
  stop() {
    this.correcting = null;
    this.box.value = this.shown ? this.memory.kept.drafts[this.shown.id] || '' : '';
    this.fit();
  }

  /** @param {string} text what went wrong; empty if nothing did */
  complain(text) {
    byId('compose-error').textContent = text;
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
    if (event.key === 'ArrowUp' && !event.altKey && !this.box.value && !composing) {
      event.preventDefault();
      this.last();
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    this.send();
  }

  /** @private */
  changed() {
    const drafts = this.memory.kept.drafts;
    if (this.shown && !this.correcting) {
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
    this.complain('');
    if (this.correcting) {
      const message = this.correcting;
      this.stop();
      this.correct(this.shown, message, text);
      return;
    }
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
    return new TextEncoder().encode(JSON.stringify(text)).length + room - this.limits.message;
  }

  /** Makes the box as tall as its text, and says if that is too long. @private */
  fit() {
    this.box.style.height = 'auto';
    this.box.style.height = Math.min(this.box.scrollHeight, TALLEST) + 'px';
    const excess = this.excess(this.box.value.trim());
    const warning = byId('too-long');
    warning.hidden = excess <= 0;
    warning.textContent = excess <= 0 ? '' : t('long', {'n': excess.toLocaleString(locale())});
    byId('correcting').hidden = !this.correcting;
    const empty = !this.box.value.trim();
    /** @type {!HTMLButtonElement} */ (byId('send')).disabled = empty || excess > 0;
  }
}
