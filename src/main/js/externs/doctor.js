/**
 * @fileoverview What the doctor's page gets from the server, and what it finds.
 * @externs
 */

/** @record */
wire.Echo = function() {};
/** @type {string} */
wire.Echo.prototype.method;
/** @type {string} */
wire.Echo.prototype.protocol;
/** @type {number} */
wire.Echo.prototype.time;
/** @type {boolean} */
wire.Echo.prototype.authorization;
/** @type {!Object<string, string>} */
wire.Echo.prototype.headers;

/** @record */
wire.Seen = function() {};
/** @type {number} */
wire.Seen.prototype.seen;

/** @record */
wire.Count = function() {};
/** @type {number} */
wire.Count.prototype.number;

/** @record */
wire.Held = function() {};
/** @type {number} */
wire.Held.prototype.held;

/** @type {!Array<string>} */
wire.Info.prototype.transports;
