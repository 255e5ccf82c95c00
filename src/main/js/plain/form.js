/** @fileoverview The form in which one says something. */

/**
 * @param {!HTMLFormElement} form
 * @return {!Object<string, string>} the values of its fields, by name
 */
export function fields(form) {
  const found = {};
  for (let i = 0; i < form.elements.length; i++) {
    const field = /** @type {!HTMLInputElement} */ (form.elements[i]);
    if (field.name) found[field.name] = field.value;
  }
  return found;
}

export class PlainForm {
  /** @param {!HTMLFormElement} form */
  constructor(form) {
    /** @private @const {!HTMLFormElement} */
    this.form = form;
  }

  /**
   * @param {string} name
   * @return {string} the value of that field; empty if there is none
   */
  value(name) {
    return fields(this.form)[name] || '';
  }

  /** @return {string} what is written and not sent */
  text() {
    return this.value('text').replace(/\r\n?/g, '\n').replace(/^\s+|\s+$/g, '');
  }

  /** @param {string} text to be written there now */
  write(text) {
    const box = /** @type {!HTMLInputElement} */ (document.getElementById('text'));
    box.value = text;
    box.focus();
  }

  /** @param {function()} then called in place of sending it */
  onSubmit(then) {
    this.form.onsubmit = () => {
      then();
      return false;
    };
  }
}
