/** @fileoverview The doctor: measures, judges, and shows what it found. */

import {Findings} from './found.js';
import {AGES, measureHolds} from './holds.js';
import {measureCache, measureEcho, measureMethods} from './quick.js';
import {measureEvents, measureSocket, measureStream} from './streams.js';
import {judge} from './verdicts.js';
import {byId, View} from './view.js';

/** @type {!Findings} */
const found = {echo: null, refused: [], cached: null, stream: null, events: null, socket: 'absent', holds: null};

const view = new View();

/** What takes a few seconds. */
async function examine() {
  view.busy('Looking at the path…');
  found.echo = await measureEcho();
  if (found.echo) {
    const [refused, cached, stream, events, socket] = await Promise.all([
      measureMethods(), measureCache(), measureStream(), measureEvents(), measureSocket()]);
    found.refused = refused;
    found.cached = cached;
    found.stream = stream;
    found.events = events;
    found.socket = socket;
  }
  view.show(judge(found));
  view.done(!!found.echo);
}

/** What takes as long as a proxy needs to lose its patience. */
async function wait() {
  const ages = AGES.join(', ') + ' s';
  view.busy('Holding silent requests for ' + ages + '…');
  found.holds = await measureHolds((left) => view.left(left));
  view.show(judge(found));
  view.done(true);
}

byId('again').onclick = () => {
  found.holds = null;
  examine();
};
byId('wait').onclick = () => wait();
examine();
