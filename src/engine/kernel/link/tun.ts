import type { Mac } from '../../packet/address';
import { KernelError } from '../errno';
import type { NewLink } from '../netlink';
import type { DeviceId, NetnsId } from '../records';
import { dropTx } from '../transmit';
import type { World } from '../world';
import { newDevice } from './device';
import type { DeviceType } from './device-type';

/** What TUNSETIFF, TUNSETOWNER and TUNSETGROUP say (struct tun_struct). */
export interface TunSettings {
  readonly mode: 'tun' | 'tap';
  /** Packets have a header about their protocol in front (no IFF_NO_PI). */
  readonly packetInformation: boolean;
  readonly vnetHeader: boolean;
  readonly multiQueue: boolean;
  readonly oneQueue: boolean;
  readonly user?: number;
  readonly ownerGroup?: number;
}

export interface TunKind extends TunSettings {
  readonly type: 'tun' | 'tap';
}

const NO_READER = 'no program has the device open';

/** drivers/net/tun.c: a device whose other end is a program. Programs that read one are not simulated, so it never has a carrier. */
const common = {
  kind: 'tun',
  create,
  qdisc: 'pfifo_fast',
  noCarrier: NO_READER,
  linkSettings: () => ({ speed: 10_000, duplex: 'full' }),
  transmit: (world, device, frame) => dropTx(world, device, frame, 'QDISC_DROP', NO_READER, { code: 'no-carrier' }),
} as const satisfies Partial<DeviceType>;

/** IFF_TUN: IP packets as they are. */
export const tunType: DeviceType = {
  ...common,
  mtu: { min: 68, max: 65535 },
  hardware: { number: 65534, name: 'none' },
  headerLength: 0,
  linkFlag: 'POINTOPOINT',
};

/** IFF_TAP: Ethernet frames. */
export const tapType: DeviceType = { ...common, mtu: { min: 68, max: 65521 }, addressOrigin: () => 1 };

/** tun_set_iff makes the device; tun_validate refuses it by netlink. */
function create(world: World, here: NetnsId, request: NewLink): DeviceId {
  const { tun: settings } = request;
  if (!settings) throw new KernelError('EOPNOTSUPP', 'tun/tap creation via rtnetlink is not supported.');
  const { mode, multiQueue } = settings;
  const queues = multiQueue ? { tx: MAX_TAP_QUEUES, rx: MAX_TAP_QUEUES } : undefined;
  return newDevice(
    world,
    here,
    { ...request, ...(queues && { queues }) },
    { type: mode, ...settings },
    {
      pattern: `${mode}%d`,
      carrier: false,
      operstate: 'DOWN',
      ...(mode === 'tun' && { mac: NO_ADDRESS, broadcast: NO_ADDRESS, arp: false, txQueueLength: 500 }),
    },
  );
}

const MAX_TAP_QUEUES = 256;
const NO_ADDRESS = '' as Mac;
