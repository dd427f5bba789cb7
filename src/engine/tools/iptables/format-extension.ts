import type { Match, Target } from '../../kernel/netfilter/model';
import type { HostFiles } from '../tool';
import { listState, saveState, showConntrack } from './extensions/conntrack';
import { listDscp, listLength, listPkttype, listTos, listTtl, saveDscp, saveLength, savePkttype, saveTosMatch, saveTtl } from './extensions/header-matches'; // prettier-ignore
import { listHeaderTarget, saveHeaderTarget } from './extensions/header-targets';
import { listIcmp, saveIcmp } from './extensions/icmp';
import { listMarkTarget, saveMarkTarget } from './extensions/mark-targets';
import {
  listConnlimit,
  listQuota,
  listRecent,
  saveConnlimit,
  saveQuota,
  saveRecent,
} from './extensions/memory-matches';
import { listFrag, listIpv6Header, listMh, listRt, saveFrag, saveIpv6Header, saveMh, saveRt } from './extensions/ipv6-headers'; // prettier-ignore
import { listHl, listIcmp6, saveHl, saveIcmp6 } from './extensions/ipv6';
import { listMultiport, saveMultiport } from './extensions/multiport';
import { showNat } from './extensions/nat-targets';
import { listOwner, saveOwner } from './extensions/owner';
import { listLimit, saveLimit, showAddrType, showStatistic } from './extensions/rate-matches';
import { listMark, saveMark, showIpRange, showPhysdev } from './extensions/simple-matches';
import { listLog, saveLog } from './extensions/targets';
import { showDevGroup, showQueue } from './extensions/rare-matches';
import { showTproxy } from './extensions/tproxy';
import { showHashlimit } from './extensions/hashlimit';
import { showU32 } from './extensions/u32';
import { listSet, saveSet, showSetTarget } from './extensions/set';
import { listTime, saveTime } from './extensions/time';
import { listTcpUdp, saveTcpUdp } from './extensions/tcp-udp';
import { listString, saveStringMatch, showRpFilter } from './extensions/string';
import { saveString } from './save-string';

/** How `-L` shows a match, after a blank; `protocol` is the rule's. */
export function listMatch(match: Match, files: HostFiles, protocol: number, numeric: boolean): string {
  switch (match.match) {
    case 'tcp':
    case 'udp':
      return listTcpUdp(match, files, numeric);
    case 'icmp':
      return listIcmp(match, numeric);
    case 'multiport':
      return listMultiport(match, files, protocol, numeric);
    case 'conntrack':
      return showConntrack(match, files, numeric, '');
    case 'state':
      return listState(match);
    case 'comment':
      return ` /* ${match.text} */`;
    case 'mark':
    case 'connmark':
      return listMark(match);
    case 'addrtype':
      return showAddrType(match, false);
    case 'statistic':
      return ` statistic${showStatistic(match, '')}`;
    case 'mac':
      return ` MAC ${match.inverted ? '! ' : ''}${match.source}`;
    case 'iprange':
      return showIpRange(match, false);
    case 'rpfilter':
      return ` rpfilter${showRpFilter(match, '')}`;
    case 'hashlimit':
      return showHashlimit(match, false);
    case 'u32':
      return showU32(match, false);
    case 'helper':
      return ` helper match ${match.inverted ? '! ' : ''}"${match.name}"`;
    case 'cpu':
      return ` cpu ${match.inverted ? '! ' : ''}${match.cpu}`;
    case 'devgroup':
      return showDevGroup(match, '');
    case 'string':
      return listString(match);
    case 'limit':
      return listLimit(match);
    case 'set':
      return listSet(match);
    case 'icmp6':
      return listIcmp6(match, numeric);
    case 'hl':
      return listHl(match);
    case 'eui64':
      return '';
    case 'frag':
      return listFrag(match);
    case 'rt':
      return listRt(match);
    case 'mh':
      return listMh(match, numeric);
    case 'ipv6header':
      return listIpv6Header(match, numeric);
    case 'length':
      return listLength(match);
    case 'ttl':
      return listTtl(match);
    case 'dscp':
      return listDscp(match);
    case 'tos':
      return listTos(match, numeric);
    case 'pkttype':
      return listPkttype(match);
    case 'owner':
      return listOwner(match, files, numeric);
    case 'quota':
      return listQuota(match);
    case 'time':
      return listTime(match);
    case 'connlimit':
      return listConnlimit(match);
    case 'recent':
      return listRecent(match);
    case 'connbytes':
    case 'socket':
    case 'tcpmss':
    case 'sctp':
    case 'policy':
    case 'realm':
    case 'esp':
    case 'ah':
    case 'ecn':
    case 'cgroup':
      return match.listed;
    case 'physdev':
      return ` PHYSDEV match${showPhysdev(match)}`;
  }
}

/** How `-S` and iptables-save write a match's options after `-m NAME`. */
export function saveMatch(match: Match, files: HostFiles): string {
  switch (match.match) {
    case 'tcp':
    case 'udp':
      return saveTcpUdp(match);
    case 'icmp':
      return saveIcmp(match);
    case 'multiport':
      return saveMultiport(match);
    case 'conntrack':
      return showConntrack(match, files, true, '--');
    case 'state':
      return saveState(match);
    case 'comment':
      return ` --comment ${saveString(match.text)}`;
    case 'mark':
    case 'connmark':
      return saveMark(match);
    case 'addrtype':
      return showAddrType(match, true);
    case 'statistic':
      return showStatistic(match, '--');
    case 'mac':
      return `${match.inverted ? ' !' : ''} --mac-source ${match.source}`;
    case 'iprange':
      return showIpRange(match, true);
    case 'rpfilter':
      return showRpFilter(match, '--');
    case 'hashlimit':
      return showHashlimit(match, true);
    case 'u32':
      return showU32(match, true);
    case 'helper':
      return `${match.inverted ? ' !' : ''} --helper ${saveString(match.name)}`;
    case 'cpu':
      return `${match.inverted ? ' !' : ''} --cpu ${match.cpu}`;
    case 'devgroup':
      return showDevGroup(match, '--');
    case 'string':
      return saveStringMatch(match);
    case 'limit':
      return saveLimit(match);
    case 'set':
      return saveSet(match);
    case 'icmp6':
      return saveIcmp6(match);
    case 'hl':
      return saveHl(match);
    case 'eui64':
      return '';
    case 'frag':
      return saveFrag(match);
    case 'rt':
      return saveRt(match);
    case 'mh':
      return saveMh(match);
    case 'ipv6header':
      return saveIpv6Header(match);
    case 'length':
      return saveLength(match);
    case 'ttl':
      return saveTtl(match);
    case 'dscp':
      return saveDscp(match);
    case 'tos':
      return saveTosMatch(match);
    case 'pkttype':
      return savePkttype(match);
    case 'owner':
      return saveOwner(match);
    case 'quota':
      return saveQuota(match);
    case 'time':
      return saveTime(match);
    case 'connlimit':
      return saveConnlimit(match);
    case 'recent':
      return saveRecent(match);
    case 'connbytes':
    case 'socket':
    case 'tcpmss':
    case 'sctp':
    case 'policy':
    case 'realm':
    case 'esp':
    case 'ah':
    case 'ecn':
    case 'cgroup':
      return match.saved;
    case 'physdev':
      return showPhysdev(match);
  }
}

/** The name of a target as listings show it. */
export function targetName(target: Target | undefined): string {
  if (target === undefined) return '';
  if (target.target === 'jump' || target.target === 'goto') return target.chain;
  return target.target === 'NOTRACK' ? 'CT' : target.target;
}

/** How `-L` shows a target's options. */
export function listTarget(target: Target, numeric: boolean): string {
  switch (target.target) {
    case 'REJECT':
      return ` reject-with ${target.with}`;
    case 'LOG':
      return listLog(target, numeric);
    case 'MARK':
    case 'CONNMARK':
      return listMarkTarget(target);
    case 'DNAT':
    case 'SNAT':
    case 'MASQUERADE':
    case 'REDIRECT':
      return showNat(target, false);
    case 'TTL':
    case 'HL':
    case 'TOS':
    case 'DSCP':
    case 'TCPMSS':
    case 'NETMAP':
    case 'CLASSIFY':
    case 'NFLOG':
    case 'TRACE':
    case 'AUDIT':
    case 'CHECKSUM':
      return listHeaderTarget(target, numeric);
    case 'SET':
      return showSetTarget(target, '');
    case 'TPROXY':
      return showTproxy(target, false);
    case 'NFQUEUE':
      return showQueue(target, false);
    case 'NOTRACK':
      return target.ct ? ' CT notrack' : ' NOTRACK';
    default:
      return '';
  }
}

/** How `-S` and iptables-save write a target, with `-j` or `-g`. */
export function saveTarget(target: Target): string {
  switch (target.target) {
    case 'jump':
      return ` -j ${target.chain}`;
    case 'goto':
      return ` -g ${target.chain}`;
    case 'REJECT':
      return ` -j REJECT --reject-with ${target.with}`;
    case 'LOG':
      return ` -j LOG${saveLog(target)}`;
    case 'MARK':
    case 'CONNMARK':
      return ` -j ${target.target}${saveMarkTarget(target)}`;
    case 'DNAT':
    case 'SNAT':
    case 'MASQUERADE':
    case 'REDIRECT':
      return ` -j ${target.target}${showNat(target, true)}`;
    case 'TTL':
    case 'HL':
    case 'TOS':
    case 'DSCP':
    case 'TCPMSS':
    case 'NETMAP':
    case 'CLASSIFY':
    case 'NFLOG':
    case 'TRACE':
    case 'AUDIT':
    case 'CHECKSUM':
      return ` -j ${target.target}${saveHeaderTarget(target)}`;
    case 'SET':
      return ` -j SET${showSetTarget(target, '--')}`;
    case 'TPROXY':
      return ` -j TPROXY${showTproxy(target, true)}`;
    case 'NFQUEUE':
      return ` -j NFQUEUE${showQueue(target, true)}`;
    case 'NOTRACK':
      return target.ct ? ' -j CT --notrack' : ' -j NOTRACK';
    default:
      return ` -j ${target.target}`;
  }
}
