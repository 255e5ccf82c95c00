/** @fileoverview The page. Text only ever gets in as text. */

import {linesFor, PROXIES} from './mends.js';
import {report} from './report.js';
import {Verdict} from './verdicts.js';

/** @const {!Object<string, string>} what a level is called, by people who do not see colours too */
const WORDS = {'good': 'Good', 'note': 'Note', 'warn': 'Mind', 'bad': 'Bad'};

/** Seconds between two times that a screen reader is told how much is left. */
const TELL = 15;

/**
 * @param {string} id
 * @return {!HTMLElement}
 */
export function byId(id) {
  return /** @type {!HTMLElement} */ (document.getElementById(id));
}

/**
 * @param {string} tag
 * @param {!Object<string, string>} attributes
 * @param {...(!Node|string)} children
 * @return {!HTMLElement}
 */
function h(tag, attributes, ...children) {
  const element = /** @type {!HTMLElement} */ (document.createElement(tag));
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}

export class View {
  constructor() {
    /** @private {!Array<!Verdict>} */
    this.verdicts = [];
    /** @private @const {!HTMLSelectElement} */
    this.pick = /** @type {!HTMLSelectElement} */ (byId('proxy'));
    for (const proxy of PROXIES) this.pick.append(h('option', {'value': proxy}, proxy));
    this.pick.onchange = () => this.show(this.verdicts);
    byId('copy').onclick = () => this.copy();
  }

  /** @param {string} words what goes on */
  busy(words) {
    this.buttons(true);
    byId('state').textContent = words;
    byId('progress').hidden = false;
    byId('progress').removeAttribute('value');
    byId('copied').textContent = '';
  }

  /** @param {number} seconds that are left */
  left(seconds) {
    const bar = /** @type {!HTMLProgressElement} */ (byId('progress'));
    bar.max = Math.max(bar.max, seconds);
    bar.value = bar.max - seconds;
    byId('left').textContent = seconds + ' s left';
    if (seconds % TELL === 0 && seconds) byId('state').textContent = 'Still holding, ' + seconds + ' s left';
  }

  /** @param {boolean} all whether there is more to be found out */
  done(all) {
    const bad = this.verdicts.filter((v) => v.level === 'bad' || v.level === 'warn').length;
    byId('state').textContent = bad === 0 ? 'Nothing stands in the way.' :
        bad === 1 ? 'One thing stands in the way.' : bad + ' things stand in the way.';
    byId('progress').hidden = true;
    byId('left').textContent = '';
    this.buttons(false);
    /** @type {!HTMLButtonElement} */ (byId('wait')).disabled = !all;
  }

  /**
   * @param {boolean} off
   * @private
   */
  buttons(off) {
    for (const id of ['again', 'wait', 'copy']) /** @type {!HTMLButtonElement} */ (byId(id)).disabled = off;
  }

  /** @param {!Array<!Verdict>} verdicts of which the worst shall stand first */
  show(verdicts) {
    const ranks = ['bad', 'warn', 'note', 'good'];
    this.verdicts = verdicts.slice().sort((a, b) => ranks.indexOf(a.level) - ranks.indexOf(b.level));
    const list = byId('verdicts');
    list.textContent = '';
    for (const verdict of this.verdicts) {
      const mark = h('span', {'class': 'mark'}, WORDS[verdict.level]);
      const item = h('li', {'class': 'verdict ' + verdict.level},
          h('h2', {}, mark, ' ', verdict.title), h('p', {}, verdict.text));
      if (verdict.mend) item.append(this.mend(verdict));
      list.append(item);
    }
  }

  /**
   * @param {!Verdict} verdict
   * @return {!HTMLElement} the lines for the proxy that was picked, or for all
   * @private
   */
  mend(verdict) {
    const picked = this.pick.value;
    const details = h('details', picked ? {'open': ''} : {}, h('summary', {}, 'What mends it'));
    for (const proxy of picked ? [picked] : PROXIES) {
      details.append(h('h3', {}, proxy),
          h('pre', {'tabindex': '0', 'aria-label': 'Configuration of ' + proxy},
              linesFor(verdict.mend, proxy)));
    }
    return details;
  }

  /** @private */
  async copy() {
    const text = report(this.verdicts, this.pick.value);
    const box = /** @type {!HTMLTextAreaElement} */ (byId('text'));
    box.value = text;
    try {
      await navigator.clipboard.writeText(text);
      byId('copied').textContent = 'Copied.';
    } catch (e) {
      // Without TLS a page may not write there: then it shows what there is to copy.
      byId('report').hidden = false;
      box.focus();
      box.select();
      byId('copied').textContent = 'Copy it from below.';
    }
  }
}
