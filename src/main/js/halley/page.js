/** @fileoverview What the browser tells about its network and about this page. */

/**
 * @param {function()} turned called when the path may have come, gone or changed
 * @param {function()} leave called when the page goes away, maybe to come back
 * @return {function()} stops watching
 */
export function watchPage(turned, leave) {
  if (!window.addEventListener) return () => {};
  const shown = (/** !Event */ event) => {
    if (/** @type {!PageTransitionEvent} */ (event).persisted) turned();
  };
  window.addEventListener('online', turned);
  window.addEventListener('offline', turned);
  window.addEventListener('pageshow', shown);
  window.addEventListener('pagehide', leave);
  return () => {
    window.removeEventListener('online', turned);
    window.removeEventListener('offline', turned);
    window.removeEventListener('pageshow', shown);
    window.removeEventListener('pagehide', leave);
  };
}
