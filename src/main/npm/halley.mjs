// The client as an ES module: the same bundle, and the folder that it came from.
import './halley.js';

const home = new URL('.', import.meta.url).href;

/** @type {import('./halley').connect} */
export const connect = (options) => globalThis.Halley.connect({url: home, ...options});

export default {connect};
