/** @fileoverview The three ways in which browsers make a request. */

/**
 * What is sent. `token` goes into a header, `body` is null for none.
 *
 * @typedef {{method: string, url: string, token: ?string, json: boolean, body: ?string}}
 */
export let Wish;

/**
 * Sends, tells each time that more of the answer has come, and at the end the status, the answer and
 * when to come back. Status 0 is no answer. Returns what aborts it.
 *
 * @typedef {function(!Wish, function(string), function(number, ?, ?string)): function()}
 */
export let Send;

/** @type {!Send} */
export const byXhr = (wish, text, done) => {
  const xhr = new XMLHttpRequest();
  let flows = false;
  xhr.onreadystatechange = () => {
    if (xhr.readyState === 3 && hasProgress(xhr) && xhr.status === 200) {
      flows = true;
      text(xhr.responseText);
    }
    if (xhr.readyState !== 4) return;
    let status = 0;
    try {
      status = xhr.status;
    } catch (e) {
      // IE 8 has none after an abort.
    }
    // Browsers do not tell of each piece: the last ones may come with the end.
    if (flows && status) text(xhr.responseText);
    // Asked for only where it may be: a browser complains of a header that it may not show.
    const isLater = status === 429 || status === 503;
    done(status, status ? xhr.responseText : '', isLater ? xhr.getResponseHeader('Retry-After') : '');
  };
  try {
    xhr.open(wish.method, wish.url, true);
    if (wish.token) xhr.setRequestHeader('Authorization', 'Bearer ' + wish.token);
    // Else the browser says text/plain, which needs no leave to go to another domain.
    if (wish.json) xhr.setRequestHeader('Content-Type', 'application/json');
    xhr.send(wish.body);
  } catch (e) {
    done(0, '', '');
  }
  return () => xhr.abort();
};

/**
 * @param {!XMLHttpRequest} xhr
 * @return {boolean} whether what has come can be read before it is all; IE 8 and 9 throw
 */
export function hasProgress(xhr) {
  return 'onprogress' in xhr;
}

/**
 * IE 8 and 9 across domains. It tells nothing of an answer that is no success.
 * @type {!Send}
 */
export const byXdr = (wish, text, done) => {
  const xdr = new XDomainRequest();
  let flows = false;
  // Each has to be there, or IE 9 may forget the request.
  xdr.onload = () => {
    if (flows) text(xdr.responseText);
    done(200, xdr.responseText, '');
  };
  xdr.onprogress = () => {
    flows = true;
    text(xdr.responseText);
  };
  xdr.onerror = xdr.ontimeout = () => done(0, '', '');
  try {
    xdr.open(wish.method, wish.url);
    xdr.send(wish.body || '');
  } catch (e) {
    done(0, '', '');
  }
  return () => xdr.abort();
};

let calls = 0;

/**
 * JSONP: nothing but a script from elsewhere.
 * @type {!Send}
 */
export const byScript = (wish, text, done) => {
  const name = 'halley_' + (++calls) + '_';
  let aborted = false;
  const script = /** @type {!HTMLScriptElement} */ (document.createElement('script'));
  const end = (/** number */ status, /** ? */ content) => {
    // An answer may still come; nobody waits for it.
    window[name] = () => {};
    script.onerror = script.onreadystatechange = null;
    if (script.parentNode) script.parentNode.removeChild(script);
    if (!aborted) done(status, content, '');
  };
  window[name] = (/** ? */ content) => end(200, content);
  script.onerror = () => end(0, '');
  // IE 8 knows no error of a script; it has run when it is "loaded".
  script.onreadystatechange = () => {
    if (/loaded|complete/.test(script.readyState)) setTimeout(script.onerror || (() => {}), 0);
  };
  script.async = true;
  script.src = wish.url + '&callback=' + name;
  document.getElementsByTagName('head')[0].appendChild(script);
  return () => {
    aborted = true;
    end(0, '');
  };
};
