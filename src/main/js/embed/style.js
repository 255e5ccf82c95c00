/** @fileoverview How an embedded room looks. The page around it can set the height, the font and these colours. */

/** @const {string} */
export const STYLE = `
:host { display: block; height: 26rem; --line: #d8d5cd; --soft: #5c6170; --accent: #3c53b8; --bad: #b3261e;
  --paper: #fff; --ink: #1e2230; }
@media (prefers-color-scheme: dark) {
  :host { --line: #333a4a; --soft: #a3abbd; --accent: #9db0ff; --bad: #ff9d94; --paper: #161b26; --ink: #e4e7ef; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
section { display: flex; flex-direction: column; height: 100%; border: 1px solid var(--line);
  border-radius: 0.75rem; overflow: hidden; background: var(--paper); color: var(--ink); line-height: 1.5; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; padding: 0.5rem 0.9rem; border-bottom: 1px solid var(--line); font-weight: 600; }
.note { font-weight: 400; }
ol { flex: 1; min-height: 0; margin: 0; padding: 0.6rem 0.9rem; overflow-y: auto; list-style: none; }
ol:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
li { padding: 0.15rem 0; overflow-wrap: anywhere; white-space: pre-wrap; }
li > bdi { font-weight: 600; }
a { color: var(--accent); }
time, .note { color: var(--soft); font-size: 0.8125em; }
.named.mine { color: var(--accent); }
p { margin: 0; padding: 0.4rem 0.9rem; font-size: 0.875em; color: var(--soft); }
p:empty { display: none; }
.bad { color: var(--bad); }
form { display: flex; gap: 0.5rem; padding: 0.6rem; border-top: 1px solid var(--line); }
input, button { min-width: 0; min-height: 2.25rem; padding: 0 0.75rem; border: 1px solid var(--line); border-radius: 0.6rem;
  background: none; color: inherit; font: inherit; }
input { flex: 1; }
button { border-color: var(--accent); color: var(--accent); font-weight: 600; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
`;
