import type { KindAttributes } from '../../../kernel/link/types';
import type { LinkInfo } from '../../../kernel/netlink';
import type { ClauseReader } from '../../grammar/clause-reader';
import type { Clause, Words } from '../../grammar/types';
import type { Printer } from '../../iproute2/printer';
import type { IpContext } from '../context';
import type { LinkRequest } from './request';

/** What `ip link` knows of one type of device (struct link_util of iproute2); each has a file under types/, and types.ts lists them. */
export interface LinkType {
  /** The word after `type`; of a port's settings it ends in `_slave`. */
  readonly name: string;
  readonly words: Words;
  /** `ip link help NAME`; without one that prints the whole usage. */
  readonly usage?: string;
  /** The words that may follow `type NAME`. */
  readonly clause?: Clause;
  /**
   * Reads them (parse_opt), for `ip link add` and `set` alike. Throws iproute2's errors. Without it words after `type NAME` are ignored, as iproute2 does.
   */
  read?(ip: IpContext, reader: ClauseReader, request: LinkRequest): KindAttributes;
  /** `ip link set DEV type NAME` without more is refused by the kernel rather than ignored. */
  readonly needsOptions?: boolean;
  /** Of `NAME_slave`: reads and applies a port's settings. */
  setPort?(ip: IpContext, device: string, reader: ClauseReader): void;
  /** Its part of `ip -details link` (print_opt). */
  print?(printer: Printer, link: LinkInfo, ip: IpContext): void;
}
