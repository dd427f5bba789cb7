import type { DnsFacts, DnsMissing, DnsStory } from '../dns';

/** A step of CoreDNS. */
export function dns({ server, name, type, rcode, plugin, answers, why }: DnsFacts): string {
  const what = answers.length > 0 ? answers.join(', ') : rcode === 'NOERROR' ? 'no record of this type' : rcode;
  const reason = answers.length === 0 && why ? ` (${missing(why)})` : '';
  return `CoreDNS in Pod ${server}, plugin ${plugin}: ${name} ${type} is ${what}${reason}`;
}

/** What became of a name, in one sentence. */
export function dnsTold({ server, asked, last, why }: DnsStory): string {
  const names = asked.slice(0, 6).join(', ');
  const list = asked.length > 1 ? `along the search list of /etc/resolv.conf for ${names}` : `for ${names}`;
  const start = `CoreDNS (Pod ${server}) was asked ${list}`;
  if (!why) return `${start}; its plugin ${last.plugin} answered ${last.answers.join(', ')}.`;
  return `${start} and answered ${asked.length > 1 ? `${last.rcode} at last` : last.rcode}: ${missing(why)}.`;
}

function missing(why: DnsMissing): string {
  switch (why.code) {
    case 'misspelt':
      return why.how === 'no-svc'
        ? `the word svc is missing in the name; the Service is ${why.right}`
        : `there is no such name, but there is ${why.right}`;
    case 'other-namespace':
      return `in namespace ${why.namespace} there is no Service ${why.service}; one is in ${why.others.map((other) => `${other} (${why.service}.${other})`).join(', ')}`;
    case 'no-namespace':
      return `there is no namespace ${why.namespace}`;
    case 'no-service':
      return `there is no Service ${why.service} in namespace ${why.namespace}, nor in another${why.full === undefined ? '' : `; none can be made, for all addresses of the Services’ range ${why.full} are given away: delete a Service that nobody needs, or add a ServiceCIDR`}`;
    case 'no-endpoint':
      return `Service ${why.service} in namespace ${why.namespace} has no such endpoint that is ready`;
    case 'no-port':
      return `Service ${why.service} in namespace ${why.namespace} has no port of this name and protocol`;
    case 'no-pod':
      return 'no Pod has such a name';
    case 'pods-disabled':
      return 'the Corefile does not answer names of Pods (pods disabled)';
    case 'malformed':
      return 'it has not the form of a name in the cluster (SERVICE.NAMESPACE.svc.cluster.local)';
    case 'not-synced':
      return 'CoreDNS has not reached the API server';
    case 'no-zone':
      return 'no server block of the Corefile is for it';
    case 'no-data':
      return 'there is the name, but no record of this type';
    case 'upstream-silent':
      return `it is no name of the cluster, and none of the servers that the Corefile forwards to answered (${why.upstreams.join(', ')})`;
    case 'upstream':
      return `it is no name of the cluster, and the server that the Corefile forwards to (${why.upstreams.join(', ')}) does not know it`;
  }
}
