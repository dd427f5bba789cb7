import { askedName, nameOfRequest, RCODE, typeOfRequest } from '../../message';
import type { Plugin } from '../../plugin';
import { authoritative } from '../../message';
import { matchingZone } from '../../zones';
import { answerOfCluster, emptyAnswer } from './answer';
import type { KubernetesSettings } from './settings';
import { setupKubernetes } from './setup';

/** The plugin kubernetes: names of Services and Pods (plugin/kubernetes/handler.go). */
export const kubernetes: Plugin<KubernetesSettings> = {
  name: 'kubernetes',
  setup: setupKubernetes,
  ready: (_, { synced }) => synced,
  serve(settings, request, turn, next) {
    const name = nameOfRequest(request);
    const matched = matchingZone(name, settings.zones);
    if (matched === undefined) return next(request);
    const asked = askedName(request);
    const zone = asked.slice(asked.length - matched.length);
    const type = typeOfRequest(request);
    if (TRANSFERS.has(type)) return { rcode: RCODE.refused, by: 'kubernetes' };
    const found = answerOfCluster(turn, settings, request, zone);
    if ('missing' in found) {
      if (matchingZone(name, settings.fallthrough) !== undefined) return next(request);
      const rcode = turn.place.synced ? RCODE.nameError : RCODE.serverFailure;
      const why = turn.place.synced ? found.missing : 'not-synced';
      return {
        message: emptyAnswer(turn, settings, request, zone, rcode),
        rcode: RCODE.success,
        by: `kubernetes ${why}`,
      };
    }
    if (found.answers.length === 0) {
      return {
        message: emptyAnswer(turn, settings, request, zone, RCODE.success),
        rcode: RCODE.success,
        by: 'kubernetes no-data',
      };
    }
    const message = authoritative(request, { answers: found.answers, additionals: found.extra });
    return { message, rcode: RCODE.success, by: 'kubernetes' };
  },
};

/** AXFR and IXFR. */
const TRANSFERS: ReadonlySet<number> = new Set([252, 251]);
