import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { packTar, unpackTar, type TarEntry } from '../../../../src/engine/lab/tar-format';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const NAME = `${'long/'.repeat(30)}name`;
const ENTRIES: readonly TarEntry[] = [
  { name: 'd', type: 'directory', mode: 0o755, mtime: 1_767_225_600, content: text('') },
  { name: 'd/äöü', type: 'file', mode: 0o640, mtime: 1_767_225_600, content: text('grüße\n') },
  { name: NAME, type: 'file', mode: 0o644, mtime: 0, content: new Uint8Array(1_300).fill(255) },
  { name: 'link', type: 'symlink', mode: 0o777, mtime: 0, target: 'd/äöü', content: text('') },
];

describe('an archive', () => {
  it('is read as it was written', () => {
    expect(unpackTar(packTar(ENTRIES))).toEqual(ENTRIES);
  });

  it('is one for tar itself', () => {
    const listed = execFileSync('tar', ['--quoting-style=literal', '-tvf', '-'], { input: packTar(ENTRIES), encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' } }); // prettier-ignore
    expect(listed.split('\n').map((line) => line.replace(/ +\d+ \d{4}-.{11}/, ''))).toEqual([
      'drwxr-xr-x root/root d/',
      '-rw-r----- root/root d/äöü',
      `-rw-r--r-- root/root ${NAME}`,
      'lrwxrwxrwx root/root link -> d/äöü',
      '',
    ]);
  });

  it('that was cut off, or is none, ends where it makes no sense', () => {
    expect(unpackTar(packTar(ENTRIES).subarray(0, 700)).length).toBeLessThanOrEqual(2);
    expect(unpackTar(text('no archive'))).toEqual([]);
    expect(unpackTar(new Uint8Array(1024).fill(0x20)).length).toBeLessThanOrEqual(2);
  });

  it('of Go has its long names in records of pax', () => {
    const record = `${`00 path=${NAME}\n`.length + 1} path=${NAME}\n`;
    const head = packTar([{ name: 'x', type: 'file', mode: 0o644, mtime: 0, content: text(record) }]).slice(0, 1024);
    head[156] = 'x'.charCodeAt(0);
    const file = packTar([{ name: 'short', type: 'file', mode: 0o644, mtime: 0, content: text('a') }]);
    expect(unpackTar(new Uint8Array([...head, ...file])).map(({ name }) => name)).toEqual([NAME]);
  });
});
