import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { cacheFolder, projectFolder } from './paths.mjs';

const suiteFolder = path.join(projectFolder, 'test/vscode/suite');

/** `x.test.ts` is for the Node extension host only, `x.shared.test.ts` for both. */
async function suiteFiles(/** @type {'node' | 'web'} */ host) {
  const names = (await readdir(suiteFolder)).filter((name) => name.endsWith('.test.ts')).sort();
  return names
    .filter((name) => host === 'node' || name.endsWith('.shared.test.ts'))
    .map((name) => path.join(suiteFolder, name));
}

/**
 * Bundles the Mocha suites for one kind of extension host.
 * @param {'node' | 'web'} host
 * @returns {Promise<string>} the file to give VS Code as extensionTestsPath
 */
export async function bundleSuites(host) {
  const files = await suiteFiles(host);
  const outfile = path.join(cacheFolder, 'suites', host, 'index.js');
  await build({
    absWorkingDir: projectFolder,
    entryPoints: ['test/vscode/index.ts'],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: host === 'node' ? 'node' : 'browser',
    mainFields: ['browser', 'module', 'main'],
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [
      {
        name: 'suites',
        setup(plugin) {
          // Mocha's browser build looks for a CommonJS `module` and would take the bundle's: make it set its globals instead.
          plugin.onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, async ({ path: file }) => ({
            contents: `let module, exports, define;\n${await readFile(file, 'utf8')}`,
          }));
          plugin.onResolve({ filter: /^virtual:suites$/ }, () => ({ path: 'suites', namespace: 'suites' }));
          plugin.onLoad({ filter: /.*/, namespace: 'suites' }, () => ({
            contents: files.map((file) => `import ${JSON.stringify(file)};`).join('\n'),
            resolveDir: projectFolder,
          }));
        },
      },
    ],
  });
  return outfile;
}
