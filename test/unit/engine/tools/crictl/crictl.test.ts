import { describe, expect, it } from 'vitest';
import { settle } from '../../../../../src/engine/kernel/run';
import { container, nodeLab, runContainer, sh } from '../containers/node-lab';

describe('crictl', () => {
  it('lists containers, Pods and images in the columns of cri-tools', async () => {
    const lab = await nodeLab();
    const id = runContainer(lab, container('nginx'));
    const done = runContainer(lab, container('busybox', { command: ['true'] }), { name: 'job' });
    settle(lab.world);
    expect((await sh(lab, 'crictl ps')).out).toMatch(
      new RegExp(
        `^CONTAINER {11}IMAGE {15}CREATED {18}STATE {15}NAME {16}ATTEMPT {13}POD ID {14}POD {17}NAMESPACE\\n${id.slice(0, 13)} {7}[0-9a-f]{13} {7}Less than a second ago {3}Running {13}web {17}0 {19}[0-9a-f]{13} {7}web {17}default\\n$`,
      ),
    );
    expect((await sh(lab, 'crictl ps -aq')).out).toBe(`${done}\n${id}\n`);
    expect((await sh(lab, 'crictl pods | head -1')).out).toMatch(/^POD ID +CREATED +STATE +NAME +NAMESPACE +ATTEMPT +RUNTIME\n$/); // prettier-ignore
    expect((await sh(lab, 'crictl images')).out).toMatch(/docker\.io\/library\/nginx +latest +[0-9a-f]{13} +59\.8MB\n/);
  });

  it('shows logs, runs commands and goes into a container', async () => {
    const lab = await nodeLab();
    const id = runContainer(lab, container('busybox', { command: ['sh', '-c', 'echo hello; sleep 3600'] }));
    settle(lab.world);
    expect((await sh(lab, `crictl logs ${id.slice(0, 5)}`)).out).toBe('hello\n');
    expect((await sh(lab, `crictl exec ${id} hostname`)).out).toBe('web\n');
    expect((await sh(lab, `crictl exec -it ${id} sh\nhostname\ncurl x\nexit\nhostname`)).out).toBe('web\nA\n');
    expect((await sh(lab, `crictl exec ${id} curl x`)).err).toContain('exec: \\"curl\\": executable file not found in $PATH'); // prettier-ignore
  });

  it('pulls, and words what the registry refuses', async () => {
    const lab = await nodeLab();
    expect((await sh(lab, 'crictl pull redis:alpine')).out).toMatch(/^Image is up to date for docker\.io\/library\/redis@sha256:[0-9a-f]{64}\n$/); // prettier-ignore
    expect((await sh(lab, 'crictl pull ngnix')).err).toContain('pull access denied, repository does not exist or may require authorization'); // prettier-ignore
  });
});
