import type { Invocation } from '../invocation';
import { LAB_EPOCH_MS } from '../../../kernel/clock';
import { CommandError, throwAll } from '../errors/errors';
import { marshal } from '../json/go-json';
import { listAt, textAt, withAt, type ApiObject } from '../json/types';
import { printerFor } from '../printers/print-flags';
import { fileFlags, select } from '../resources/select';

/** `kubectl certificate approve` and `deny` (pkg/cmd/certificates). */
export function deciding(type: 'Approved' | 'Denied'): (k: Invocation) => Promise<void> {
  const opposite = type === 'Approved' ? 'Denied' : 'Approved';
  const word = type.toLowerCase();
  return async (k) => {
    const files = fileFlags(k);
    if (k.args.length === 0 && (files.filenames ?? []).length === 0 && (files.kustomize ?? '') === '')
      throw new CommandError('one or more CSRs must be specified as <name> or -f <filename>');
    const names = (files.filenames ?? []).length > 0 ? [] : ['certificatesigningrequests', ...k.args];
    const { infos, errors } = await select(k, {
      ...files,
      args: names,
      continueOnError: true,
      flatten: true,
      latest: true,
    });
    for (const { name, object } of infos) {
      const path = `/apis/certificates.k8s.io/v1/certificatesigningrequests/${name}`;
      const conditions = listAt(object, 'status', 'conditions');
      if (conditions.some((one) => textAt(one, 'type') === opposite))
        throw new CommandError(`certificate signing request ${JSON.stringify(name)} is already ${opposite}`);
      if (!conditions.some((one) => textAt(one, 'type') === type)) {
        const now = new Date(LAB_EPOCH_MS + Math.floor(k.process.world.nowUs / 1000))
          .toISOString()
          .replace(/\.\d+Z$/, 'Z');
        const condition = {
          type,
          status: 'True',
          reason: type === 'Approved' ? 'KubectlApprove' : 'KubectlDeny',
          message: `This CSR was ${type === 'Approved' ? 'approved' : 'denied'} by kubectl certificate ${type === 'Approved' ? 'approve' : 'deny'}.`,
          lastUpdateTime: now,
          lastTransitionTime: null,
        };
        const changed = withAt(object, ['status', 'conditions'], [...conditions, condition]) as ApiObject;
        await k.client.json('PUT', `${path}/approval`, { body: marshal(changed) });
      }
      printerFor(k, word).print(object);
    }
    throwAll(errors);
    if (infos.length === 0) k.out('No resources found\n');
  };
}
