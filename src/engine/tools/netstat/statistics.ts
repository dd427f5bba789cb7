import { ipExtOf, snmpOf } from '../../kernel/proc-snmp';
import type { Process } from '../tool';

/** `netstat -s` (net-tools statistics.c): the counters of /proc/net/snmp and /proc/net/netstat in words. */

/** How a counter is shown: `always`, or only when it is not 0; %d stands for it. */
interface Line {
  readonly text: string;
  readonly always?: true;
  /** Under a heading of its own. */
  readonly histogram?: 'in' | 'out';
}

const always = (text: string): Line => ({ text, always: true });
const some = (text: string): Line => ({ text });
const inbound = (text: string): Line => ({ text, histogram: 'in' });
const outbound = (text: string): Line => ({ text, histogram: 'out' });

const IP: readonly (readonly [string, Line])[] = [
  ['Forwarding', always('Forwarding: %d')], ['InReceives', always('%d total packets received')], ['InHdrErrors', some('%d with invalid headers')],
  ['InAddrErrors', some('%d with invalid addresses')], ['ForwDatagrams', always('%d forwarded')], ['InUnknownProtos', some('%d with unknown protocol')],
  ['InDiscards', always('%d incoming packets discarded')], ['InDelivers', always('%d incoming packets delivered')],
  ['OutRequests', always('%d requests sent out')], ['OutDiscards', some('%d outgoing packets dropped')],
  ['OutNoRoutes', some('%d dropped because of missing route')], ['ReasmTimeout', some('%d fragments dropped after timeout')],
  ['ReasmReqds', some('%d reassemblies required')], ['ReasmOKs', some('%d packets reassembled ok')], ['ReasmFails', some('%d packet reassemblies failed')],
  ['FragOKs', some('%d outgoing packets fragmented ok')], ['FragFails', some('%d fragments failed')], ['FragCreates', some('%d fragments created')],
  ['OutTransmits', some('OutTransmits: %d')],
]; // prettier-ignore

const ICMP: readonly (readonly [string, Line])[] = [
  ['InMsgs', always('%d ICMP messages received')], ['InErrors', always('%d input ICMP message failed')],
  ['InDestUnreachs', inbound('destination unreachable: %d')], ['InTimeExcds', inbound('timeout in transit: %d')],
  ['InParmProbs', inbound('wrong parameters: %d')], ['InSrcQuenchs', inbound('source quenches: %d')], ['InRedirects', inbound('redirects: %d')],
  ['InEchos', inbound('echo requests: %d')], ['InEchoReps', inbound('echo replies: %d')],
  ['OutMsgs', always('%d ICMP messages sent')], ['OutErrors', always('%d ICMP messages failed')],
  ['OutDestUnreachs', outbound('destination unreachable: %d')], ['OutTimeExcds', outbound('time exceeded: %d')],
  ['OutParmProbs', outbound('wrong parameters: %d')], ['OutSrcQuenchs', outbound('source quench: %d')], ['OutRedirects', outbound('redirect: %d')],
  ['OutEchos', outbound('echo requests: %d')], ['OutEchoReps', outbound('echo replies: %d')],
]; // prettier-ignore

const TCP: readonly (readonly [string, Line])[] = [
  ['ActiveOpens', always('%d active connection openings')], ['PassiveOpens', always('%d passive connection openings')],
  ['AttemptFails', always('%d failed connection attempts')], ['EstabResets', always('%d connection resets received')],
  ['CurrEstab', always('%d connections established')], ['InSegs', always('%d segments received')], ['OutSegs', always('%d segments sent out')],
  ['RetransSegs', always('%d segments retransmitted')], ['InErrs', always('%d bad segments received')], ['OutRsts', always('%d resets sent')],
]; // prettier-ignore

const UDP: readonly (readonly [string, Line])[] = [
  ['InDatagrams', always('%d packets received')], ['NoPorts', always('%d packets to unknown port received')], ['InErrors', always('%d packet receive errors')],
  ['OutDatagrams', always('%d packets sent')], ['RcvbufErrors', always('%d receive buffer errors')], ['SndbufErrors', always('%d send buffer errors')],
]; // prettier-ignore

const LINES = { Ip: new Map(IP), Icmp: new Map(ICMP), Tcp: new Map(TCP), Udp: new Map(UDP) };
/** Whose counters an option asks for; these come whatever it is. */
const EVERYBODYS: ReadonlySet<string> = new Set(['IcmpMsg', 'UdpLite']);

/** -s, with -t, -u and -w for some of the protocols. */
export function showStatistics(process: Process, protocols: ReadonlySet<string> | undefined): void {
  const all = protocols === undefined;
  const [tcp, udp, raw] = ['tcp', 'udp', 'raw'].map((name) => protocols?.has(name) === true);
  const wanted = new Map<string, boolean>([
    ['Ip', all || raw === true],
    ['Icmp', all || raw === true],
    ['Tcp', all || tcp === true],
    ['Udp', all || udp === true],
  ]);
  // What has no words of its own is indented as what came before it.
  let indent = '    ';
  for (const [name, counters] of snmpOf(process.world, process.netns)) {
    if (!EVERYBODYS.has(name) && !wanted.get(name)) continue;
    process.out(`${name}:\n`);
    if (name === 'IcmpMsg') process.out(counters.map(([counter, value]) => `${indent}${counter}: ${value}\n`).join(''));
    const lines = LINES[name as keyof typeof LINES] as ReadonlyMap<string, Line> | undefined;
    if (name !== 'IcmpMsg') indent = '    ';
    if (!lines) continue;
    process.out(sectionText(lines, counters));
    if (name === 'Icmp') indent = '        ';
  }
  if (all || tcp) process.out('TcpExt:\n    0 packet headers predicted\n');
  const ext = ipExtOf(process.world, process.netns).filter(([, value]) => value !== 0);
  process.out(`IpExt:\n${ext.map(([name, value]) => `    ${name}: ${value}\n`).join('')}MPTcpExt:\n`);
}

function sectionText(lines: ReadonlyMap<string, Line>, counters: readonly (readonly [string, number])[]): string {
  let text = '';
  let under: Line['histogram'];
  for (const [name, value] of counters) {
    const line = lines.get(name);
    if (!line) continue;
    if (line.histogram !== under && line.histogram) text += `    ICMP ${line.histogram}put histogram:\n`;
    under = line.histogram;
    if (value !== 0 || line.always) text += `${under ? '        ' : '    '}${line.text.replace('%d', String(value))}\n`;
  }
  return text;
}
