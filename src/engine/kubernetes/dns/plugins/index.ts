import { anyPlugin, type Plugin } from '../plugin';
import { CorefileError } from '../corefile/error';
import { autopath } from './autopath';
import { cache } from './cache';
import { errors } from './errors';
import { file } from './file';
import { forward } from './forward';
import { health, prometheus, ready } from './endpoints';
import { hosts } from './hosts';
import { kubernetes } from './kubernetes/plugin';
import { loadbalance } from './loadbalance';
import { log } from './log';
import { loop } from './loop';
import { reload } from './reload';
import { rewrite } from './rewrite';
import { any, bind, debug, local, minimal, whoami } from './simple';
import { template } from './template';

/** The directives of CoreDNS 1.13.1 in the order of its plugin.cfg, in which questions go through them. */
export const DIRECTIVES: readonly string[] =
  'root metadata geoip cancel tls quic timeouts multisocket reload nsid bufsize bind debug trace ready health pprof prometheus errors log dnstap local dns64 acl any chaos loadbalance tsig cache rewrite header dnssec autopath minimal template transfer hosts route53 azure clouddns k8s_external kubernetes file auto secondary etcd loop forward grpc erratic whoami on sign view nomad'.split(
    ' ',
  );

export const KNOWN_DIRECTIVES: ReadonlySet<string> = new Set(DIRECTIVES);

const BUILT: ReadonlyMap<string, Plugin> = new Map(
  [
    anyPlugin(any),
    anyPlugin(autopath),
    anyPlugin(bind),
    anyPlugin(cache),
    anyPlugin(debug),
    anyPlugin(errors),
    anyPlugin(file),
    anyPlugin(forward),
    anyPlugin(health),
    anyPlugin(hosts),
    anyPlugin(kubernetes),
    anyPlugin(loadbalance),
    anyPlugin(local),
    anyPlugin(log),
    anyPlugin(loop),
    anyPlugin(minimal),
    anyPlugin(prometheus),
    anyPlugin(ready),
    anyPlugin(reload),
    anyPlugin(rewrite),
    anyPlugin(template),
    anyPlugin(whoami),
  ].map((plugin) => [plugin.name, plugin]),
);

/** The plugin of a directive. */
export function pluginNamed(name: string): Plugin {
  const built = BUILT.get(name);
  if (built) return built;
  return {
    name,
    setup: () => {
      throw new CorefileError(`cka-net: the plugin ${name} is not simulated yet`);
    },
  };
}
