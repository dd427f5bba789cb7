// `npm run test:vscode`: the Mocha suites of test/vscode inside a real VS Code, in the Node extension host and in the browser's worker host.
// `-- --host=node` or `--host=web` runs one of them; `--verbose` also prints what the extension host logs.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser } from './browser.mjs';
import { cacheFolder, notebooksFolder, projectFolder } from './paths.mjs';
import { startServer, windowAddress } from './server.mjs';
import { bundleSuites } from './suites.mjs';

const MARK = '@@cka-net-test ';
const TIMEOUT_MS = 5 * 60_000;
const wanted = process.argv.find((arg) => arg.startsWith('--host='))?.slice('--host='.length);
const verbose = process.argv.includes('--verbose');

const built = spawnSync(process.execPath, [path.join(projectFolder, 'scripts/build.mjs')], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

/**
 * @param {'node' | 'web'} host
 * @param {import('./server.mjs').EditorServer} server
 * @param {import('playwright-core').Browser} browser
 * @returns {Promise<{ passed: number, failed: number }>}
 */
async function runSuites(host, server, browser) {
  const testsPath = await bundleSuites(host);
  // The suites edit notebooks: they get a copy.
  const workspace = await mkdtemp(path.join(cacheFolder, 'workspace-'));
  await cp(notebooksFolder, workspace, { recursive: true });
  const page = await browser.newPage();
  const counts = { passed: 0, failed: 0 };
  let ended = false;
  /** @type {string[]} */
  const heard = [];
  console.log(`\n${host === 'node' ? 'Node' : 'Browser worker'} extension host`);

  /** @param {string} text */
  const hear = (text) => {
    if (!text.startsWith(MARK)) {
      heard.push(text.split('\n').slice(0, 12).join('\n'));
      if (verbose) console.log(`    | ${text}`);
      return;
    }
    const event = JSON.parse(text.slice(MARK.length));
    if (event.kind === 'pass') console.log(`  ✓ ${event.title} (${event.ms} ms)`);
    else if (event.kind === 'fail')
      console.log(`  ✗ ${event.title}\n      ${event.error.replaceAll('\n', '\n      ')}`);
    else {
      ended = true;
      counts.passed = event.passed;
      counts.failed = event.failed;
    }
  };
  /** @type {Promise<number>} */
  const exit = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no result after ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS);
    timer.unref();
    void page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
      for (const arg of args ?? []) if (typeof arg === 'string') hear(arg);
    });
    void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => resolve(code));
  });
  try {
    await page.goto(
      windowAddress(server.port, workspace, { developmentPath: projectFolder, testsPath, web: host === 'web' }),
    );
    const code = await exit;
    if (!ended) {
      const last = heard.slice(-6).join('\n');
      throw new Error(`the extension host ended with code ${code} before the suites did; it last said:\n${last}`);
    }
  } catch (error) {
    counts.failed++;
    console.log(`  ✗ ${host} host: ${error instanceof Error ? error.message : String(error)}`);
    const picture = path.join(cacheFolder, `failed-${host}.png`);
    await page.screenshot({ path: picture }).catch(() => {});
    console.log(`      what the window showed: ${path.relative(projectFolder, picture)}`);
  } finally {
    await page.close();
    await rm(workspace, { recursive: true, force: true });
  }
  return counts;
}

const total = { passed: 0, failed: 0 };
const server = await startServer({ say: console.log });
const browser = await launchBrowser();
try {
  for (const host of /** @type {const} */ (['node', 'web'])) {
    if (wanted && wanted !== host) continue;
    const counts = await runSuites(host, server, browser);
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
} finally {
  await browser.close();
  await server.stop();
}
console.log(`\nvscode: ${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
