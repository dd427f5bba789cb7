import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addressFacts } from '../../../src/language/hover/address-facts';
import { hoverMarkdown, meaningAt, meanings } from '../../../src/language/hover/hover';
import type { ShellParser } from '../../../src/language/syntax/shell-parser';
import { parseNotebook } from '../../../src/notebook/format/parse';
import { testParser } from './parser';

let parser: ShellParser;
beforeAll(async () => {
  parser = await testParser();
});

const notebooks = path.resolve(import.meta.dirname, '../../../notebooks');
const files = [notebooks, path.join(notebooks, 'ko')].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.cka-net'))
    .map((name) => path.join(folder, name)),
);

/** The hover's text at the first place where `word` stands. */
function hover(source: string, word: string, language: 'en' | 'ko' = 'en'): string {
  const meaning = meaningAt(parser.parse(source), source.indexOf(word) + 1, language);
  return meaning ? hoverMarkdown(meaning) : '';
}

describe('hover', () => {
  it('says what a word means where it stands', () => {
    expect(hover('ip netns exec red ip link', 'netns')).toContain('Network namespaces');
    expect(hover('ip netns exec red ip link', 'link')).toContain('`ip link`');
    expect(hover('ip a', 'a')).toContain('`ip address`');
    expect(hover('ip link set v-net-0 master br0', 'master')).toMatch(/bridge/i);
    expect(hover('ip addr add 192.168.15.0/26 dev x', '192')).toContain('62 hosts (192.168.15.1 – 192.168.15.62)');
    expect(hover('ip addr add 192.168.15.0/26 dev x', 'add', 'ko')).toContain('주소');
    expect(hover('ip link | grep x', '|')).toContain('input of the right one');
    expect(hover('echo "$HOME"', '$HOME')).toContain("variable's value");
    expect(hover('echo hi > /etc/hosts', '/etc')).toContain('file');
  });

  it('says nothing on blanks and in comments', () => {
    const script = parser.parse('ip link   # ip addr');
    expect(meaningAt(script, 8, 'en')).toBeUndefined();
    expect(meaningAt(script, 13, 'en')).toBeUndefined();
  });

  it('suggests the nearest word for one that is not known', () => {
    expect(hover('ip lnk', 'lnk')).toContain('Did you mean "link"?');
  });

  it('knows every word of the notebooks that ship', () => {
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      for (const cell of parseNotebook(readFileSync(file, 'utf8')).cells) {
        if (cell.kind !== 'code' || cell.language === 'yaml' || cell.attributes.expectFail) continue;
        const unknown = meanings(parser.parse(cell.source), 'en').filter((meaning) => meaning.unknown);
        expect(unknown.map(({ text }) => `${path.basename(file)}: ${text}`)).toEqual([]);
      }
    }
  });

  it('never throws, whatever stands in a cell', () => {
    const text = fc.array(
      fc.oneof(fc.constantFrom('ip ', 'addr ', '$(', ')', '"', '`', '| ', '<<E\n', '10.0.0.1/24 '), fc.string()),
    );
    fc.assert(
      fc.property(text, fc.nat(80), (parts, offset) => {
        const script = parser.parse(parts.join(''));
        meaningAt(script, offset, 'ko');
        meanings(script, 'en');
      }),
      { numRuns: 300 },
    );
  });
});

describe('facts about an address', () => {
  it.each([
    [
      '192.168.15.0/24',
      'Network 192.168.15.0/24: 254 hosts (192.168.15.1 – 192.168.15.254), broadcast 192.168.15.255, mask 255.255.255.0. Private (RFC 1918).',
    ],
    [
      '10.1.2.3/31',
      'Network 10.1.2.2/31: 2 hosts (10.1.2.2 – 10.1.2.3), broadcast 10.1.2.3, mask 255.255.255.254. Private (RFC 1918).',
    ],
    ['8.8.8.8/32', 'One address (/32, mask 255.255.255.255).'],
    ['127.0.0.1', 'Loopback: this host itself.'],
    ['224.0.0.1', 'Multicast: a group of hosts.'],
  ])('%s', (text, expected) => {
    expect(addressFacts(text, 'en')).toBe(expected);
  });

  it.each(['eth0', '1', '10.5', '256.1.1.1', '10.0.0.0/33', '8.8.8.8'])('none for %s', (text) => {
    expect(addressFacts(text, 'en')).toBeUndefined();
  });
});
