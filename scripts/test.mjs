// `npm test`: every level, one after another, then one line: `N passed, N failed`. Prerequisites that are missing are installed when
// possible; otherwise the level is skipped and said to be, or failed when CI=true.
// `-- --only=unit,ui` runs some levels.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findBrowser } from './editor/browser.mjs';
import { projectFolder } from './editor/paths.mjs';

const ci = process.env.CI === 'true';
const only = process.argv
  .find((arg) => arg.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const total = { passed: 0, failed: 0 };
const scratch = await mkdtemp(path.join(os.tmpdir(), 'cka-net-test-'));

/** @param {string} program */
function onPath(program) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(path.join(folder, program)));
}

/** The programs that the simulator is compared with, and their Debian packages. @type {Record<string, string>} */
const conformance = JSON.parse(await readFile(path.join(projectFolder, 'test/conformance/packages.json'), 'utf8'));

/** What the levels need from the system: how to tell that it is there, and the Debian package it comes in. */
const PREREQUISITES = {
  browser: { there: () => findBrowser() !== undefined, packages: ['chromium'] },
  linuxTools: {
    // unzip opens the package that the real kubectl comes in.
    there: () => [...Object.keys(conformance), 'unzip'].every(onPath),
    packages: [...new Set(Object.values(conformance)), 'unzip'],
  },
  container: {
    there: () => process.getuid?.() === 0 && ['dockerd', 'docker', 'mmdebstrap', 'unshare'].every(onPath),
    packages: ['docker.io', 'mmdebstrap', 'util-linux'],
  },
  namespaces: {
    there: () => process.platform === 'linux' && spawnSync('unshare', ['-n', 'true']).status === 0,
    packages: [],
    otherwise: 'real network namespaces need root on Linux: run as root',
  },
};

/** @typedef {keyof typeof PREREQUISITES} Prerequisite */

/** Installs what `names` lack where that is possible. @param {readonly Prerequisite[]} names @returns {string[]} what is missing still */
function provide(names) {
  const missing = names.filter((name) => !PREREQUISITES[name].there());
  const packages = missing.flatMap((name) => PREREQUISITES[name].packages);
  if (packages.length > 0 && process.getuid?.() === 0 && onPath('apt-get')) {
    console.log(`Installing ${packages.join(' ')}…`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
    spawnSync('apt-get', install, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return missing
    .filter((name) => !PREREQUISITES[name].there())
    .map((name) => {
      const { packages: wanted, ...rest } = PREREQUISITES[name];
      return 'otherwise' in rest ? rest.otherwise : `install ${wanted.join(' ')} (Debian names)`;
    });
}

/**
 * Runs a program to its end, showing what it prints. @param {string} file @param {readonly string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(file, args) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'], env: process.env });
    let output = '';
    for (const [from, to] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      from.on('data', (chunk) => {
        output += chunk;
        to.write(chunk);
      });
    }
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A level that passes or fails as one. @param {string} script an npm script */
async function whole(script) {
  const { code } = await run('npm', ['run', '--silent', script]);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A vitest level, counted by its own report. @param {string} config */
async function vitest(config) {
  const report = path.join(scratch, `${path.basename(config)}.json`);
  const vitestBin = path.join(projectFolder, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run(process.execPath, [vitestBin, 'run', '--config', config, ...reporters]);
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(text);
  // A file that cannot even be loaded has no tests to count.
  const failed = numFailedTests > 0 ? numFailedTests : numFailedTestSuites;
  return { passed: numPassedTests, failed: code === 0 ? failed : Math.max(1, failed) };
}

async function insideEditor() {
  const { code, output } = await run(process.execPath, [
    path.join(projectFolder, 'scripts/editor/run-vscode-tests.mjs'),
  ]);
  const counts = /vscode: (\d+) passed, (\d+) failed/.exec(output);
  const [passed, failed] = [Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 1)];
  return { passed, failed: code === 0 ? failed : Math.max(1, failed) };
}

/** @type {readonly { name: string, needs: readonly Prerequisite[], run: () => Promise<{ passed: number, failed: number }> }[]} */
const LEVELS = [
  { name: 'build', needs: [], run: () => whole('build') },
  { name: 'lint', needs: [], run: () => whole('lint') },
  { name: 'typecheck', needs: [], run: () => whole('typecheck') },
  { name: 'unit', needs: [], run: () => vitest('vitest.config.ts') },
  { name: 'conformance', needs: ['linuxTools', 'namespaces'], run: () => vitest('vitest.conformance.config.ts') },
  { name: 'live', needs: ['container'], run: () => vitest('vitest.live.config.ts') },
  { name: 'vscode', needs: ['browser'], run: insideEditor },
  { name: 'ui', needs: ['browser'], run: () => vitest('vitest.ui.config.ts') },
];

/** @param {(typeof LEVELS)[number]} level */
async function runLevel(level) {
  console.log(`\n— ${level.name}`);
  const missing = provide(level.needs);
  if (missing.length > 0) {
    console.log(`${level.name} ${ci ? 'failed' : 'skipped'}: ${missing.join('; ')}`);
    if (ci) total.failed++;
    return;
  }
  const started = Date.now();
  const { passed, failed } = await level.run();
  total.passed += passed;
  total.failed += failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`${level.name}: ${passed} passed, ${failed} failed in ${seconds} s`);
}

/** One after another. @param {readonly string[]} names */
async function runLane(names) {
  for (const level of LEVELS)
    if (names.includes(level.name) && (!only || only.includes(level.name))) await runLevel(level);
}

await runLane(['build']);
// Reading the sources takes one processor for as long as the types and the unit tests take the other.
await Promise.all([runLane(['lint']), runLane(['typecheck', 'unit'])]);
// These run in real time, so nothing runs beside them.
await runLane(['conformance', 'live', 'vscode', 'ui']);

await rm(scratch, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
