import { KernelError } from '../../../kernel/errno';
import type { StartingService } from '../../../kernel/cluster-records';
import type { NetnsId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { formatIp } from '../../../packet/ipv6-address';
import { daemonPlace } from '../../../tools/daemons/place';
import type { DaemonPlace } from '../../../tools/daemons/daemon';
import type { ConfigurationPlace } from '../configuration';

export const PROGRAM = 'coredns';

export function placeOf(world: World, service: StartingService): DaemonPlace {
  return daemonPlace(world, service, { settings: {}, program: PROGRAM });
}

/** What reading a Corefile sees of the container. */
export function configurationPlace(place: DaemonPlace, path: string): ConfigurationPlace {
  const { files, env } = place;
  const read = (file: string): string | undefined => textOf(place, file);
  return {
    path,
    env,
    read,
    glob: (pattern) => {
      const slash = pattern.lastIndexOf('/');
      const directory = slash <= 0 ? '/' : pattern.slice(0, slash);
      const [before = '', after = ''] = pattern.slice(slash + 1).split(/[*?]/);
      try {
        return files
          .list(directory)
          .filter(
            (name) => name.startsWith(before) && name.endsWith(after) && name.length >= before.length + after.length,
          )
          .sort()
          .map((name) => `${directory === '/' ? '' : directory}/${name}`);
      } catch (error) {
        if (error instanceof KernelError) return [];
        throw error;
      }
    },
    addressesOf: (name) => addressesOn(place.world, place.netns, name),
    warn: (line) => place.out(`${line}\n`),
  };
}

export function textOf({ files }: DaemonPlace, path: string): string | undefined {
  if (!files.isFile(path)) return undefined;
  const content = files.read(path);
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

function addressesOn(world: World, netns: NetnsId, name: string): readonly string[] | undefined {
  for (const id of world.netns(netns).devices.values()) {
    const device = world.device(id);
    if (device.name === name)
      return [...device.addresses4, ...device.addresses6].map(({ address }) => formatIp(address));
  }
  return undefined;
}

/** Addresses of a namespace that are not of the loopback. */
export function ownAddresses(world: World, netns: NetnsId): readonly string[] {
  return [...world.netns(netns).devices.values()].flatMap((id) => {
    const { addresses4, addresses6 } = world.device(id);
    return [...addresses4, ...addresses6]
      .map(({ address }) => formatIp(address))
      .filter((address) => !address.startsWith('127.') && address !== '::1' && !address.startsWith('fe80:'));
  });
}
