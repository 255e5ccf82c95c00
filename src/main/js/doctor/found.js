/** @fileoverview What was measured. */

/**
 * Of one request and its answer.
 *
 * @typedef {{took: number, skew: number, protocol: string, near: string, authorization: boolean,
 *     headers: !Object<string, string>, method: string, stored: boolean, encoding: string}}
 *     `took` and `skew` (how far the server's clock is ahead) in milliseconds; `near` what the browser
 *     speaks
 */
export let Echo;

/**
 * Of an answer that comes bit by bit.
 *
 * @typedef {{first: number, whole: boolean, encoding: string, flows: boolean}} `first` milliseconds
 *     until the first bit, -1 if none came; `flows` whether the others came one by one
 */
export let Stream;

/**
 * Of a request that is silent for some time.
 *
 * @typedef {{age: number, survived: boolean, after: number, status: number, times: number}} `age` what
 *     it must outlive and `after` when it ended, in seconds; `times` how often the server saw it, -1 if
 *     that is not known
 */
export let Hold;

/**
 * All of it; null for what was not measured.
 *
 * @typedef {{echo: ?Echo, refused: !Array<string>, cached: ?boolean, stream: ?Stream,
 *     events: ?Stream, socket: string, holds: ?Array<!Hold>}}
 */
export let Findings;
