import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../../src/engine';
import { parseDuration, readCsv } from '../../../../../src/engine/tools/kubectl/args/flags';
import { distance } from '../../../../../src/engine/tools/kubectl/args/parse';
import { sha256Hex } from '../../../../../src/engine/tools/digest/sha256';
import { compareKeys, yamlText } from '../../../../../src/engine/tools/kubectl/json/yaml-print';
import { threeWayPatch, strategicMerge } from '../../../../../src/engine/tools/kubectl/patch/strategic';
import { JsonPath } from '../../../../../src/engine/tools/kubectl/printers/jsonpath/run';
import { aligned } from '../../../../../src/engine/tools/kubectl/printers/tab-writer';
import { quantityText } from '../../../../../src/engine/tools/kubectl/quantity/quantity';
import { humanDuration } from '../../../../../src/engine/tools/kubectl/time/ages';

/** What the conformance suite (test/conformance/kubectl) shows end to end stands there; here are the parts with rules of their own. */

async function lines(script: string): Promise<string> {
  const lab = await createLab('empty');
  let text = '';
  await lab.run(script, {
    stdout: (part) => (text += part),
    stderr: (part) => (text += part),
    signal: new AbortController().signal,
    pace: 'virtual',
  });
  return text;
}

describe('kubectl in a lab', () => {
  it('says that nobody listens where its kubeconfig points', async () => {
    const said = await lines('ip link set lo up; kubectl get pods; echo "status $?"');
    expect(said).toContain(
      'The connection to the server localhost:8080 was refused - did you specify the right host or port?\nstatus 1\n',
    );
    expect(said.match(/memcache\.go:265/g)).toHaveLength(5);
  });

  it('says why a network does not lead to its server', async () => {
    expect(await lines('kubectl get pods --server=https://10.9.9.9:6443 2>&1 | tail -1')).toBe(
      'Unable to connect to the server: dial tcp 10.9.9.9:6443: connect: network is unreachable\n',
    );
    expect(await lines('kubectl version --server=https://nowhere:6443 2>&1 | tail -1')).toBe(
      'Unable to connect to the server: dial tcp: lookup nowhere: no such host\n',
    );
  });
});

describe('the parts of kubectl', () => {
  it('read durations as Go does', () => {
    expect([parseDuration('1m30s'), parseDuration('500ms'), parseDuration('0'), parseDuration('5')]).toEqual([
      90_000,
      500,
      0,
      undefined,
    ]);
  });

  it('split lists as encoding/csv does', () => {
    expect(readCsv('a,"b,c",d')).toEqual(['a', 'b,c', 'd']);
  });

  it('measure how far words are apart', () => {
    expect([distance('gett', 'get'), distance('foo', 'top'), distance('', 'abc')]).toEqual([1, 2, 3]);
  });

  it('hash as FIPS 180-4', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('print YAML as sigs.k8s.io/yaml', () => {
    expect(yamlText({ b: ['x', { c: 'yes', a: '1' }], a: {}, t: 'a: b', n: null, l: 'one\ntwo' })).toBe(
      'a: {}\nb:\n- x\n- a: "1"\n  c: "yes"\nl: |-\n  one\n  two\n"n": null\nt: \'a: b\'\n',
    );
    expect(['a10', 'a9', 'a', 'A'].sort(compareKeys)).toEqual(['A', 'a', 'a9', 'a10']);
  });

  it('find what a JSONPath names', () => {
    const data = {
      items: [
        { n: 'a', v: 1 },
        { n: 'b', v: 2 },
      ],
    };
    const text = (path: string): string => new JsonPath(path, true).text(data);
    expect(text('{.items[*].n}')).toBe('a b');
    expect(text('{range .items[*]}{.n}={.v}{"\\n"}{end}')).toBe('a=1\nb=2\n');
    expect(text('{.items[?(@.v>1)].n}')).toBe('b');
    expect(text('{.items[-1:].n}{.nope}')).toBe('b');
  });

  it('align columns as text/tabwriter', () => {
    expect(
      aligned([
        ['NAME', 'AGE'],
        ['web-1', '5s'],
      ]),
    ).toBe('NAME    AGE\nweb-1   5s\n');
  });

  it('write quantities and ages as the API server and kubectl do', () => {
    expect([quantityText(2 ** 30, 'BinarySI'), quantityText(0.1, 'DecimalSI'), quantityText(0, 'DecimalSI')]).toEqual([
      '1Gi',
      '100m',
      '0',
    ]);
    expect([humanDuration(59_000), humanDuration(125_000), humanDuration(3 * 86_400_000)]).toEqual([
      '59s',
      '2m5s',
      '3d',
    ]);
  });

  it('merge lists by their keys, and take away what was dropped', () => {
    const containers = [
      { name: 'a', image: '1', env: [{ name: 'X', value: '1' }] },
      { name: 'side', image: 's' },
    ];
    const live = { spec: { containers, replicas: 3 } };
    const before = { spec: { containers: [{ name: 'a', image: '1', env: [{ name: 'X', value: '1' }] }] } };
    const after = { spec: { containers: [{ name: 'a', image: '2' }] } };
    const patch = threeWayPatch(before, after, live, 'Pod');
    expect(strategicMerge(live, patch, 'Pod')).toEqual({
      spec: {
        containers: [
          { name: 'a', image: '2' },
          { name: 'side', image: 's' },
        ],
        replicas: 3,
      },
    });
    expect(
      threeWayPatch(after, after, { spec: { ...live.spec, containers: [{ name: 'a', image: '2' }] } }, 'Pod'),
    ).toEqual({});
  });
});
