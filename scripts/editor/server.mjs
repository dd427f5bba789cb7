import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './paths.mjs';
import { ensureEditor } from './install.mjs';

/** A window that shows the notebook and nothing that asks for attention. */
const MACHINE_SETTINGS = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.enabled': false,
  'security.workspace.trust.untrustedFiles': 'open',
};

/**
 * @typedef {object} EditorServer
 * @property {number} port
 * @property {string} dataFolder
 * @property {string} extensionsFolder
 * @property {string} logFile
 * @property {(vsix: string) => Promise<string>} install installs a VSIX and resolves to what the editor said
 * @property {() => Promise<void>} stop ends the server and removes its folders, when they were temporary
 * @property {Promise<number | null>} exited
 */

/**
 * Starts a VS Code server on 127.0.0.1 and resolves when it listens.
 * @param {{ port?: number, dataFolder?: string, trustEverything?: boolean, developmentPayload?: boolean, say?: (message: string) => void }} [options]
 *   `dataFolder`: kept afterwards; a temporary one, removed by `stop`, when left out.
 *   `trustEverything`: no workspace trust questions (default true). `developmentPayload`: honour extensionDevelopmentPath (default true).
 * @returns {Promise<EditorServer>}
 */
export async function startServer({
  port = 0,
  dataFolder,
  trustEverything = true,
  developmentPayload = true,
  say = () => {},
} = {}) {
  const { node, serverMain } = await ensureEditor(say);
  const temporary = dataFolder === undefined;
  await mkdir(cacheFolder, { recursive: true });
  const data = dataFolder ?? (await mkdtemp(path.join(cacheFolder, 'data-')));
  const extensionsFolder = path.join(data, 'extensions');
  const logFile = path.join(data, 'server.log');
  await mkdir(path.join(data, 'data/Machine'), { recursive: true });
  await mkdir(extensionsFolder, { recursive: true });
  await writeFile(path.join(data, 'data/Machine/settings.json'), JSON.stringify(MACHINE_SETTINGS, null, 2));

  const common = [
    '--server-data-dir',
    path.join(data),
    '--extensions-dir',
    extensionsFolder,
    '--telemetry-level',
    'off',
  ];
  const env = serverEnvironment();
  const child = spawn(
    node,
    [
      serverMain,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
      ...common,
      ...(trustEverything ? ['--disable-workspace-trust'] : []),
      ...(developmentPayload ? ['--enable-smoke-test-driver'] : []),
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const log = createWriteStream(logFile);
  child.stderr.pipe(log, { end: false });
  let printed = '';
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => child.on('close', resolve));
  const listening = await new Promise((resolve, reject) => {
    child.on('error', reject);
    void exited.then((code) => reject(new Error(`The editor server ended with exit code ${code}:\n${printed}`)));
    child.stdout.on('data', (chunk) => {
      log.write(chunk);
      if (printed.length < 20_000) printed += chunk;
      const bound = /Extension host agent listening on (\d+)/.exec(printed);
      if (bound) resolve(Number(bound[1]));
    });
  });

  const endGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it has ended already
    }
  };
  process.once('exit', endGroup);
  return {
    port: listening,
    dataFolder: data,
    extensionsFolder,
    logFile,
    exited,
    install: (vsix) => runToEnd(node, [serverMain, ...common, '--install-extension', vsix, '--force'], env),
    stop: async () => {
      process.off('exit', endGroup);
      endGroup();
      await exited;
      log.end();
      if (temporary) await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** The editor must not take itself for a child of another VS Code, nor see npm's variables. */
function serverEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$|VITEST)/.test(name)),
  );
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>}
 */
function runToEnd(file, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`exit code ${code}:\n${output}`))));
  });
}

/**
 * The address of a window on `folder`.
 * @param {number} port
 * @param {string} folder an absolute path
 * @param {{ developmentPath?: string, testsPath?: string, web?: boolean }} [load]
 */
export function windowAddress(port, folder, { developmentPath, testsPath, web = false } = {}) {
  const remote = (/** @type {string} */ file) => `vscode-remote://localhost:${port}${encodeURI(file)}`;
  const payload = [['skipWelcome', 'true']];
  if (developmentPath) payload.push(['extensionDevelopmentPath', remote(developmentPath)]);
  if (testsPath) payload.push(['extensionTestsPath', remote(testsPath)]);
  if (web) payload.push(['extensionDevelopmentKind', 'web']);
  return `http://localhost:${port}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
