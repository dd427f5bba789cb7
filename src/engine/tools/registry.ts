import type { Tool } from '../shell/process';
import { apt, aptCache, aptGet, aptMark } from './apt/apt';
import { dpkg } from './apt/dpkg';
import { arp } from './arp/arp';
import { arping } from './arping/arping';
import { asInImages } from './busybox/applets';
import type { Program } from './grammar/types';
import { brctl } from './brctl/brctl';
import { bridge } from './bridge/bridge';
import { cilium, ciliumDbg } from './cilium/cilium';
import { crictl } from './crictl/crictl';
import { ctr } from './crictl/ctr';
import { conntrack } from './conntrack/conntrack';
import { dig } from './dig/dig';
import { dnsmasq } from './dnsmasq/dnsmasq';
import { etcdctl, etcdutl } from './etcdctl/etcdctl';
import { getent } from './getent/getent';
import { curl } from './curl/curl';
import { grpcurl } from './grpcurl/grpcurl';
import { host } from './host/host';
import { hostnameTools } from './hostname/hostname';
import { ifconfig } from './ifconfig/ifconfig';
import { ip } from './ip/ip';
import { ipvsadm } from './ipvsadm/ipvsadm';
import { ipset } from './ipset/ipset';
import { nft } from './nft/nft';
import { ip6tables, iptables } from './iptables/iptables';
import { ip6tablesRestore, iptablesRestore } from './iptables/iptables-restore';
import { ip6tablesSave, iptablesSave } from './iptables/iptables-save';
import { otherNames } from './iptables/other-names';
import { dmesg } from './kernel/dmesg';
import { lsmod, modprobe } from './kernel/modules';
import { kubeadm } from './kubeadm/kubeadm';
import { openssl } from './openssl/openssl';
import { kubectlProgram } from './kubectl/kubectl';
import { connectByTcp } from './kubectl/transport/tcp';
import { nc, netcat } from './nc/nc';
import { netstat } from './netstat/netstat';
import { nslookup } from './nslookup/nslookup';
import { ping, ping6 } from './ping/ping';
import { lsns } from './procps/lsns';
import { pgrep, pidof, pkill } from './procps/match';
import { ps } from './procps/ps';
import { top } from './procps/top';
import { python } from './python/python';
import { route } from './route/route';
import { ss } from './ss/ss';
import { sysctl } from './sysctl/sysctl';
import { tracepath } from './tracepath/tracepath';
import { tcpdump } from './tcpdump/tcpdump';
import { traceroute, traceroute6 } from './traceroute/traceroute';
import { journalctl } from './systemd/journalctl';
import { service, systemctl } from './systemd/systemctl';
import { systemTools } from './system/system-tools';
import { wget } from './wget/wget';

const ALL: readonly Tool[] = [
  ...systemTools,
  ...hostnameTools,
  apt,
  aptCache,
  aptGet,
  aptMark,
  arp,
  arping,
  brctl,
  bridge,
  cilium,
  ciliumDbg,
  conntrack,
  crictl,
  ctr,
  curl,
  dig,
  dmesg,
  dnsmasq,
  dpkg,
  etcdctl,
  etcdutl,
  getent,
  grpcurl,
  host,
  ifconfig,
  ip,
  ipset,
  ipvsadm,
  nft,
  ip6tables,
  ip6tablesRestore,
  ip6tablesSave,
  iptables,
  iptablesRestore,
  iptablesSave,
  kubeadm,
  openssl,
  kubectlProgram(connectByTcp),
  journalctl,
  ...otherNames,
  lsmod,
  lsns,
  modprobe,
  nc,
  netcat,
  netstat,
  nslookup,
  pgrep,
  pidof,
  ping,
  ping6,
  pkill,
  ps,
  python,
  route,
  service,
  ss,
  sysctl,
  systemctl,
  tcpdump,
  top,
  tracepath,
  traceroute,
  traceroute6,
  wget,
];

/** Every program of ours that a host has, by the name a user types. */
export const TOOLS: ReadonlyMap<string, Tool> = new Map(
  ALL.map((tool) => [tool.name, 'dialect' in tool ? asInImages(tool as Program) : tool]),
);
