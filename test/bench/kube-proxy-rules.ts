/** What kube-proxy (v1.35, iptables mode) gives iptables-restore for ClusterIP Services with endpoints: nat table, chains first. */
export function kubeProxyRules(services: number, endpoints: number): string {
  const chains = ['PREROUTING ACCEPT', 'INPUT ACCEPT', 'OUTPUT ACCEPT', 'POSTROUTING ACCEPT'];
  const rules = [
    '-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
    '-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
    '-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING',
    '-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000',
    '-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN',
    '-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0',
    '-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
  ];
  for (const name of ['KUBE-SERVICES', 'KUBE-NODEPORTS', 'KUBE-POSTROUTING', 'KUBE-MARK-MASQ'])
    chains.push(`${name} -`);
  const ofServices: string[] = [];
  for (let service = 0; service < services; service++) {
    const name = `default/service-${service}:http`;
    const chain = `KUBE-SVC-${hash(service)}`;
    const clusterIp = serviceAddress(service);
    chains.push(`${chain} -`);
    rules.push(
      `-A KUBE-SERVICES -d ${clusterIp}/32 -p tcp -m comment --comment "${name} cluster IP" -m tcp --dport 80 -j ${chain}`,
    );
    ofServices.push(
      `-A ${chain} ! -s 10.244.0.0/16 -d ${clusterIp}/32 -p tcp -m comment --comment "${name} cluster IP" -m tcp --dport 80 -j KUBE-MARK-MASQ`,
    );
    for (let i = 0; i < endpoints; i++) {
      const pod = `10.244.${(service >> 6) & 255}.${((service & 63) * endpoints + i + 2) & 255}`;
      const own = `KUBE-SEP-${hash(service * endpoints + i + 1_000_000)}`;
      const chance =
        i === endpoints - 1 ? '' : `-m statistic --mode random --probability ${(1 / (endpoints - i)).toFixed(11)} `;
      chains.push(`${own} -`);
      ofServices.push(
        `-A ${chain} -m comment --comment "${name} -> ${pod}:8080" ${chance}-j ${own}`,
        `-A ${own} -s ${pod}/32 -m comment --comment "${name}" -j KUBE-MARK-MASQ`,
        `-A ${own} -p tcp -m comment --comment "${name}" -m tcp -j DNAT --to-destination ${pod}:8080`,
      );
    }
  }
  rules.push(
    '-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS',
  );
  const head = chains.map((chain) => `:${chain} [0:0]`);
  return `${['*nat', ...head, ...rules, ...ofServices, 'COMMIT'].join('\n')}\n`;
}

/** The cluster IP of a Service. */
export function serviceAddress(service: number): string {
  return `10.${96 + (service >> 16)}.${(service >> 8) & 255}.${service & 255}`;
}

/** Sixteen letters and digits, as kube-proxy's base32 of a hash. */
function hash(value: number): string {
  let [text, state] = ['', value + 1];
  for (let i = 0; i < 16; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    text += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(state >>> 27);
  }
  return text;
}
