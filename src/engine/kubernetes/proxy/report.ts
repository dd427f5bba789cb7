import { daemonPlace } from '../../tools/daemons/place';
import { klog } from '../../tools/daemons/texts';
import type { ProxyView } from './view';

/** Says in kube-proxy's log that its rules were refused, and when it tries again. */
export function reportFailure({ world, process, settings }: ProxyView, said: string): void {
  const service = world.services.get(process);
  if (service?.state.kind !== 'daemon') return;
  const { err } = daemonPlace(world, service, service.state);
  if (settings.mode === 'nftables') {
    err(
      `${klog(world, 'E', 1, 'proxier.go:1777')}"nftables sync failed" err=${JSON.stringify(said)} ipFamily="IPv4"\n`,
    );
    err(`${klog(world, 'I', 1, 'proxier.go:1187')}"Sync failed" ipFamily="IPv4" retryingTime="30s"\n`);
    return;
  }
  const why = JSON.stringify(`exit status 4: ${said}`);
  err(`${klog(world, 'E', 1, 'proxier.go:1531')}"Failed to execute iptables-restore" err=${why} ipFamily="IPv4"\n`);
  err(`${klog(world, 'I', 1, 'proxier.go:789')}"Sync failed" ipFamily="IPv4" retryingTime="30s"\n`);
}
