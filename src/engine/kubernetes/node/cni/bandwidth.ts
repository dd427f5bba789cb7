import { CniError, type CniPlugin } from './plugin';

/** `kubernetes.io/ingress-bandwidth` of a Pod: a token bucket on its device (plugins/meta/bandwidth). The simulated links have no rates. */
export const bandwidth: CniPlugin = {
  type: 'bandwidth',
  add(_call, _configuration, previous) {
    if (!previous) throw new CniError('must be called as chained plugin');
    return previous;
  },
};

/** Sysctls and device flags of the Pod's device (plugins/meta/tuning): those that nobody sets change nothing. */
export const tuning: CniPlugin = {
  type: 'tuning',
  add: (_call, _configuration, previous) => previous ?? { ips: [], routes: [] },
};
