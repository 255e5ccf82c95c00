/** @fileoverview What the browser tells about its network and about this page. */

/**
 * @param {function()} back called when there may be a path again
 * @param {function()} leave called when the page goes away, maybe to come back
 * @return {function()} stops watching
 */
export function watchPage(back, leave) {
  if (!window.addEventListener) return () => {};
  const shown = (/** !Event */ event) => {
    if (/** @type {!PageTransitionEvent} */ (event).persisted) back();
  };
  window.addEventListener('online', back);
  window.addEventListener('pageshow', shown);
  window.addEventListener('pagehide', leave);
  return () => {
    window.removeEventListener('online', back);
    window.removeEventListener('pageshow', shown);
    window.removeEventListener('pagehide', leave);
  };
}
