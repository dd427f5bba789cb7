import { CorefileError } from '../corefile/error';
import { formatIp } from '../../../packet/ipv6-address';
import { askedName, askingFor, isLeftToServer, nameOfRequest, RCODE, record } from '../message';
import type { Outcome, Plugin } from '../plugin';
import type { Request, Turn } from '../turn';
import { isWithin, matchingZone, withoutZone } from '../zones';
import { podsWithIp } from './kubernetes/objects';
import type { KubernetesSettings } from './kubernetes/settings';
import { readResolvSearch } from './resolv';

interface AutopathSettings {
  readonly zones: readonly string[];
  /** `@kubernetes`: the search list of the Pod that asks; otherwise that of a file. */
  readonly search: readonly string[] | '@kubernetes';
}

/** The plugin autopath: goes through the client's search list on the server (plugin/autopath). */
export const autopath: Plugin<AutopathSettings> = {
  name: 'autopath',
  setup(c) {
    const all: AutopathSettings[] = [];
    while (c.next()) {
      const words = c.remainingArgs();
      const last = words.pop();
      if (last === undefined) throw new CorefileError('no resolv-conf specified');
      const zones = c.origins(words);
      if (last.startsWith('@')) {
        if (last !== '@kubernetes')
          throw new CorefileError(`${last.slice(1)} does not implement the AutoPather interface`);
        all.push({ zones, search: '@kubernetes' });
        continue;
      }
      const text = c.place.read(last);
      if (text === undefined)
        throw new CorefileError(`failed to parse ${JSON.stringify(last)}: open ${last}: no such file or directory`);
      all.push({ zones, search: [...readResolvSearch(text), ''] });
    }
    return all.slice(-1);
  },
  serve(settings, request, turn, next) {
    const name = nameOfRequest(request);
    if (matchingZone(name, settings.zones) === undefined) return next(request);
    const search = settings.search === '@kubernetes' ? ofPod(request, turn) : settings.search;
    const [first] = search;
    if (first === undefined || !isWithin(name, first)) return next(request);
    const asked = askedName(request);
    const base = withoutZone(asked, first);
    let firstOutcome: Outcome | undefined;
    for (const domain of search) {
      const outcome = next(askingFor(request, `${base}.${domain}`));
      if (outcome.error !== undefined) return outcome;
      firstOutcome ??= outcome;
      const { message } = outcome;
      if (isLeftToServer(outcome.rcode) || !message || message.rcode === RCODE.nameError) continue;
      const [got] = message.answers;
      const alias =
        got && got.name !== asked ? [record(asked, got.ttl, { type: 'CNAME' as const, target: got.name })] : [];
      return {
        ...outcome,
        message: { ...message, questions: request.message.questions, answers: [...alias, ...message.answers] },
      };
    }
    if (!firstOutcome?.message) return firstOutcome ?? next(request);
    return { ...firstOutcome, message: { ...firstOutcome.message, questions: request.message.questions } };
  },
};

/** The search list of the Pod whose address asks: only where `pods verified` knows Pods; the server's own list stands behind. */
function ofPod(request: Request, turn: Turn): readonly string[] {
  const settings = turn.settingsOf('kubernetes') as KubernetesSettings | undefined;
  const zone = settings && matchingZone(nameOfRequest(request), settings.zones);
  if (settings?.pods !== 'verified' || zone === undefined) return [];
  const [pod] = podsWithIp(turn.world, formatIp(request.client.address));
  if (!pod) return [];
  const own = readResolvSearch(turn.read('/etc/resolv.conf') ?? '');
  return [`${pod.metadata.namespace ?? ''}.svc.${zone}`, `svc.${zone}`, zone, ...own, ''];
}
