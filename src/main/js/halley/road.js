/** @fileoverview How requests get to the server: with headers, POST and all, or with one hand tied. */

import {Reply, request} from './http.js';
import {has} from './lists.js';
import {Memory} from './memory.js';
import {byScript, byXdr, byXhr, Send, Wish} from './send.js';

/**
 * One way to ask: whether by POST, whether with headers of our own, and by what.
 *
 * @typedef {{name: string, post: boolean, headers: boolean, send: !Send}}
 */
let Way;

/**
 * Finds out which way works by trying one after the other, until the server itself answers. That way
 * is kept, and given up only if something on the path forbids it: an outage says nothing against it.
 */
export class Road {
  /**
   * @param {string} url the server's folder, with the last slash
   * @param {!halley.Options} options
   * @param {!Memory} memory
   */
  constructor(url, options, memory) {
    const without = options.without || [];
    const transports = options.transports || ['poll'];
    /** Absolute. @const {string} */
    this.url = absolute(url);
    /** @private @const {!Memory} */
    this.memory = memory;
    /** @const {boolean} */
    this.abroad = this.url.indexOf(location.protocol + '//' + location.host + '/') !== 0;
    /** Whether GET gets through. @const {boolean} */
    this.gets = !has(without, 'get');
    /** @private {!Array<!Way>} best first */
    this.ways = [];
    const isScript = has(transports, 'jsonp') && !has(transports, 'poll');
    const all = waysOf(this.abroad, isScript);
    for (let i = 0; i < all.length; i++) {
      const way = all[i];
      const isTied = has(without, way.post ? 'post' : 'get') || (way.headers && has(without, 'headers'));
      if (!isTied) this.ways.push(way);
    }
    // Then it is a wish that nothing can fulfil.
    if (!this.ways.length) this.ways = all;
    /** @private {number} */
    this.best = 0;
    /** Whether the server has answered by it. @private {boolean} */
    this.proven = false;
    for (let i = 0; i < this.ways.length; i++) {
      if (this.ways[i].name === memory.path.way) this.settle(i);
    }
  }

  /** @return {boolean} whether a batch can be sent, which only a body holds */
  posts() {
    return this.ways[this.best].post;
  }

  /** @return {boolean} whether polls go by script */
  scripts() {
    return this.ways[this.best].send === byScript;
  }

  /** @return {boolean} whether headers of ours were sent, and will not be any more */
  strip() {
    const isDressed = this.ways[this.best].headers;
    for (let i = 0; i < this.ways.length && isDressed; i++) {
      if (this.ways[i].headers) continue;
      this.settle(i);
      return true;
    }
    return false;
  }

  /**
   * @param {number} way the place of the one that works
   * @private
   */
  settle(way) {
    this.proven = true;
    this.best = way;
    this.memory.keep('way', this.ways[way].name);
  }

  /**
   * @param {string} method what it would be with no hand tied
   * @param {string} path below `/v1/`
   * @param {*} content undefined is none
   * @param {?string} token
   * @param {number} patience milliseconds; 0 is endless
   * @param {function(!Reply)} done
   * @param {function(string)=} text called with all of the answer that has come so far
   * @return {function()}
   */
  ask(method, path, content, token, patience, done, text) {
    let tried = 0;
    let cancel;
    const go = (/** number */ index) => {
      const way = this.ways[index];
      const wish = dressed(way, method, this.url + 'v1/' + path, content, token);
      cancel = request(way.send, wish, patience, (reply) => {
        const isHeard = reply.body || reply.status === 204;
        if (isHeard) this.settle(index);
        if (isHeard || text || ++tried >= this.ways.length || (this.proven && !isForbidden(reply))) {
          done(reply);
        } else {
          go((index + 1) % this.ways.length);
        }
      }, text);
    };
    go(this.best);
    return () => cancel();
  }
}

/**
 * @param {!Reply} reply not of the server
 * @return {boolean} whether something on the path does not like the request
 */
function isForbidden(reply) {
  return (reply.status >= 400 && reply.status < 500) || reply.status === 501;
}

/**
 * @param {boolean} abroad whether the server is not where the page is from
 * @param {boolean} isScript whether to ask by scripts alone
 * @return {!Array<!Way>}
 */
function waysOf(abroad, isScript) {
  const ways = [];
  if (isScript) {
    abroad = true;
  } else if (!abroad || 'withCredentials' in new XMLHttpRequest()) {
    ways.push({name: 'full', post: true, headers: true, send: byXhr},
        {name: 'plain', post: true, headers: false, send: byXhr},
        {name: 'get', post: false, headers: false, send: byXhr});
  } else if (window.XDomainRequest) {
    ways.push({name: 'xdr', post: true, headers: false, send: byXdr});
  }
  if (abroad) ways.push({name: 'script', post: false, headers: false, send: byScript});
  return ways;
}

/**
 * @param {!Way} way
 * @param {string} method
 * @param {string} url
 * @param {*} content
 * @param {?string} token
 * @return {!Wish}
 */
function dressed(way, method, url, content, token) {
  const hidden = way.headers ? null : token;
  const header = way.headers ? token : null;
  if (method === 'POST' && way.post) {
    const list = content instanceof Array;
    const fields = /** @type {!Object} */ (content);
    return {
      method: method,
      url: list && hidden ? url + '?token=' + hidden : url,
      token: header,
      json: way.headers,
      body: JSON.stringify(list || !hidden ? content : merged(fields, {'token': hidden})),
    };
  }
  const asked = merged(/** @type {!Object} */ (content || {}), {'token': hidden});
  // What changes something answers to a GET only as JSONP.
  if (/v1\/(publish|session)$/.test(url) && way.send === byXhr && method === 'POST') asked['callback'] = '_';
  const query = encoded(asked);
  return {
    method: method === 'DELETE' ? method : 'GET',
    url: query || way.send === byScript ? url + (url.indexOf('?') < 0 ? '?' : '&') + query : url,
    token: header,
    json: false,
    body: null,
  };
}

/**
 * @param {!Object} first
 * @param {!Object} second
 * @return {!Object} a new one with the fields of both
 */
export function merged(first, second) {
  const all = {};
  for (const key in first) all[key] = first[key];
  for (const key in second) all[key] = second[key];
  return all;
}

/**
 * @param {!Object} fields
 * @return {string} a query, without those that are null
 */
export function encoded(fields) {
  const parts = [];
  for (const key in fields) {
    const value = fields[key];
    const values = key === 'data' ? [JSON.stringify(value)] : value instanceof Array ? value : [value];
    for (let i = 0; i < values.length; i++) {
      if (values[i] !== null && values[i] !== undefined) parts.push(key + '=' + encodeURIComponent(values[i]));
    }
  }
  return parts.join('&');
}

/**
 * @param {string} url
 * @return {string}
 */
function absolute(url) {
  const link = /** @type {!HTMLAnchorElement} */ (document.createElement('a'));
  link.href = url || './';
  return link.href;
}
