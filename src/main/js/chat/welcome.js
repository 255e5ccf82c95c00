/** @fileoverview Choosing a name. */

import {byId, onSubmit} from './dom.js';
import {rememberName} from './memory.js';
import {NAME} from './sidebar.js';
import {sentence, t, trouble} from './words.js';

export class Welcome {
  /**
   * @param {function(!halley.Client, string, string)} entered called with the connection, the name in
   *     canonical form, and as it was typed
   */
  constructor(entered) {
    /** @private @const {function(!halley.Client, string, string)} */
    this.entered = entered;
    /** @private @const {!HTMLInputElement} */
    this.box = /** @type {!HTMLInputElement} */ (byId('name'));
    /** @private {?halley.Client} */
    this.client = null;
    onSubmit('enter', () => this.enter(this.box.value.trim()));
    this.box.oninput = () => this.complain('');
  }

  /**
   * @param {string} name to begin with
   * @param {string} why a sentence; empty if there is nothing to say
   */
  show(name, why) {
    byId('welcome').hidden = false;
    byId('enter').hidden = false;
    document.title = 'Halley';
    this.box.value = name;
    this.complain(why);
    this.busy(false);
    this.box.focus();
    this.box.select();
  }

  /** The server takes no guests. */
  bar() {
    byId('enter').hidden = true;
    byId('no-guests').textContent = t('guests.off');
    byId('no-guests').hidden = false;
  }

  /** The server knows who this is. */
  known() {
    const client = Halley.connect();
    byId('enter').hidden = true;
    client.request('session').then((found) => {
      const self = /** @type {!wire.Self} */ (found);
      byId('welcome').hidden = true;
      byId('change-name').hidden = true;
      this.entered(client, self.user, self.name || self.user);
    }, () => this.bar());
  }

  /**
   * Goes in under a name, at once if this browser still holds it.
   *
   * @param {string} name
   */
  enter(name) {
    if (!NAME.test(name)) {
      this.complain(t('name.bad'));
      this.box.focus();
      return;
    }
    if (this.client) this.client.close();
    this.busy(true);
    const client = Halley.connect({name: name});
    this.client = client;
    this.box.value = name;
    client.on('state', (state) => {
      if (this.client !== client) return;
      if (state.state === 'refused') {
        this.client = null;
        this.show(name, '');
        this.refuse(/** @type {!wire.Problem} */ (state.problem));
      } else if (state.user) {
        this.client = null;
        byId('welcome').hidden = true;
        rememberName(name);
        this.entered(client, state.user, name);
      } else if (state.state === 'waiting') {
        byId('enter').hidden = false;
        this.complain(trouble(state));
      }
    });
  }

  /**
   * @param {!wire.Problem} problem
   * @private
   */
  refuse(problem) {
    if (problem.code === 'forbidden') {
      this.bar();
      return;
    }
    const bad = problem.code === 'invalid-parameter';
    this.complain(bad ? t('name.bad') : sentence(problem.code));
    this.box.focus();
    this.box.select();
  }

  /**
   * @param {boolean} busy
   * @private
   */
  busy(busy) {
    const button = /** @type {!HTMLButtonElement} */ (byId('enter-go'));
    button.disabled = busy;
    button.textContent = t(busy ? 'connecting' : 'start');
  }

  /**
   * @param {string} text
   * @private
   */
  complain(text) {
    byId('name-error').textContent = text;
    this.box.setAttribute('aria-invalid', String(text !== ''));
  }
}
