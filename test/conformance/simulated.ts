import { createLab } from '../../src/engine';
import { driverScript, resultsOf, type CommandResult } from './script';

/** Runs the commands in a new lab `empty`, in one shell, as the real side does. */
export async function runSimulated(commands: readonly string[]): Promise<readonly CommandResult[]> {
  const lab = await createLab('empty');
  let stdout = '';
  let stderr = '';
  await lab.run(driverScript(commands), {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    signal: new AbortController().signal,
    pace: 'virtual',
  });
  return resultsOf(commands, stdout, stderr);
}

/** The files under /etc that a lab's host has and the real tools read too. */
export async function filesOfLab(): Promise<Readonly<Record<string, string>>> {
  const { world, firstHost } = await createLab('empty');
  const { files } = world.host(firstHost);
  const iproute2 = [...files.keys()].filter((name) => name.startsWith('/etc/iproute2/')).map((name) => name.slice(5));
  const read = (name: string): string => {
    const node = files.get(`/etc/${name}`);
    return node?.type === 'file' && typeof node.content === 'string' ? node.content : '';
  };
  return {
    hosts: read('hosts'),
    'host.conf': read('host.conf'),
    networks: read('networks'),
    protocols: read('protocols'),
    services: read('services'),
    ...Object.fromEntries(
      iproute2.filter((name) => files.get(`/etc/${name}`)?.type === 'file').map((name) => [name, read(name)]),
    ),
    'nsswitch.conf': read('nsswitch.conf'),
    // No name server answers on either side; the real resolver need not wait long for that.
    'resolv.conf': `${read('resolv.conf')}options timeout:1 attempts:1\n`,
  };
}
