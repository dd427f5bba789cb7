import { TCP_FLAG } from '../../packet/frame';

/** States of a TCP connection as conntrack follows it from outside (net/netfilter/nf_conntrack_proto_tcp.c). */
export type TcpState =
  'SYN_SENT' | 'SYN_RECV' | 'ESTABLISHED' | 'FIN_WAIT' | 'CLOSE_WAIT' | 'LAST_ACK' | 'TIME_WAIT' | 'CLOSE';

/** How long each state lasts. */
export const TCP_TIMEOUT_SYSCTL: Readonly<Record<TcpState, string>> = {
  SYN_SENT: 'net.netfilter.nf_conntrack_tcp_timeout_syn_sent',
  SYN_RECV: 'net.netfilter.nf_conntrack_tcp_timeout_syn_recv',
  ESTABLISHED: 'net.netfilter.nf_conntrack_tcp_timeout_established',
  FIN_WAIT: 'net.netfilter.nf_conntrack_tcp_timeout_fin_wait',
  CLOSE_WAIT: 'net.netfilter.nf_conntrack_tcp_timeout_close_wait',
  LAST_ACK: 'net.netfilter.nf_conntrack_tcp_timeout_last_ack',
  TIME_WAIT: 'net.netfilter.nf_conntrack_tcp_timeout_time_wait',
  CLOSE: 'net.netfilter.nf_conntrack_tcp_timeout_close',
};

/**
 * The state after a segment (the tables tcp_conntracks). Undefined: the segment cannot begin a connection. nf_conntrack_tcp_loose is on, so an
 * ACK from the middle of a connection is taken up as ESTABLISHED.
 */
export function nextTcpState(
  state: TcpState | undefined,
  flags: number,
  direction: 'original' | 'reply',
): TcpState | undefined {
  const { SYN, ACK, FIN, RST } = TCP_FLAG;
  const has = (bit: number): boolean => (flags & bit) !== 0;
  if (has(RST)) return state === undefined ? undefined : 'CLOSE';
  if (has(SYN) && has(ACK)) return state === 'SYN_SENT' && direction === 'reply' ? 'SYN_RECV' : state;
  if (has(SYN)) {
    const restarts = state === undefined || state === 'TIME_WAIT' || state === 'CLOSE' || state === 'LAST_ACK';
    return restarts && direction === 'original' ? 'SYN_SENT' : state;
  }
  if (has(FIN)) {
    if (state === undefined) return undefined;
    if (state === 'FIN_WAIT' || state === 'CLOSE_WAIT') return 'LAST_ACK';
    return state === 'ESTABLISHED' || state === 'SYN_RECV' ? 'FIN_WAIT' : state;
  }
  if (has(ACK)) {
    if (state === undefined || state === 'SYN_RECV') return 'ESTABLISHED';
    if (state === 'FIN_WAIT') return 'CLOSE_WAIT';
    return state === 'LAST_ACK' ? 'TIME_WAIT' : state;
  }
  return state;
}
