/** @fileoverview Building and mending the page. Text only ever gets in as text. */

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
export function h(tag, attributes, ...children) {
  const element = /** @type {!HTMLElement} */ (document.createElement(tag));
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}

/**
 * @param {string} id of a form
 * @param {function()} then called instead of sending it
 */
export function onSubmit(id, then) {
  byId(id).onsubmit = /** @type {function(?Event=)} */ ((/** !Event */ event) => {
    event.preventDefault();
    then();
  });
}

/**
 * @param {string} act what the page does when it is pressed
 * @param {string} word
 * @param {!Object<string, string>=} more attributes
 * @return {!HTMLElement}
 */
export function button(act, word, more) {
  return h('button', Object.assign({'type': 'button', 'data-act': act}, more), word);
}

/**
 * Asks a question that is answered by one of two buttons.
 *
 * @param {string} title
 * @param {string} text
 * @param {string} yes
 * @param {string} no
 * @return {!Promise<boolean>}
 */
export function confirm(title, text, yes, no) {
  const dialog = /** @type {!HTMLDialogElement} */ (byId('confirm'));
  byId('confirm-title').textContent = title;
  byId('confirm-text').textContent = text;
  byId('confirm-yes').textContent = yes;
  byId('confirm-no').textContent = no;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((then) => {
    dialog.onclose = () => then(dialog.returnValue === 'yes');
  });
}

/**
 * @param {string} name of a symbol in index.html
 * @return {!Element}
 */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(space, 'use');
  use.setAttribute('href', '#icon-' + name);
  svg.append(use);
  return svg;
}

/**
 * A child that a list shall have. As long as key and shape stay the same, its element is kept.
 *
 * @typedef {{key: string, shape: string, build: function(): !HTMLElement}}
 */
export let Item;

/** Keeps the children of one element as they shall be, with as little change as can be. */
export class List {
  /** @param {!HTMLElement} parent */
  constructor(parent) {
    /** @const {!HTMLElement} */
    this.parent = parent;
    parent.replaceChildren();
    /** @private {!Map<string, {shape: string, element: !HTMLElement}>} */
    this.shown = new Map();
  }

  /** @param {!Array<!Item>} items each key once */
  show(items) {
    const next = new Map();
    for (const item of items) {
      const old = this.shown.get(item.key);
      const same = old && old.shape === item.shape;
      next.set(item.key, same ? old : {shape: item.shape, element: item.build()});
    }
    for (const key of this.shown.keys()) {
      const old = /** @type {!HTMLElement} */ (this.element(key));
      const kept = next.get(key);
      if (!kept) {
        old.remove();
      } else if (kept.element !== old) {
        old.replaceWith(kept.element);
      }
    }
    let at = this.parent.firstElementChild;
    for (const {element} of next.values()) {
      if (element === at) {
        at = at.nextElementSibling;
      } else {
        this.parent.insertBefore(element, at);
      }
    }
    this.shown = next;
  }

  /**
   * @param {string} key
   * @return {?HTMLElement}
   */
  element(key) {
    const entry = this.shown.get(key);
    return entry ? entry.element : null;
  }
}
