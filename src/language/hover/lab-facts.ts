import type { CommandPart, WordRole } from '../../grammar';
import type { HostObservation, LabObservation, NetnsObservation } from '../../engine';
import { formatIpv4, inPrefix, ipv4, networkOf, parseIpv4 } from '../../engine/packet/address';
import { chainNames } from '../lab/service-chains';
import { findType } from '../completion/kubectl';
import { resourceKey, type ApiObject, type LabView } from '../lab/lab-view';
import type { Language } from '../diagnostics/messages';

/** Where a word stands, and the lab that it is about. */
export interface FactsPlace {
  readonly lab: LabView;
  /** The host that the cell runs on. */
  readonly host: string | undefined;
}

type Say = (en: string, ko: string) => string;

/** What a word is now in the lab: a sentence or two, or none. */
export function labFacts(
  text: string,
  role: WordRole | undefined,
  part: CommandPart | undefined,
  place: FactsPlace,
  language: Language,
): readonly string[] {
  const say: Say = (en, ko) => (language === 'ko' ? ko : en);
  const seen = place.lab.observe();
  const host = seen.hosts.find(({ name }) => name === (part?.host ?? place.host ?? place.lab.firstHost));
  const netns = host?.namespaces.find(({ name }) => name === (part?.netns ?? ''));
  const facts: string[] = [];
  if (role?.type === 'device' || role?.type === 'new-device') facts.push(...deviceFacts(text, host, netns, say));
  if (role?.type === 'netns' || role?.type === 'new-netns') facts.push(...netnsFacts(text, host, say));
  facts.push(...addressOwners(text, seen, place.lab, say));
  if (role?.type !== 'address' && text.includes('/')) facts.push(...overlaps(text, seen, say));
  if (/^KUBE-(SVC|SEP|EXT|FW)-/.test(text)) facts.push(...chainFacts(text, place.lab, say));
  if (part?.program === 'kubectl' && role) facts.push(...objectFacts(text, place.lab, say));
  if (role?.type === 'host' && facts.length === 0) facts.push(...hostFacts(text, seen, say));
  return facts;
}

function deviceFacts(
  name: string,
  host: HostObservation | undefined,
  netns: NetnsObservation | undefined,
  say: Say,
): readonly string[] {
  const link = netns?.links.find((each) => each.name === name);
  if (!link) {
    const elsewhere = host?.namespaces.find(({ links }) => links.some((each) => each.name === name));
    if (!host || !elsewhere) return [];
    const where = elsewhere.name === '' ? host.name : elsewhere.name;
    return [say(`${name} is not here but in ${where}.`, `${name}은(는) 여기가 아니라 ${where}에 있습니다.`)];
  }
  const up = link.flags.includes('UP');
  const carrier = !link.flags.includes('NO-CARRIER') && (link.flags.includes('LOWER_UP') || !up);
  const addresses = link.addresses4.map(({ address, prefixLength }) => `${formatIpv4(address)}/${prefixLength}`);
  const en = [up ? (carrier ? 'UP' : 'UP, no carrier') : 'DOWN', addresses.join(', ') || 'no address'];
  const ko = [up ? (carrier ? 'UP' : 'UP, 신호 없음') : 'DOWN', addresses.join(', ') || '주소 없음'];
  if (link.master) {
    en.push(`port of ${link.master.name}`);
    ko.push(`${link.master.name}의 포트`);
  }
  const peer = link.peer && peerText(link.peer);
  if (peer !== undefined) {
    en.push(`other end: ${peer}`);
    ko.push(`다른 끝: ${peer}`);
  }
  if (link.mtu !== 1500 && link.linkType !== 'loopback') {
    en.push(`MTU ${link.mtu}`);
    ko.push(`MTU ${link.mtu}`);
  }
  return [say(`Now ${name}: ${en.join(', ')}.`, `지금 ${name}: ${ko.join(', ')}.`)];
}

function peerText({ name, netnsName, ifindex }: NonNullable<NetnsObservation['links'][number]['peer']>): string {
  if (name !== undefined) return name;
  return netnsName === undefined ? `if${ifindex}` : `if${ifindex} (${netnsName})`;
}

function netnsFacts(name: string, host: HostObservation | undefined, say: Say): readonly string[] {
  const netns = host?.namespaces.find((each) => each.name === name);
  if (!netns || name === '') return [];
  const links = netns.links.map((link) => `${link.name} ${link.flags.includes('UP') ? 'UP' : 'DOWN'}`).join(', ');
  return [say(`Now in ${name}: ${links}.`, `지금 ${name} 안: ${links}.`)];
}

/** Who has an address: an interface, a Service, a Pod, a node. */
function addressOwners(text: string, seen: LabObservation, lab: LabView, say: Say): readonly string[] {
  const [bare = ''] = text.replace(/^(https?:\/\/|@)/, '').split(/[/:]/, 1);
  const address = parseIpv4(bare);
  if (address === undefined) return [];
  for (const { metadata, spec } of services(lab)) {
    if (spec?.clusterIP === bare) {
      const ports = (spec.ports ?? []).map(({ port, protocol = 'TCP' }) => `${port}/${protocol}`).join(', ');
      const name = `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
      return [say(`${bare}: Service ${name} (${ports}).`, `${bare}: Service ${name}(${ports}).`)];
    }
  }
  for (const { metadata, status } of lab.objects('pods') as unknown as readonly (ApiObject & {
    status?: { podIP?: string; hostIP?: string };
  })[]) {
    if (status?.podIP === bare && status.podIP !== status.hostIP) {
      const name = `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
      return [say(`${bare}: Pod ${name}.`, `${bare}: Pod ${name}.`)];
    }
  }
  if (address >>> 24 === 127) return [];
  const owners = seen.hosts.flatMap((host) =>
    host.namespaces.flatMap((netns) =>
      netns.links
        .filter(({ addresses4 }) => addresses4.some((each) => each.address === address))
        .map((link) => `${link.name}, ${netns.name === '' ? host.name : `${netns.name} (${host.name})`}`),
    ),
  );
  if (owners.length === 0) return [];
  return [say(`${bare} is on ${owners.join('; ')}.`, `${bare}이(가) 있는 곳: ${owners.join('; ')}.`)];
}

interface ServiceSpec {
  readonly clusterIP?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly port: number; readonly protocol?: string; readonly name?: string }[];
}

function services(lab: LabView): readonly (ApiObject & { readonly spec?: ServiceSpec })[] {
  return lab.objects('services');
}

/** Networks of the lab that a prefix shares addresses with without being the same. */
function overlaps(text: string, seen: LabObservation, say: Say): readonly string[] {
  const match = /^(\d+\.\d+\.\d+\.\d+)\/(\d{1,2})$/.exec(text);
  const address = match && parseIpv4(match[1] ?? '');
  const length = Number(match?.[2]);
  if (address === undefined || address === null || length > 31 || length === 0) return [];
  const network = networkOf(address, length);
  const found = new Set<string>();
  for (const host of seen.hosts) {
    for (const netns of host.namespaces) {
      for (const link of netns.links) {
        for (const own of link.addresses4) {
          if (own.prefixLength === 32 || own.address >>> 24 === 127) continue;
          const other = networkOf(own.address, own.prefixLength);
          if (other === network && own.prefixLength === length) {
            found.add(`= ${link.name} (${netns.name === '' ? host.name : netns.name})`);
          } else if (inPrefix(other, network, length) || inPrefix(ipv4(network), other, own.prefixLength)) {
            found.add(
              `∩ ${formatIpv4(other)}/${own.prefixLength}, ${link.name} (${netns.name === '' ? host.name : netns.name})`,
            );
          }
        }
      }
    }
  }
  const same = [...found].filter((each) => each.startsWith('=')).map((each) => each.slice(2));
  const others = [...found].filter((each) => each.startsWith('∩')).map((each) => each.slice(2));
  return [
    ...(same.length > 0
      ? [say(`On the link of ${same.join(', ')}.`, `${same.join(', ')}의 링크에 있는 네트워크입니다.`)]
      : []),
    ...(others.length > 0 ? [say(`Overlaps ${others.join('; ')}.`, `겹치는 네트워크: ${others.join('; ')}.`)] : []),
  ];
}

function chainFacts(chain: string, lab: LabView, say: Say): readonly string[] {
  const of = chainNames(lab).get(chain);
  if (!of) return [];
  return of.endpoint === undefined
    ? [say(`${chain}: Service ${of.service}.`, `${chain}: Service ${of.service}.`)]
    : [say(`${chain}: endpoint ${of.endpoint} of Service ${of.service}.`, `${chain}: Service ${of.service}의 엔드포인트 ${of.endpoint}.`)]; // prettier-ignore
}

/** `web` in `kubectl get pod web`: the objects of that name, whatever their namespace. */
function objectFacts(text: string, lab: LabView, say: Say): readonly string[] {
  const [before, after] = text.split('/');
  const kinds = after === undefined ? undefined : findType(lab, before ?? '');
  const name = after ?? text;
  const types = kinds ? [resourceKey(kinds)] : ['pods', 'services', 'deployments.apps', 'nodes', 'namespaces'];
  return types.flatMap((type) =>
    lab
      .objects(type)
      .filter(({ metadata }) => metadata.name === name)
      .slice(0, 2)
      .map((object) => {
        const { kind, metadata } = object;
        const where = metadata.namespace === undefined ? '' : `${metadata.namespace}/`;
        const state = stateOf(object);
        return say(`Now: ${kind} ${where}${name}${state}.`, `지금: ${kind} ${where}${name}${state}.`);
      }),
  );
}

function stateOf(object: ApiObject): string {
  const { spec, status } = object as unknown as {
    spec?: ServiceSpec & { nodeName?: string; replicas?: number };
    status?: { phase?: string; podIP?: string; readyReplicas?: number };
  };
  const parts = [
    status?.phase,
    status?.podIP,
    spec?.nodeName,
    spec?.clusterIP,
    spec?.replicas === undefined ? undefined : `${status?.readyReplicas ?? 0}/${spec.replicas} ready`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`;
}

function hostFacts(name: string, seen: LabObservation, say: Say): readonly string[] {
  const host = seen.hosts.find((each) => each.name === name);
  const addresses = host?.namespaces[0]?.links.flatMap(({ addresses4 }) =>
    addresses4.map(({ address }) => formatIpv4(address)),
  );
  const shown = addresses?.filter((text) => !text.startsWith('127.'));
  if (!shown) return [];
  const list = shown.join(', ') || say('no address', '주소 없음');
  return [say(`Host ${name} of this lab: ${list}.`, `이 랩의 호스트 ${name}: ${list}.`)];
}
