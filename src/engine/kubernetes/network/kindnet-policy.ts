import { controllerUser } from '../controllers/component';
import { jumpsTo, restoreRules, tableText } from '../node/iptables';
import { enforcerComponent } from './policy/enforcer';
import { rulesByAddress } from './policy/by-address';
import { writeRules } from './policy/written-rules';

const PREFIX = 'KINDNET';

/**
 * Network policies in kindnetd (sigs.k8s.io/kube-network-policies). There the first packet of a connection goes to the program by an nftables queue, which
 * decides; here chains hold what it would decide.
 */
export const kindnetPolicy = enforcerComponent({
  name: 'kindnet-policy',
  program: 'kindnetd',
  user: controllerUser('kindnet'),
  enforce({ world }, view, node) {
    if (view.policies.length === 0 && world.cluster?.networkRules.has(`${node} kindnet`) !== true) return;
    writeRules(world, node, 'kindnet', rulesByAddress(view, node, PREFIX));
    const lines = ['FORWARD', 'INPUT'].flatMap((chain) =>
      jumpsTo(world, node, 'filter', chain, `${PREFIX}-POLICY`) ? [] : [`-I ${chain} 1 -j ${PREFIX}-POLICY`],
    );
    if (lines.length > 0) restoreRules(world, node, tableText('filter', lines));
  },
});
