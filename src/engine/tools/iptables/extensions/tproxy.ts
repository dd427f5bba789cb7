import type { Target } from '../../../kernel/netfilter/model';
import { formatIp } from '../../../packet/ipv6-address';
import { option, OptionChecks, type Extension } from '../extension';
import { TPROXY_HELP } from '../help-unusual';
import { hex } from '../numbers';
import { readHost, readInteger, readMark } from '../values';

type Tproxy = Extract<Target, { target: 'TPROXY' }>;

/** `-j TPROXY` (extensions/libxt_TPROXY.c, revision 1). */
export const TPROXY: Extension<Target> = {
  name: 'TPROXY',
  help: TPROXY_HELP,
  options: [
    option('--on-port', 'PORT', 'The port of the proxy on this host.', '이 호스트에 있는 프록시의 포트입니다.', { mandatory: true }), // prettier-ignore
    option('--on-ip', 'ADDRESS', 'The address of the proxy.', '프록시의 주소입니다.'),
    option('--tproxy-mark', 'VALUE[/MASK]', 'Give the packet this mark.', '패킷에 이 마크를 붙입니다.'),
  ],
  load: (around) => {
    const checks = new OptionChecks(TPROXY, around);
    let target: Tproxy = { target: 'TPROXY', port: 0, address: around.family === 'inet6' ? '::' : '0.0.0.0', value: 0, mask: 0 }; // prettier-ignore
    return {
      take(given) {
        checks.note(given);
        const { name, value } = given;
        if (name === '--on-port') target = { ...target, port: readInteger(around, 'TPROXY', name, value, 0, 65_535) };
        else if (name === '--on-ip') target = { ...target, address: formatIp(readHost(around, value)) };
        else target = { ...target, ...readMark(around, 'TPROXY', name, value) };
      },
      finish() {
        checks.finish();
        return target;
      },
    };
  },
};

export function showTproxy({ port, address, value, mask }: Tproxy, saved: boolean): string {
  const mark = `${hex(value)}/${hex(mask)}`;
  if (saved) return ` --on-port ${port} --on-ip ${address} --tproxy-mark ${mark}`;
  return ` TPROXY redirect ${address}:${port} mark ${mark}`;
}
