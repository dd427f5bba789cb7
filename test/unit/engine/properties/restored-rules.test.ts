import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelError } from '../../../../src/engine/kernel/errno';
import { openNetfilter } from '../../../../src/engine/kernel/netfilter/control';
import { UnreadChain } from '../../../../src/engine/kernel/netfilter/unread-chain';
import type { World } from '../../../../src/engine/kernel/world';
import type { NetnsId } from '../../../../src/engine/kernel/records';
import { ExitError } from '../../../../src/engine/tools/clib/exit';
import { restore } from '../../../../src/engine/tools/iptables/restore';
import type { HostFiles } from '../../../../src/engine/tools/tool';
import { emptyHost } from '../kernel/fixture';

// iptables-restore reads a line of a shape it has read before by its values alone, and only when somebody looks at the rule. Nobody may notice.

type Values = readonly string[];

/** Values that iptables takes, and odd ones that it takes or not; the first ones stand for each other. */
const kind = (good: Values, odd: Values): Values => [...Array.from({ length: 16 }, () => good).flat(), ...odd];

const PREFIX = kind(
  ['10.0.0.1', '10.96.7.1/32', '192.168.0.0/16', '255.255.255.255/32', '10.1.2.3/8', '0.0.0.1/31'],
  [
    '10.0.0.0/0',
    '010.0.0.1',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.1/33',
    '10.0.0.1/',
    '1.2.3.4,5.6.7.8',
    '10.0.0.1/08',
  ].concat(['10.0.0.1/255.0.0.0', 'localhost', '-s', '1.2.3.4.5', '10..0.1', '10.0.0.1/32/']),
);
const PORT = kind(['80', '0', '65535', '8080'], ['65536', '080', '80:90', 'http', ':80', '0x50', '-1', '80a']);
const COMMENT = kind(
  ['plain', 'KUBE-x.y_z'],
  ['""', '"a \\"quoted\\" word"', '"never closed', '-j', '!', 'a"b"c', '"a"b', 'a/b', 'x'.repeat(300)],
);
const QUOTED = kind(
  ['"two words"', '"default/web:http -> 10.0.0.1:80"', '"it\'s"', '"-j ACCEPT"', '"é €"'],
  ['""', '"a \\"quoted\\" word"', '"never closed', '"a"b', `"${'long '.repeat(60)}"`, 'plain'],
);
const CHANCE = kind(
  ['0.5', '0.33333333349', '0.0'],
  ['1.0', '0.', '1.5', '.5', '0.5e-1', '0x1', '-0.5', 'half', '0.5.5'],
);
const ENDPOINT = kind(
  ['10.0.0.1:80', '10.244.3.77:8080', '0.0.0.0:0'],
  [
    '10.0.0.1',
    ':80',
    '10.0.0.1:080',
    '10.0.0.1-10.0.0.9:80',
    '10.0.0.1:70000',
    '10.0.0.1:80-90',
    '[::1]:80',
    '10.0.0.1:',
  ],
);
const CHAIN = kind(
  ['B', 'KUBE-SVC-4N57TFCL4MD7ZTDA', 'lower_case.1'],
  ['PREROUTING', 'ACCEPT', '-A', 'NOT-THERE', 'x'.repeat(29), 'A', 'DROP', 'REJECT'],
);
const INTO = kind(['A', 'A', 'A', 'OUTPUT'], ['PREROUTING', 'POSTROUTING', 'NOT-THERE', '-s', 'B']);

/** A part of a line: words, and what value follows them. */
type Part = readonly [words: string, values?: Values];

const condition = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Part>(['-s', PREFIX], ['-d', PREFIX], ['! -s', PREFIX]) },
  { weight: 4, arbitrary: fc.constantFrom<Part>(['-m comment --comment', QUOTED], ['-m comment --comment', COMMENT]) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Part>(
      ['-p tcp -m tcp --dport', PORT],
      ['-p tcp -m tcp ! --sport', PORT],
      ['-p udp --dport', PORT],
      ['--dport', PORT],
    ),
  },
  { weight: 2, arbitrary: fc.constant<Part>(['-m statistic --mode random --probability', CHANCE]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Part>(
      ['-m mark ! --mark 0x4000/0x4000'],
      ['-m addrtype --dst-type LOCAL'],
      ['-i eth0'],
      ['-o eth+'],
      ['-f'],
      ['-m conntrack --ctstate NEW'],
      ['-p all'],
      ['! -p udp'],
      ['-p nothing'],
    ),
  },
);
const target = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Part>(['-j', CHAIN], ['-g', CHAIN]) },
  { weight: 3, arbitrary: fc.constant<Part>(['-j DNAT --to-destination', ENDPOINT]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Part>(
      ['-j ACCEPT'],
      ['-j DROP'],
      ['-j MARK --set-xmark 0x4000/0x0'],
      ['-j MASQUERADE --random-fully'],
      ['-j RETURN'],
      [''],
    ),
  },
);
const shape = fc
  .tuple(fc.constant<Part>(['-A', INTO]), fc.array(condition, { maxLength: 3 }), target)
  .map(([first, others, last]): readonly Part[] => [first, ...others, last]);

const fill = (parts: readonly Part[], choice: readonly number[]): string =>
  parts
    .map(([words, values], i) => (values ? `${words} ${values[(choice[i] ?? 0) % values.length] ?? ''}` : words))
    .filter((text) => text !== '')
    .join(' ');
/** Something that is done to a line now and then. */
const spoilt = fc.constantFrom<((line: string) => string)[]>(
  ...Array.from({ length: 40 }, () => (line: string) => line),
  (line) => line.replace(' ', '  '),
  (line) => `${line} `,
  (line) => line.replace('-A', '-I'),
  (line) => `[3:180] ${line}`,
  ...['-F A', '-N C', '-X B', '-E B BB', '# a comment', ':D - [0:0]', '-D A 1'].map((text) => () => text),
);
/** Lines of few shapes. */
const texts = fc.array(shape, { minLength: 1, maxLength: 3 }).chain((shapes) =>
  fc.array(
    fc
      .tuple(fc.constantFrom(...shapes), fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), spoilt)
      .map(([parts, choice, spoil]) => spoil(fill(parts, choice))),
    { minLength: 2, maxLength: 8 },
  ),
);

const HEAD = '*nat\n:PREROUTING ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:A - [0:0]\n:B - [0:0]\n:KUBE-SVC-4N57TFCL4MD7ZTDA - [0:0]\n:lower_case.1 - [0:0]\n'; // prettier-ignore

/** What restoring a text says and makes; in which order things got their ids is nobody's concern. */
function restored(text: string): unknown {
  const { world, netns } = emptyHost();
  const said = run(world, netns, text);
  const { tables, usesConntrack } = world.netns(netns).netfilter;
  const chains = [...tables.values()].map((table) => [...table.chains.values()]);
  const plain = JSON.stringify(chains, (key, value: unknown) => (key === 'id' ? undefined : value));
  return { said, usesConntrack, chains: JSON.parse(plain) as unknown };
}

function run(world: World, netns: NetnsId, text: string): string {
  let said = '';
  try {
    restore(text, {
      ...{ program: 'iptables-restore', family: 'inet', files: FILES, counters: true, noflush: false, test: false },
      socket: openNetfilter(world, netns),
      familyOfSet: () => undefined,
      table: undefined,
      verbose: 0,
      out: (more) => (said += more),
      err: (more) => (said += more),
    });
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    return `${said}${error.message} ${error.status}`;
  }
  return said;
}

const FILES = { read: () => { throw new KernelError('ENOENT'); }, exists: () => false } as unknown as HostFiles; // prettier-ignore

describe('iptables-restore of lines that are alike', () => {
  it('says and makes what reading each line word by word does', () => {
    fc.assert(
      fc.property(texts, (lines) => {
        const text = `${HEAD}${lines.join('\n')}\nCOMMIT\n`;
        // A second blank changes nothing but that the line is like none.
        expect(restored(text)).toEqual(restored(text.replaceAll('-A ', '-A  ')));
      }),
      { numRuns: 1500 },
    );
  });

  it('reads a chain only when somebody looks at it', () => {
    const { world, netns } = emptyHost();
    run(world, netns, `${HEAD}-A A -s 10.0.0.1 -j B\n-A A -s 10.0.0.2/24 -j B\nCOMMIT\n`);
    const chain = openNetfilter(world, netns).table('nat')?.chains.get('A');
    expect(chain).toBeInstanceOf(UnreadChain);
    expect(chain?.rules[1]?.selector.source).toEqual({ address: 0x0a000000, mask: 0xffffff00, inverted: false });
  });
});
