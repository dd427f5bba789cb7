import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createLab } from '../../../src/engine';
import { runOn } from '../../unit/engine/lab/lab-run';

/**
 * The certificates and keys that a simulated node has, and those its openssl makes, are what the real openssl takes them for. (The certificates
 * that a lab is born with are sealed, not signed, because thirty signatures would take longer than the rest of the cluster.)
 */
describe.skipIf(spawnSync('openssl', ['version']).status !== 0)('the real openssl', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cka-net-x509-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const openssl = (...args: readonly string[]): string => {
    const { stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8', cwd: folder });
    return stdout + stderr;
  };

  it('reads the certificates of a cluster as its own openssl does, and verifies a key pair made there', async () => {
    const lab = await createLab('kubeadm');
    const made =
      'openssl req -x509 -newkey rsa:2048 -nodes -keyout tls.key -out tls.crt -subj /CN=shop.example -days 30 2>/dev/null';
    expect((await runOn(lab, made)).exitCode).toBe(0);
    const files: readonly (readonly [string, string])[] = [
      ['apiserver.crt', '/etc/kubernetes/pki/apiserver.crt'],
      ['apiserver.key', '/etc/kubernetes/pki/apiserver.key'],
      ['tls.crt', 'tls.crt'],
      ['tls.key', 'tls.key'],
    ];
    for (const [name, place] of files) {
      writeFileSync(path.join(folder, name), (await runOn(lab, `cat ${place}`)).stdout);
    }
    expect(openssl('verify', '-no_check_time', '-CAfile', 'tls.crt', 'tls.crt')).toBe('tls.crt: OK\n');
    for (const [pair, key] of [
      ['apiserver.crt', 'apiserver.key'],
      ['tls.crt', 'tls.key'],
    ] as const) {
      expect(openssl('rsa', '-in', key, '-check', '-noout')).toBe('RSA key ok\n');
      expect(openssl('x509', '-in', pair, '-noout', '-modulus')).toBe(openssl('rsa', '-in', key, '-noout', '-modulus'));
    }
    for (const [name, place] of files.filter(([, place]) => place.endsWith('.crt'))) {
      const { stdout } = await runOn(lab, `openssl x509 -in ${place} -noout -text`);
      expect(stdout).toBe(openssl('x509', '-in', name, '-noout', '-text'));
    }
  });
});
