import type { HostFiles } from '../tool';

/** One line of /etc/services or /etc/protocols: name, number, other names, and for a service its protocol. */
interface Entry {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
  readonly aliases: readonly string[];
}

function entries(files: HostFiles, path: string): readonly Entry[] {
  if (!files.exists(path)) return [];
  return files
    .read(path)
    .split('\n')
    .flatMap((line): Entry[] => {
      const [name, value, ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/);
      const [number, protocol = ''] = (value ?? '').split('/');
      return name === undefined || !number ? [] : [{ name, number: Number(number), protocol, aliases }];
    });
}

/** getservbyname(3): the port of a service (services(5)) under a protocol's name, any protocol when undefined. */
export function portOfService(files: HostFiles, name: string, protocol?: string): number | undefined {
  return entries(files, '/etc/services').find(
    (entry) =>
      (entry.name === name || entry.aliases.includes(name)) && (protocol === undefined || entry.protocol === protocol),
  )?.number;
}

/** getservbyport(3). */
export function serviceOfPort(files: HostFiles, port: number, protocol: string): string | undefined {
  return entries(files, '/etc/services').find((entry) => entry.number === port && entry.protocol === protocol)?.name;
}

/** getprotobyname(3): the number of a protocol (protocols(5)). */
export function protocolNumber(files: HostFiles, name: string): number | undefined {
  return entries(files, '/etc/protocols').find((entry) => entry.name === name || entry.aliases.includes(name))?.number;
}

/** getprotobynumber(3). */
export function protocolName(files: HostFiles, number: number): string | undefined {
  return entries(files, '/etc/protocols').find((entry) => entry.number === number)?.name;
}
