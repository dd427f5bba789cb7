import { beforeAll, describe, expect, it } from 'vitest';
import type { CellText } from '../../../src/language/diagnostics/cell';
import { askingStatements, rangeHints } from '../../../src/language/symbols/hints';
import { editableName, occurrencesIn, sameName } from '../../../src/language/symbols/occurrences';
import { colouredWords, foldsOf, manifestSymbols, shellSymbols } from '../../../src/language/symbols/structure';
import { readManifests } from '../../../src/language/manifest/manifest';
import type { ShellParser } from '../../../src/language/syntax/shell-parser';
import { testParser } from './parser';

let parser: ShellParser;
beforeAll(async () => {
  parser = await testParser();
});

const cell = (source: string, yaml = false): CellText => ({
  source,
  host: undefined,
  expectFail: false,
  yaml,
  runs: true,
});

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
`;
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n';

describe('names across cells', () => {
  const cells = [
    cell('ip netns add red\nip link add veth-red type veth peer name veth-red-br'),
    cell('ip link set veth-red netns red\nip -n red link set veth-red up'),
    cell(DEPLOYMENT, true),
    cell(SERVICE, true),
  ];
  /** `cell: text` of every place where the name at a place stands; `!` where it is made. */
  const places = (index: number, text: string, skip = 0): string[] => {
    let offset = cells[index]?.source.indexOf(text) ?? -1;
    for (let i = 0; i < skip; i++) offset = cells[index]?.source.indexOf(text, offset + 1) ?? -1;
    return sameName(occurrencesIn(parser, cells), index, offset + 1).map(
      (each) => `${each.cell}${each.defines ? '!' : ''}: ${cells[each.cell]?.source.slice(each.start, each.end)}`,
    );
  };

  it('follows a device and a namespace from where they are made', () => {
    expect(places(1, 'veth-red')).toEqual(['0!: veth-red', '1: veth-red', '1: veth-red']);
    expect(places(1, '-n red', 0).length).toBe(0);
    expect(places(1, ' red link')).toEqual(['0!: red', '1: red', '1: red']);
  });

  it('follows a label from the Pods that have it to those who select by it', () => {
    expect(places(3, 'app: web').length).toBe(0);
    expect(places(3, 'web\n', 1)).toEqual(['2: web', '2!: web', '3: web']);
  });

  it('knows what of a name can be replaced', () => {
    const all = occurrencesIn(parser, cells);
    expect(all.filter(({ kind }) => kind === 'object').map((each) => [each.name, editableName(each)])).toEqual([
      ['Deployment/web', 'web'],
      ['Service/web', 'web'],
    ]);
  });
});

describe('the same name in two namespaces', () => {
  const named = (cells: readonly CellText[], index: number, text: string): number[] => {
    const offset = (cells[index]?.source.indexOf(text) ?? -1) + 1;
    return sameName(occurrencesIn(parser, cells), index, offset).map((each) => each.cell);
  };

  it('of the cluster stands for two objects', () => {
    const inDev = SERVICE.replace('name: web', 'name: web\n  namespace: dev');
    const cells = [cell(SERVICE, true), cell(inDev, true), cell(SERVICE.replace('Service', 'Endpoints'), true)];
    expect(named(cells, 0, 'web')).toEqual([0]);
    expect(named(cells, 1, 'web')).toEqual([1]);
    expect(named(cells, 0, 'app: web'.slice(5))).toEqual([0]);
  });

  it('of the network stands for two devices, unless one device moved', () => {
    const cells = [
      cell('ip -n red link add d0 type bridge'),
      cell('ip -n blue link add d0 type bridge'),
      cell('ip -n red link set d0 up'),
      cell('ip link add v0 type veth peer name v1; ip link set v0 netns red'),
      cell('ip -n red addr add 10.0.0.1/24 dev v0'),
    ];
    expect(named(cells, 0, 'd0')).toEqual([0, 2]);
    expect(named(cells, 1, 'd0')).toEqual([1]);
    expect(named(cells, 4, 'v0')).toEqual([3, 3, 4]);
  });
});

describe('the structure of a cell', () => {
  const source =
    "ip netns add red\nfor n in a b; do\n  echo $n\ndone\nkubectl apply -f - <<'EOF'\napiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nEOF\n";

  it('outlines what it makes, objects in here-documents included', () => {
    const names = shellSymbols(parser.parse(source)).map(({ name, kind }) => `${kind} ${name}`);
    expect(names).toEqual(['netns red', 'object Pod/x']);
    expect(manifestSymbols(readManifests(`${DEPLOYMENT}---\n${SERVICE}`)).map(({ name }) => name)).toEqual([
      'Deployment/web',
      'Service/web',
    ]);
  });

  it('folds loops and here-documents', () => {
    const folded = foldsOf(parser.parse(source)).map(({ start, end }) => source.slice(start, end).split('\n').length);
    expect(folded).toEqual([3, 6, 5]);
  });

  it('colours words by what they are for their command', () => {
    const text = 'ip -n red addr add 10.0.0.1/24 dev eth0';
    const colours = colouredWords(parser.parse(text)).map(
      ({ start, end, type }) => `${text.slice(start, end)} ${type}`,
    );
    expect(colours).toEqual([
      'ip function', '-n parameter', 'red namespace', 'addr keyword', 'add keyword', '10.0.0.1/24 number', 'dev keyword', 'eth0 class',
    ]); // prettier-ignore
  });

  it('shows the range of hosts behind a network', () => {
    const hints = rangeHints(
      parser.parse('ip addr add 192.168.1.10/24 dev eth0; ip route add 10.0.0.0/8 via 192.168.1.1'),
    );
    expect(hints.map(({ text }) => text)).toEqual(['192.168.1.1 – .254', '10.0.0.1 – .255.255.254']);
  });

  it('offers to explain the packets of what asks another host', () => {
    const script = parser.parse('ip link\nip netns exec red ping -c 1 10.0.0.1\ncurl http://web | grep x');
    expect(askingStatements(script).map(({ index }) => index)).toEqual([1, 2]);
  });
});
