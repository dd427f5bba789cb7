import { parseLabelSelector, SelectorError, type LabelRequirement } from '../../../api/label-selector';
import type { Controller } from '../../corefile/controller';
import { CorefileError } from '../../corefile/error';
import { reverseFamily } from '../../zones';
import { onlyOnce } from '../once';
import type { KubernetesSettings } from './settings';

type Draft = { -readonly [K in keyof KubernetesSettings]: KubernetesSettings[K] };

/** plugin/kubernetes/setup.go: ParseStanza. */
export function setupKubernetes(c: Controller): readonly KubernetesSettings[] {
  return onlyOnce(c, () => {
    const zones = c.origins(c.remainingArgs());
    const primaryZone = zones.find((zone) => reverseFamily(zone) === undefined);
    if (primaryZone === undefined) throw new CorefileError('non-reverse zone name must be used');
    const draft: Draft = {
      zones,
      primaryZone,
      pods: 'disabled',
      endpointPodNames: false,
      namespaces: [],
      labels: undefined,
      namespaceLabels: undefined,
      fallthrough: [],
      ttl: 5,
      endpoints: true,
      ignoreEmptyService: false,
      startupTimeoutUs: 5_000_000,
    };
    while (c.nextBlock()) property(c, draft);
    if (draft.namespaces.length > 0 && draft.namespaceLabels)
      throw c.error('namespaces and namespace_labels cannot both be set');
    return draft;
  });
}

function property(c: Controller, draft: Draft): void {
  const name = c.word();
  switch (name) {
    case 'endpoint_pod_names':
      if (c.remainingArgs().length > 0) throw c.argError();
      draft.endpointPodNames = true;
      return;
    case 'pods': {
      const [mode = '', ...more] = c.remainingArgs();
      if (mode === '' || more.length > 0) throw c.argError();
      if (mode !== 'disabled' && mode !== 'insecure' && mode !== 'verified')
        throw new CorefileError(`wrong value for pods: ${mode},  must be one of: disabled, verified, insecure`);
      draft.pods = mode;
      return;
    }
    case 'namespaces':
      draft.namespaces = [...draft.namespaces, ...some(c)];
      return;
    case 'endpoint':
      some(c);
      return;
    case 'tls':
      if (c.remainingArgs().length !== 3) throw c.argError();
      return;
    case 'labels':
      draft.labels = selector(some(c).join(' '), 'unable to parse label selector value');
      return;
    case 'namespace_labels':
      draft.namespaceLabels = selector(some(c).join(' '), 'unable to parse namespace_label selector value');
      return;
    case 'fallthrough':
      draft.fallthrough = c.fallthrough();
      return;
    case 'ttl': {
      const [text] = some(c);
      const ttl = c.integer(text ?? '');
      if (ttl < 0 || ttl > 3600) throw c.error(`ttl must be in range [0, 3600]: ${ttl}`);
      draft.ttl = ttl;
      return;
    }
    case 'noendpoints':
      if (c.remainingArgs().length > 0) throw c.argError();
      draft.endpoints = false;
      return;
    case 'ignore': {
      const [what] = c.remainingArgs();
      if (what === undefined) return;
      if (what !== 'empty_service') throw new CorefileError(`unable to parse ignore value: '${what}'`);
      draft.ignoreEmptyService = true;
      return;
    }
    case 'kubeconfig': {
      const { length } = c.remainingArgs();
      if (length !== 1 && length !== 2) throw c.argError();
      return;
    }
    case 'multicluster':
      for (const zone of c.origins(some(c))) {
        if (!draft.zones.includes(zone)) throw c.error(`is not authoritative for the multicluster zone ${zone}`);
      }
      return;
    case 'startup_timeout': {
      const [text = ''] = some(c);
      try {
        draft.startupTimeoutUs = c.duration(text);
      } catch (error) {
        if (!(error instanceof CorefileError)) throw error;
        throw new CorefileError(`failed to parse startup_timeout: ${text}, ${error.message}`);
      }
      return;
    }
    default:
      throw c.error(`unknown property '${name}'`);
  }
}

/** The arguments, of which there must be one. */
function some(c: Controller): readonly string[] {
  const args = c.remainingArgs();
  if (args.length === 0) throw c.argError();
  return args;
}

function selector(text: string, problem: string): readonly LabelRequirement[] {
  try {
    return parseLabelSelector(text);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    throw new CorefileError(`${problem}: '${text}': ${error.message}`);
  }
}
