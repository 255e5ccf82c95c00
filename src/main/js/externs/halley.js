/**
 * @fileoverview What halley.js offers to a page. The compiler never renames a name that stands
 * here, and holds the client's classes to it.
 * @externs
 */

/** @const */
var halley = {};

/** @record What `Halley.connect` takes. */
halley.Options = function() {};
/** @type {(string|undefined)} folder of the server; the folder that halley.js came from if left out */
halley.Options.prototype.url;
/** @type {(string|undefined)} a guest's name */
halley.Options.prototype.name;
/** @type {(string|function():(string|!IThenable<string>)|undefined)} */
halley.Options.prototype.token;
/** @type {(!Array<string>|undefined)} carriers, best first: `websocket`, `events`, `stream`, `frame`; what
 * stands behind `poll` is not used */
halley.Options.prototype.transports;
/** @type {(!Array<string>|undefined)} what the path does not let through: `get`, `post`, `headers` */
halley.Options.prototype.without;
/** @type {(?Storage|undefined)} where things outlive a reload; `null` keeps nothing */
halley.Options.prototype.storage;

/** @record What `channel` takes beside the name. */
halley.ChannelOptions = function() {};
/** @type {(number|undefined)} how many of the newest messages to begin with */
halley.ChannelOptions.prototype.history;
/** @type {(boolean|undefined)} `false`: all but what this page sent */
halley.ChannelOptions.prototype.echo;

/** @record */
halley.Message = function() {};
/** @type {string} */
halley.Message.prototype.channel;
/** @type {number} */
halley.Message.prototype.offset;
/** @type {string} */
halley.Message.prototype.id;
/** @type {?string} the author; null is the server itself */
halley.Message.prototype.from;
/** @type {(string|undefined)} in an inbox: whom it was sent to */
halley.Message.prototype.to;
/** @type {number} milliseconds since 1970 */
halley.Message.prototype.time;
/** @type {*} */
halley.Message.prototype.data;
/** @type {(string|undefined)} the id of the message that this one corrects, or takes away where `data` is null */
halley.Message.prototype.refers;
/** @type {(boolean|undefined)} whether its author has taken it away */
halley.Message.prototype.removed;

/** @record Where a published message has its place. */
halley.Receipt = function() {};
/** @type {number} */
halley.Receipt.prototype.offset;
/** @type {string} */
halley.Receipt.prototype.id;
/** @type {number} milliseconds since 1970 */
halley.Receipt.prototype.time;

/** @record A message of this browser that has not been answered yet. */
halley.Pending = function() {};
/** @type {string} */
halley.Pending.prototype.id;
/** @type {string} */
halley.Pending.prototype.channel;
/** @type {*} */
halley.Pending.prototype.data;
/** @type {number} milliseconds since 1970, by the browser's clock */
halley.Pending.prototype.time;
/** @type {!Promise<!halley.Receipt>} */
halley.Pending.prototype.sent;

/** @record What `history` takes. */
halley.Span = function() {};
/** @type {(number|undefined)} an offset; the end if left out */
halley.Span.prototype.before;
/** @type {(number|undefined)} at most how many; 50 if left out */
halley.Span.prototype.limit;

/** @record What `history` gives. */
halley.Page = function() {};
/** @type {!Array<!halley.Message>} oldest first */
halley.Page.prototype.messages;
/** @type {boolean} whether there are older ones */
halley.Page.prototype.more;

/** @record */
halley.State = function() {};
/** @type {string} `connecting`, `open`, `waiting` (for the next try), `refused` or `closed` */
halley.State.prototype.state;
/** @type {string} */
halley.State.prototype.transport;
/** @type {number} seconds that the server holds a poll */
halley.State.prototype.hold;
/** @type {number} milliseconds that the last answer which need not wait took; -1 before the first */
halley.State.prototype.latency;
/** @type {string} the server's node, empty while that is not known */
halley.State.prototype.node;
/** @type {?string} who this is, in canonical form; null while that is not known */
halley.State.prototype.user;
/** @type {number} when the next try is due, milliseconds since 1970; 0 if none is planned */
halley.State.prototype.retry;
/** @type {?wire.Problem} what the server has against us */
halley.State.prototype.problem;

/** @record One channel, as this page reads and writes it. */
halley.Channel = function() {};
/** @type {string} */
halley.Channel.prototype.name;
/**
 * @param {string} event `message`, `gap`, `ready` (the history it began with is complete) or `refused`
 *     (the server does not let this user read it; it is closed)
 * @param {function(?)} listener
 * @return {function()} takes the listener off again
 */
halley.Channel.prototype.on = function(event, listener) {};
/**
 * @param {*} data anything that JSON can say
 * @return {!Promise<!halley.Receipt>} rejected only when the server refuses; its `id` is the
 *     message's, known at once
 */
halley.Channel.prototype.publish = function(data) {};
/** @return {!Array<!halley.Pending>} what has not been answered yet, oldest first */
halley.Channel.prototype.pending = function() {};
/**
 * @param {!halley.Span=} span
 * @return {!Promise<!halley.Page>}
 */
halley.Channel.prototype.history = function(span) {};
halley.Channel.prototype.close = function() {};

/** @record */
halley.Client = function() {};
/**
 * @param {string} name
 * @param {!halley.ChannelOptions=} options
 * @return {!halley.Channel}
 */
halley.Client.prototype.channel = function(name, options) {};
/**
 * @param {string} event `state`
 * @param {function(!halley.State)} listener called at once with the state as it is
 * @return {function()} takes the listener off again
 */
halley.Client.prototype.on = function(event, listener) {};
/**
 * Asks the server for something else with this user's token, once.
 *
 * @param {string} path below `/v1/`
 * @param {*=} content what to POST; left out, it is a GET
 * @return {!Promise<?>} the answer; rejected as a message that is refused is, and with the code
 *     `no-answer` if there was none
 */
halley.Client.prototype.request = function(path, content) {};
/** @param {{forget: boolean}=} options `forget`: give the guest's name back, drop what is queued */
halley.Client.prototype.close = function(options) {};

/** @record */
halley.Global = function() {};
/**
 * @param {!halley.Options=} options
 * @return {!halley.Client}
 */
halley.Global.prototype.connect = function(options) {};

/** @type {!halley.Global} */
var Halley;

/** @type {(string|undefined)} known at once, before the message has its place */
Promise.prototype.id;
/** @type {(string|undefined)} */
Error.prototype.code;
/** @type {(number|undefined)} */
Error.prototype.status;
