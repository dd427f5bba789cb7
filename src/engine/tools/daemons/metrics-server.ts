import { ownCertificate } from '../x509/own';
import type { DaemonPlace, DaemonProgram } from './daemon';
import { FORBIDDEN, health, HEALTH, shown } from './health';
import { klog } from './texts';
import { option } from './options';

/**
 * metrics-server: listens when it can ask the kubelets. Those of kubeadm sign their certificates themselves, so that it must be told not to mind
 * (--kubelet-insecure-tls); otherwise it is never ready.
 */
export const metricsServer: DaemonProgram = {
  name: 'metrics-server',
  start: (place) => {
    const port = Number(option(place.argv, 'secure-port') ?? 10_250);
    const log = (level: 'I' | 'E', where: string, text: string): void =>
      place.err(`${klog(place.world, level, 1, where)}${text}\n`);
    log('I', 'serving.go:380', 'Generated self-signed cert (/tmp/apiserver.crt, /tmp/apiserver.key)');
    if (!trusts(place)) {
      for (const { address, name } of kubelets(place)) {
        log('E', 'scraper.go:149', `"Failed to scrape node" err="Get \\"https://${address}:10250/metrics/resource\\": tls: failed to verify certificate: x509: cannot validate certificate for ${address} because it doesn't contain any IP SANs" node="${name}"`); // prettier-ignore
      }
      log('I', 'server.go:192', '"Failed probe" probe="metric-storage-ready" err="no metrics to serve"');
      return {};
    }
    log('I', 'secure_serving.go:211', `Serving securely on [::]:${port}`);
    return { listeners: [place.listen(port)] };
  },
  talk: (input) => health(input, (path) => (HEALTH.has(path) ? undefined : FORBIDDEN(path))),
  // A certificate that it has made for itself.
  tls: ({ protocols }) => shown(ownCertificate('localhost'), protocols),
  stopStatus: 0,
};

function trusts({ argv }: DaemonPlace): boolean {
  return argv.some((word) => /^--kubelet-insecure-tls(=true)?$/.test(word));
}

function kubelets({ world }: DaemonPlace): readonly { readonly name: string; readonly address: string }[] {
  return [...(world.cluster?.objects.get('nodes')?.get('')?.values() ?? [])].map((node) => {
    const { metadata, status } = node as {
      readonly metadata?: { readonly name?: string };
      readonly status?: { readonly addresses?: readonly { readonly address: string }[] };
    };
    return { name: metadata?.name ?? '', address: status?.addresses?.[0]?.address ?? '' };
  });
}
