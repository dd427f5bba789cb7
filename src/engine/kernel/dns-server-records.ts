import type { DnsMessage, DnsRecord } from '../packet/dns/message';
import type { IpAddress } from '../packet/ipv6-address';

/** A DNS server that runs on a host: its sockets, by what it answers, and the questions that it has passed on. */
export interface DnsServerState {
  readonly kind: 'dns-server';
  /** UDP sockets. */
  readonly sockets: readonly number[];
  readonly listeners: readonly number[];
  readonly connections: readonly { readonly socket: number; readonly bytes: string }[];
  readonly pending: readonly PendingQuery[];
  readonly backend: DnsmasqBackend;
}

/** Who asked, and how to answer. */
export type DnsClient =
  | {
      readonly transport: 'udp';
      readonly socket: number;
      readonly address: IpAddress;
      readonly port: number;
      /** The address that was asked, from which the answer goes. */
      readonly local: IpAddress;
    }
  | { readonly transport: 'tcp'; readonly socket: number };

/** A question on its way to another server. */
export interface PendingQuery {
  readonly client: DnsClient;
  readonly query: DnsMessage;
  /** The socket the answer comes to. */
  readonly socket: number;
  readonly id: number;
  /** Servers not asked yet. */
  readonly others: readonly DnsUpstream[];
  readonly endsAtUs: number;
}

export interface DnsUpstream {
  readonly address: IpAddress;
  readonly port: number;
}

/** dnsmasq(8): what its options say. */
export interface DnsmasqBackend {
  readonly type: 'dnsmasq';
  /** Records of its own, in the order given. */
  readonly records: readonly DnsRecord[];
  /** `--address`: a domain and all below it. */
  readonly wildcards: readonly { readonly domain: string; readonly address: IpAddress | undefined }[];
  /** `--local`, `--server`: who is asked about a domain, the longest first; undefined: nobody. */
  readonly routes: readonly { readonly domain: string; readonly upstream: DnsUpstream | undefined }[];
  /** Files in the form of /etc/hosts. */
  readonly hostsFiles: readonly string[];
  /** The file with upstream servers. */
  readonly resolvFile: string | undefined;
  readonly logQueries: boolean;
}
