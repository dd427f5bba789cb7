import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../../scripts/editor/paths.mjs';

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Record<string, string>;
  readonly scripts: Record<string, string>;
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Record<string, readonly { readonly command: string; readonly when?: string }[]>;
    readonly views: Record<string, readonly { readonly id: string }[]>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly configuration: { readonly properties: Record<string, { readonly markdownDescription: string }> };
  };
}

const read = (name: string) => readFileSync(path.join(projectFolder, name), 'utf8');
const manifestText = read('package.json');
const manifest = JSON.parse(manifestText) as Manifest;
const english = JSON.parse(read('package.nls.json')) as Record<string, string>;
const korean = JSON.parse(read('package.nls.ko.json')) as Record<string, string>;

describe('the manifest', () => {
  it('takes every word a user reads from the bilingual files, and they have the same keys', () => {
    const keys = [...manifestText.matchAll(/"%([\w.]+)%"/g)].flatMap((match) => match[1] ?? []);
    expect([...new Set(keys)].sort()).toEqual(Object.keys(english).sort());
    expect(Object.keys(korean).sort()).toEqual(Object.keys(english).sort());
    for (const { title } of manifest.contributes.commands) expect(title).toMatch(/^%.+%$/);
    for (const { contents } of manifest.contributes.viewsWelcome) expect(contents).toMatch(/^%.+%$/);
    for (const setting of Object.values(manifest.contributes.configuration.properties)) {
      expect(setting.markdownDescription).toMatch(/^%.+%$/);
    }
  });

  it('says the Korean in Korean', () => {
    const names = new Set(['displayName']); // the product's name is the same in both
    const notKorean = Object.entries(korean).filter(([key, text]) => !names.has(key) && !/[가-힣]/.test(text));
    expect(notKorean).toEqual([]);
  });

  it('keeps links of welcome texts the same in both languages', () => {
    const links = (text: string | undefined) => text?.match(/\(command:[\w.]+\)/g);
    for (const key of Object.keys(english)) expect(links(korean[key]), key).toEqual(links(english[key]));
  });

  it('puts only its own commands into menus, all in one category', () => {
    const commands = new Set(manifest.contributes.commands.map(({ command }) => command));
    for (const item of Object.values(manifest.contributes.menus).flat()) expect(commands).toContain(item.command);
    expect(new Set(manifest.contributes.commands.map(({ category }) => category))).toEqual(new Set(['CKA Net']));
  });

  it('hides commands from the palette that need a cell under them', () => {
    const hidden = manifest.contributes.menus['commandPalette']?.filter(({ when }) => when === 'false');
    const onCells = manifest.contributes.menus['notebook/cell/title'];
    expect(hidden?.map(({ command }) => command)).toEqual(expect.arrayContaining(onCells?.map((i) => i.command) ?? []));
  });

  it('welcomes into views it has', () => {
    const views = new Set(Object.values(manifest.contributes.views).flatMap((list) => list.map(({ id }) => id)));
    for (const { view } of manifest.contributes.viewsWelcome) expect(views).toContain(view);
  });

  it('asks for the editor version whose API it is checked against', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });

  it('names only files that exist before a build', () => {
    const files = [...manifestText.matchAll(/"(?:\.\/)?((?:media|syntaxes|schemas|scripts)\/[^"\s]+)"/g)].flatMap(
      (m) => m[1] ?? [],
    );
    const inScripts = Object.values(manifest.scripts).flatMap(
      (script) => script.match(/\b(?:scripts|test)\/\S+|\S+\.config\.ts/g) ?? [],
    );
    const missing = [...files, ...inScripts].filter((file) => !existsSync(path.join(projectFolder, file)));
    expect(missing).toEqual([]);
  });

  it("has a lock file with every platform's packages: without them npm ci fails", () => {
    interface Entry {
      readonly optionalDependencies?: Record<string, string>;
    }
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Entry> };
    const missing = Object.entries(packages).flatMap(([where, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${where}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it('has a lock file without download addresses, and pins every dependency', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string }> };
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
    const { dependencies, devDependencies } = JSON.parse(manifestText) as Record<string, Record<string, string>>;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });
});
