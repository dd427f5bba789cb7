import type { Invocation } from '../invocation';
import { kubernetesVersion } from '../../apt/packages';
import { CommandError, ConnectionError, StatusError } from '../errors/errors';
import { marshalIndent } from '../json/go-json';
import { textAt, type JsonMap } from '../json/types';
import { yamlText } from '../json/yaml-print';

const CLIENT_VERSION = {
  major: '1',
  minor: '35',
  gitVersion: 'v1.35.2',
  gitCommit: 'fdc9d74cbf2da6754ebf81d56f80ae2948cd6425',
  gitTreeState: 'clean',
  buildDate: '2026-02-26T20:05:34Z',
  goVersion: 'go1.25.7',
  compiler: 'gc',
  platform: 'linux/amd64',
} as const;

const KUSTOMIZE = 'v5.7.1';

/** `kubectl version`. */
export async function runVersion(k: Invocation): Promise<void> {
  if (k.args.length > 0) throw new CommandError(`extra arguments: [${k.args.join(' ')}]`);
  const format = k.text('output');
  if (!['', 'yaml', 'json'].includes(format)) throw new CommandError(`--output must be 'yaml' or 'json'`);
  const own = kubernetesVersion(k.process.files, 'kubectl');
  let server: JsonMap | undefined;
  let failure: Error | undefined;
  if (!k.bool('client')) {
    try {
      server = await k.client.json('GET', '/version', { query: { timeout: '32s' } });
    } catch (error) {
      if (!(error instanceof ConnectionError) && !(error instanceof StatusError)) throw error;
      failure = error;
    }
  }
  const all: JsonMap = {
    clientVersion: { ...CLIENT_VERSION, gitVersion: own },
    kustomizeVersion: KUSTOMIZE,
    ...(server && { serverVersion: server }),
  };
  if (format === 'json') k.out(`${marshalIndent(all, false, '  ')}\n`);
  else if (format === 'yaml') k.out(`${yamlText(all)}\n`);
  else {
    k.out(`Client Version: ${own}\nKustomize Version: ${KUSTOMIZE}\n`);
    if (server) {
      k.out(`Server Version: ${textAt(server, 'gitVersion')}\n`);
      warnAboutSkew(k, textAt(server, 'major'), textAt(server, 'minor'));
    }
  }
  if (failure) throw failure;
}

/** More than one minor version apart is not supported. */
function warnAboutSkew(k: Invocation, major: string, minor: string): void {
  const apart = Math.abs(Number(minor.replace(/\D.*$/, '')) - Number(CLIENT_VERSION.minor));
  if (major !== CLIENT_VERSION.major || apart > 1)
    k.err(
      `WARNING: version difference between client (${CLIENT_VERSION.major}.${CLIENT_VERSION.minor}) and server (${major}.${minor}) exceeds the supported minor version skew of +/-1\n`,
    );
}
