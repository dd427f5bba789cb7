import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { loadDocumentation, openCluster } from '../engine';
import { openLab } from './open-lab';
import { selfSignedCertificate } from './serve/certificate';
import { kubeconfig } from './serve/kubeconfig';
import { createApiServer } from './serve/server';
import { interruptSignal, print } from './streams';
import { parseArgs, UsageError } from './usage';

/** `cka-net serve`: the Kubernetes API of a lab on 127.0.0.1, for the real kubectl and helm, until Ctrl-C. */
export async function serve(args: readonly string[]): Promise<number> {
  const { values, operands } = parseArgs(args, { values: ['--lab', '--port', '--kubeconfig'] });
  if (operands.length > 0) throw new UsageError(`takes no arguments; "${operands[0] ?? ''}" is too many`);
  const port = portOf(values.get('--port') ?? '0');
  const file = path.resolve(values.get('--kubeconfig') ?? 'cka-net.kubeconfig');
  // A minute old, so that its nodes are ready and its events are still there.
  const lab = await openLab(values.get('--lab') ?? 'empty', { bornMs: Date.now() - 60_000 });
  await loadDocumentation();
  const token = randomBytes(32).toString('base64url');
  const api = openCluster(lab, { token, nowMs: Date.now });
  const certificate = selfSignedCertificate();
  const server = createApiServer(api, certificate);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot listen on 127.0.0.1:${port}: ${error.code ?? error.message}`);
  });
  const { port: chosen } = server.address() as AddressInfo;
  const url = `https://127.0.0.1:${chosen}`;
  await writePrivately(file, kubeconfig(url, certificate.certificate, token));
  print(`The Kubernetes API of lab ${lab.name} listens on ${url}. Ctrl-C ends it.\n\n  export KUBECONFIG=${file}\n`);
  const signal = interruptSignal();
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  server.close();
  server.closeAllConnections();
  await rm(file, { force: true });
  return 0;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new UsageError(`--port needs a number from 0 to 65535, not "${text}"`);
  return port;
}

/** Only its owner may read the token, also where a file stood before. */
async function writePrivately(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  await writeFile(file, content, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot write the kubeconfig ${file}: ${error.code ?? error.message}`);
  });
}
