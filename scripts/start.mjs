// `npm start`: builds, then opens VS Code with this extension and the bundled notebooks. Desktop VS Code when `code` is on PATH, otherwise
// (or with --serve) one served on a loopback port, whose address is printed. --terminal runs the first notebook here instead.
// --port=N: the served editor's port.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, notebooksFolder, projectFolder } from './editor/paths.mjs';
import { startServer, windowAddress } from './editor/server.mjs';

const flags = process.argv.slice(2);

function build() {
  const done = spawnSync(process.execPath, [path.join(projectFolder, 'scripts/build.mjs')], {
    cwd: projectFolder,
    stdio: 'inherit',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** @returns {string | undefined} */
function desktopEditor() {
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code'];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file));
}

/** Resolves to the exit code. @param {string} file @param {readonly string[]} args @returns {Promise<number>} */
function run(file, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: projectFolder, stdio: 'inherit', shell: file.endsWith('.cmd') });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function runInTerminal() {
  const [first] = (await readdir(notebooksFolder)).filter((name) => name.endsWith('.cka-net')).sort();
  if (!first) throw new Error(`There is no notebook in ${notebooksFolder}.`);
  return run(process.execPath, [path.join(projectFolder, 'dist/cli.js'), 'run', path.join(notebooksFolder, first)]);
}

async function serve() {
  const port = Number(flags.find((flag) => flag.startsWith('--port='))?.slice('--port='.length) ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port must be a number from 0 to 65535.');
  const server = await startServer({ port, dataFolder: path.join(cacheFolder, 'data-start'), say: console.log });
  console.log(
    `\nVS Code with CKA Net: ${windowAddress(server.port, notebooksFolder, { developmentPath: projectFolder })}`,
  );
  console.log('Open the address in a browser on this machine. Ctrl+C ends it.');
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
  return (await server.exited) ?? 0;
}

async function main() {
  build();
  if (flags.includes('--terminal')) return runInTerminal();
  const code = flags.includes('--serve') ? undefined : desktopEditor();
  if (code) {
    console.log(`Opening ${code}`);
    return run(code, [`--extensionDevelopmentPath=${projectFolder}`, notebooksFolder]);
  }
  return serve();
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
