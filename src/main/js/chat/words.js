/** @fileoverview What the page says, in the language of its reader. Each language is one file in `words/`, all with the same keys. */

/** @const {!Array<string>} */
const SPOKEN = ['en', 'fr', 'zh'];
const PAUSE = 2000;

/** As the browser's user wishes it, `fr-CA`. @type {string} */
let language = 'en';
/** By key. What stands in braces is filled in; of keys that end in `.one` and `.other` the plural rules choose.
 * @type {!Object<string, string>} */
let words = {};
/** @type {!Intl.PluralRules} */
let rules = new Intl.PluralRules('en');

/** @return {string} the first of the browser's languages that the page speaks */
export function wanted() {
  const spoken = (/** string */ tag) => SPOKEN.includes(tag.slice(0, 2).toLowerCase());
  language = (navigator.languages || []).find(spoken) || 'en';
  return language.slice(0, 2).toLowerCase();
}

/** @param {!Object<string, string>} found in the language that is wanted */
export function speak(found) {
  words = found;
  rules = new Intl.PluralRules(language);
}

/** @return {string} as `Intl` takes it */
export function locale() {
  return language;
}

/**
 * Finds the first of the browser's languages that the page speaks, fetches its words and puts them into
 * the page. They come from where this script came from, so they are asked for until they are there.
 *
 * @return {!Promise<void>}
 */
export async function load() {
  const tag = wanted();
  let found = null;
  while (!found) {
    found = await fetch('words/' + tag + '.json').then((response) => response.json()).catch(() =>
        new Promise((then) => setTimeout(then, PAUSE)));
  }
  speak(/** @type {!Object<string, string>} */ (found));
  document.documentElement.lang = tag === 'zh' ? 'zh-Hans' : tag;
  put('t', (element, word) => element.textContent = word);
  put('l', (element, word) => element.setAttribute('aria-label', word));
  put('p', (element, word) => element.setAttribute('placeholder', word));
}

/**
 * @param {string} kind
 * @param {function(!Element, string)} into
 */
function put(kind, into) {
  for (const element of document.querySelectorAll('[data-' + kind + ']')) {
    into(element, t(/** @type {!HTMLElement} */ (element).dataset[kind]));
  }
}

/**
 * @param {string} key
 * @param {!Object<string, *>=} fill what stands in its braces
 * @return {string}
 */
export function t(key, fill) {
  const text = words[key] || '';
  return fill ? text.replace(/\{(\w+)\}/g, (all, name) => String(fill[name])) : text;
}

/**
 * @param {string} key
 * @param {number} n
 * @return {string} in the plural that goes with the number
 */
export function count(key, n) {
  const chosen = key + '.' + rules.select(n);
  return t(chosen in words ? chosen : key + '.other', {'n': n.toLocaleString(locale())});
}

/**
 * @param {?string|undefined} code the server's
 * @return {string} what went wrong, in one sentence for a person
 */
export function sentence(code) {
  return t('!' + (code === 'invalid-token' ? 'expired-token' : code)) || t('!');
}

/**
 * @param {!halley.State} state
 * @return {string} why nothing comes through; empty if all is well
 */
export function trouble(state) {
  if (state.state === 'open' && !state.problem) return '';
  if (state.problem) return sentence(state.problem.code);
  if (!navigator.onLine) return t('is.offline');
  if (state.state === 'connecting') return t('connecting');
  return t(state.state === 'closed' ? 'is.closed' : 'is.away');
}
