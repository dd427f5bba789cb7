import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { median, printTable } from './report';

/**
 * What the extension itself costs the editor at start: reading dist/extension.js and `activate`, each time in a new Node, against an editor
 * that accepts everything. The whole, inside VS Code, is measured by test/vscode.
 */
const ROUNDS = 15;
const bundle = path.resolve('dist/extension.js');

const probe = `
const Module = require('node:module');
const accept = () => new Proxy(function () {}, {
  get: (target, key) => Object.hasOwn(target, key) ? target[key] : key === Symbol.iterator ? function* () {} : key === 'then' ? undefined
    : key === Symbol.toPrimitive ? () => '' : accept(),
  apply: () => accept(),
  construct: () => accept(),
});
const load = Module._load;
// An import of a module looks at the module's own keys and at its prototype: this one has everything there.
const editor = Object.create(accept());
Module._load = (name, ...rest) => name === 'vscode' ? editor : load(name, ...rest);
const t0 = performance.now();
const extension = require(process.argv[1]);
const t1 = performance.now();
extension.activate({ subscriptions: [], extensionUri: accept(), extension: accept() });
console.log(JSON.stringify([t1 - t0, performance.now() - t1]));
process.exit(0);
`;

if (existsSync(bundle)) measure();
else console.log('dist/extension.js is not there: npm run build');

function measure(): void {
  const runs = Array.from({ length: ROUNDS }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', probe, bundle], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as [number, number];
  });
  printTable([
    { what: 'loading dist/extension.js', simulatedMs: median(runs.map(([load]) => load)) },
    { what: 'activate()', simulatedMs: median(runs.map(([, activate]) => activate)) },
    { what: 'together', simulatedMs: median(runs.map(([load, activate]) => load + activate)), goalMs: 50 },
  ]);
}
