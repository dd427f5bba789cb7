import { command } from '../../args/declare';
import { ALLOW_MISSING_TEMPLATE_KEYS, OUTPUT, SHOW_MANAGED_FIELDS, TEMPLATE } from '../shared-flags';

/** `kubectl auth whoami`. */
export const AUTH_WHOAMI = command({
  name: 'whoami',
  words: { en: 'Experimental: Check self subject attributes', ko: '실험 기능: 내가 누구로 인증되었는지 봅니다' },
  long: `Experimental: Check who you are and your attributes (groups, extra).

        This command is helpful to get yourself aware of the current user attributes,
        especially when dynamic authentication, e.g., token webhook, auth proxy, or OIDC provider,
        is enabled in the Kubernetes cluster.`,
  examples: `# Get your subject attributes
kubectl auth whoami

# Get your subject attributes in JSON format
kubectl auth whoami -o json`,
  usage: 'kubectl auth whoami [options]',
  flags: [ALLOW_MISSING_TEMPLATE_KEYS, OUTPUT, SHOW_MANAGED_FIELDS, TEMPLATE],
});
