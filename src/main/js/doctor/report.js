/** @fileoverview What was found, as text to be sent to whoever can mend it. */

import {linesFor, PROXIES} from './mends.js';
import {Verdict} from './verdicts.js';

/**
 * @param {!Array<!Verdict>} verdicts
 * @param {string} picked a proxy; empty for all
 * @return {string}
 */
export function report(verdicts, picked) {
  const parts = ['Halley, the path between this browser and ' + location.host + ', ' + new Date().toISOString(),
    navigator.userAgent];
  for (const verdict of verdicts) {
    const lines = ['[' + verdict.level + '] ' + verdict.title + ': ' + verdict.text];
    if (verdict.mend) {
      for (const proxy of picked ? [picked] : PROXIES) {
        lines.push('  ' + proxy + ':');
        for (const line of linesFor(verdict.mend, proxy).split('\n')) lines.push('    ' + line);
      }
    }
    parts.push(lines.join('\n'));
  }
  return parts.join('\n\n') + '\n';
}
