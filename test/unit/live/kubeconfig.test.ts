import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKubeconfig } from '../../../src/live/kubeconfig';

const TWO_CONTEXTS = `apiVersion: v1
kind: Config
contexts:
- name: production
  context: { cluster: prod, user: me }
- name: kind-lab
  context: { cluster: kind-lab, user: kind-lab }
current-context: production
`;

describe('contexts of the user’s kubeconfig', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'cka-net-home-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  function write(name: string, content: string): string {
    const file = path.join(home, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  it('come from ~/.kube/config, kind first', () => {
    write('.kube/config', TWO_CONTEXTS);
    expect(readKubeconfig({}, home)).toEqual({
      contexts: [
        { name: 'kind-lab', cluster: 'kind-lab', kindCluster: 'lab' },
        { name: 'production', cluster: 'prod' },
      ],
      files: [path.join(home, '.kube', 'config')],
      problems: [],
    });
  });

  it('come from every file of KUBECONFIG; the first file to name one wins', () => {
    const first = write('a', 'contexts: [{ name: x, context: { cluster: one } }]');
    const second = write(
      'b',
      'contexts: [{ name: x, context: { cluster: two } }, { name: y, context: { cluster: two } }]',
    );
    const env = { KUBECONFIG: [first, '', path.join(home, 'missing'), second].join(path.delimiter) };
    const { contexts, problems } = readKubeconfig(env, home);
    expect(contexts.map((context) => [context.name, context.cluster])).toEqual([
      ['x', 'one'],
      ['y', 'two'],
    ]);
    expect(problems).toEqual([]);
  });

  it('are none when there is no file', () => {
    expect(readKubeconfig({}, home)).toMatchObject({ contexts: [], problems: [] });
  });

  it.each([
    ['no YAML', 'contexts: [', /./],
    ['a list', '- a\n', /not a mapping/],
    ['text', 'hello', /not a mapping/],
    ['contexts that are no list', 'contexts: 5', /contexts is not a list/],
  ])('are none, with a reason for the log, when the file is %s', (_, content, reason) => {
    const file = write('.kube/config', content);
    const { contexts, problems } = readKubeconfig({}, home);
    expect(contexts).toEqual([]);
    expect(problems).toEqual([{ file, reason: expect.stringMatching(reason) as string }]);
  });

  it('leave out entries that are not contexts', () => {
    write('.kube/config', 'contexts: [5, {}, { name: 7 }, { name: bare }]');
    expect(readKubeconfig({}, home).contexts).toEqual([{ name: 'bare', cluster: '' }]);
  });

  it('a folder in its place is a problem, not an exception', () => {
    mkdirSync(path.join(home, '.kube', 'config'), { recursive: true });
    expect(readKubeconfig({}, home).problems).toHaveLength(1);
  });
});
