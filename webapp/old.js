/* In the syntax of the oldest browsers, and served as it is: whoever cannot run the chat page is led
 * to the one that needs nothing. */
(function () {
  var able = false;
  try {
    able = !!(window.Promise && Promise.allSettled && String.prototype.matchAll && window.fetch &&
        window.HTMLDialogElement);
  } catch (e) {
    able = false;
  }
  if (!able) location.replace('plain/');
})();
