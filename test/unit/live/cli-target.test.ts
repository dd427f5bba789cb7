import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLiveTarget } from '../../../src/live/cli-target';

describe('cka-net run --target', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'cka-net-cli-'));
    vi.stubEnv('KUBECONFIG', path.join(folder, 'config'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (content: string): void => writeFileSync(path.join(folder, 'config'), content);

  it('kind says which file has no kind cluster, and what to do', () => {
    write('contexts: [{ name: prod, context: { cluster: prod } }]');
    expect(() => openLiveTarget('kind', undefined)).toThrow(
      `no kind cluster in ${path.join(folder, 'config')}: create one with "kind create cluster" or name a context with --context (known: prod)`,
    );
  });

  it('kind --context names the contexts there are', () => {
    write('contexts: [{ name: prod, context: { cluster: prod } }]');
    expect(() => openLiveTarget('kind', 'stage')).toThrow(/no context stage in .* \(known: prod\)$/);
  });

  it('kind says when the kubeconfig cannot be read', () => {
    write('contexts: [');
    expect(() => openLiveTarget('kind', undefined)).toThrow(/\(known: none\); .*config cannot be read: /);
  });

  it.skipIf(process.platform === 'win32')('kind runs cells with the first kind context', async () => {
    write('contexts: [{ name: prod, context: { cluster: prod } }, { name: kind-a, context: { cluster: kind-a } }]');
    const target = openLiveTarget('kind', undefined);
    let stdout = '';
    await target.run('grep current "${KUBECONFIG%%:*}"', {
      host: undefined,
      signal: new AbortController().signal,
      stdout: (text) => (stdout += text),
      stderr: () => undefined,
    });
    target.dispose();
    expect(stdout).toBe('current-context: kind-a\n');
  });

  it('netns takes no context', () => {
    expect(() => openLiveTarget('netns', 'kind-a')).toThrow(/--context goes with --target kind|needs Linux/);
  });
});
