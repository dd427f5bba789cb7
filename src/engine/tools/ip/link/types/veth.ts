import { ExitError } from '../../../clib/exit';
import type { ClauseReader } from '../../../grammar/clause-reader';
import { exact, words } from '../../../grammar/declare';
import type { Clause } from '../../../grammar/types';
import { duplicateArgument } from '../../../iproute2/errors';
import type { KindAttributes } from '../../../../kernel/link/types';
import type { IpContext } from '../../context';
import type { LinkType } from '../link-type';
import { PEER_PARAMETERS } from '../parameters';
import { checkNames, macFor, readLinkRequest, type LinkRequest } from '../request';

const VETH_PARAMETERS: Clause = {
  parameters: [{ ...exact('peer', 'the other end of the cable', '케이블의 반대쪽 끝'), group: PEER_PARAMETERS }],
};

/** `ip link help veth`. */
const VETH_USAGE = `Usage: ip link <options> type veth [peer <options>]
To get <options> type 'ip link add help'
`;

/** `type veth` (ip/link_veth.c). */
export const vethLinkType: LinkType = {
  name: 'veth',
  words: words(
    'a virtual cable: two devices, what enters one leaves the other',
    '가상 케이블: 장치 두 개가 한 쌍, 한쪽에 들어간 것이 다른 쪽으로 나옴',
  ),
  usage: VETH_USAGE,
  clause: VETH_PARAMETERS,
  read(ip, reader, { name }) {
    const peer = readPeer(ip, reader);
    checkNames(name, peer?.name);
    return { peer: peerAttributes(ip, peer) };
  },
};

/** `peer …` after `type veth` (ip/link_veth.c): the parameters of a link once more. */
function readPeer(ip: IpContext, reader: ClauseReader): LinkRequest | undefined {
  if (!reader.next()) return undefined;
  if (reader.keyword !== 'peer') throw helpExit(ip);
  const inner = reader.nested(PEER_PARAMETERS);
  const request = readLinkRequest(ip, inner);
  if (request.type !== undefined) throw duplicateArgument('type', request.type);
  return request;
}

/** The type's help goes to standard output, and the command fails. */
function helpExit(ip: IpContext): ExitError {
  ip.out(VETH_USAGE);
  return new ExitError(1);
}

function peerAttributes(ip: IpContext, peer: LinkRequest | undefined): KindAttributes['peer'] {
  return {
    name: peer?.name,
    mac: peer && macFor(peer),
    mtu: peer?.mtu,
    txQueueLength: peer?.txQueueLength,
    ifindex: peer?.index,
    netns: peer?.netns ?? ip.netns,
    up: peer?.up,
  };
}
