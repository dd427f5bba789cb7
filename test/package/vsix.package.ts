import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/editor/paths.mjs';
import { pictureFile, Workbench } from '../ui/workbench';
import { readZipNames } from './zip-names';

/** The engine is in it twice: for the desktop in parts, for the browser in one file, as VS Code for the web asks. */
const MAX_BYTES = 5 * 1024 * 1024;

describe('the packaged extension', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cka-net-vsix-'));
  const vsix = path.join(folder, 'cka-net.vsix');
  let names: readonly string[] = [];

  beforeAll(() => {
    const vsce = path.join(projectFolder, 'node_modules/@vscode/vsce/vsce');
    const args = [
      vsce,
      'package',
      '--no-dependencies',
      '--no-rewrite-relative-links',
      '--allow-missing-repository',
      '--out',
      vsix,
    ];
    const packed = spawnSync(process.execPath, args, { cwd: projectFolder, encoding: 'utf8' });
    expect(packed.status, packed.stdout + packed.stderr).toBe(0);
    names = readZipNames(readFileSync(vsix));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds every file the manifest names', () => {
    const manifest = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as {
      main: string;
      browser: string;
      icon: string;
      bin: Record<string, string>;
      contributes: { notebookRenderer: { entrypoint: string }[]; grammars: { path: string }[] };
    };
    const wanted = [
      manifest.main,
      manifest.browser,
      manifest.icon,
      ...Object.values(manifest.bin),
      ...manifest.contributes.notebookRenderer.map((renderer) => renderer.entrypoint),
      ...manifest.contributes.grammars.map((grammar) => grammar.path),
      ...['web-tree-sitter.wasm', 'tree-sitter-bash.wasm'].map((name) => `dist/${name}`),
      ...['package.nls.json', 'package.nls.ko.json', 'l10n/bundle.l10n.ko.json'],
      ...readdirSync(path.join(projectFolder, 'notebooks'))
        .filter((name) => name.endsWith('.cka-net'))
        .map((name) => `notebooks/${name}`),
    ];
    expect(names).toEqual(expect.arrayContaining(wanted.map((name) => path.posix.join('extension', name))));
  });

  it('holds nothing else: no sources, tests, source maps or dependencies', () => {
    const strangers = names.filter((name) =>
      /\.(map|ts|mts|vsix)$|node_modules|(^|\/)(src|test|scripts|\.[^/]+)\//.test(name),
    );
    expect(strangers).toEqual([]);
    for (const name of readdirSync(path.join(projectFolder, 'dist')).filter((each) => each.endsWith('.js'))) {
      expect(readFileSync(path.join(projectFolder, 'dist', name), 'utf8')).not.toContain('sourceMappingURL=');
    }
  });

  it('is small enough to install in a moment', () => {
    expect(statSync(vsix).size).toBeLessThan(MAX_BYTES);
  });

  it('works when installed: a notebook opens and its cells run', async () => {
    const window = await Workbench.open({ vsix });
    try {
      await window.openNotebook('01-switching-and-routing.cka-net');
      await window.runAll();
      const text = await window.cellOutputsText();
      await window.screenshot(pictureFile('installed'));
      expect(text).toContain('eth0');
    } finally {
      await window.close();
    }
  });
});
