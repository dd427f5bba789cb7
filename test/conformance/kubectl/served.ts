import type { AddressInfo } from 'node:net';
import { selfSignedCertificate } from '../../../src/cli/serve/certificate';
import { kubeconfig } from '../../../src/cli/serve/kubeconfig';
import { createApiServer } from '../../../src/cli/serve/server';
import { createLab, openCluster } from '../../../src/engine';
import type { CommandResult } from '../script';
import { runReal } from './real';

/** Runs the commands with the real kubectl and helm against what `cka-net serve` serves: a lab on a random port of 127.0.0.1. */
export async function runRealServed(commands: readonly string[], labName = 'empty'): Promise<readonly CommandResult[]> {
  const lab = await createLab(labName, { bornMs: Date.now() - 60_000 });
  const token = 'test-token';
  const certificate = selfSignedCertificate();
  const server = createApiServer(openCluster(lab, { token, nowMs: Date.now }), certificate);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const results = await runReal(commands, kubeconfig(`https://127.0.0.1:${port}`, certificate.certificate, token));
    const same = (text: string): string => text.replaceAll(`127.0.0.1:${port}`, '127.0.0.1:6443');
    return results.map((result) => ({ ...result, stdout: same(result.stdout), stderr: same(result.stderr) }));
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
