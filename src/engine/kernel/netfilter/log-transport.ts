import { TCP_FLAG, type TcpSegment } from '../../packet/frame';
import type { Target } from './model';

export type LogOptions = Extract<Target, { target: 'LOG' }>['options'];

/** What the kernel has a name for; the rest goes by its number. */
export const NAMED: ReadonlySet<string> = new Set(['icmp', 'tcp', 'udp']);

/** The flags in the order they are printed in. */
const FLAGS = ['URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN'] as const;

/** nf_log_dump_tcp_header. */
export function tcpText(segment: TcpSegment, options: LogOptions): readonly string[] {
  const { sourcePort, destinationPort, sequence, acknowledgement, window, flags } = segment;
  return [
    `SPT=${sourcePort} DPT=${destinationPort}`,
    ...(options.includes('tcp-sequence') ? [`SEQ=${sequence} ACK=${acknowledgement}`] : []),
    `WINDOW=${window} RES=0x00`,
    ...FLAGS.filter((name) => (flags & TCP_FLAG[name]) !== 0),
    'URGP=0',
  ];
}
