import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { World } from '../../kernel/world';
import { humanDuration } from '../kubectl/time/ages';
import { sha256Hex } from '../digest/sha256';
import { TabWriter } from '../kubectl/printers/tab-writer';
import { failed, kubectl, type Call } from './call';

/** `kubeadm token` (cmd/kubeadm/app/cmd/token.go): bootstrap tokens are Secrets of kube-system. */

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const PATTERN = /^([a-z0-9]{6})\.([a-z0-9]{16})$/;
const GROUP = 'system:bootstrappers:kubeadm:default-node-token';

function random(world: World, length: number): string {
  return Array.from({ length }, () => LETTERS.charAt(world.random() % LETTERS.length)).join('');
}

export function generateToken({ process }: Call): number {
  process.out(`${random(process.world, 6)}.${random(process.world, 16)}\n`);
  return 0;
}

/** 1h30m, 24h0m0s, 0. */
function durationMs(text: string): number {
  if (text === '0') return 0;
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text)
    throw failed(`invalid argument "${text}" for "--ttl" flag: time: invalid duration "${text}"`);
  return parts.reduce((sum, [, number = '0', unit = 's']) => sum + Number(number) * (units[unit] ?? 0), 0);
}

export async function createToken(call: Call): Promise<number> {
  const { process, options, words } = call;
  const token = words[0] ?? `${random(process.world, 6)}.${random(process.world, 16)}`;
  const [, id, secret] = PATTERN.exec(token) ?? [];
  if (id === undefined || secret === undefined)
    throw failed(`the bootstrap token "${token}" was not of the form "\\\\A([a-z0-9]{6})\\\\.([a-z0-9]{16})\\\\z"`);
  const ttl = durationMs(options.get('ttl') ?? '24h');
  const usages = (options.get('usages') ?? 'signing,authentication').split(',');
  const description = options.get('description');
  const expires = new Date(nowMs(process.world) + ttl).toISOString().replace(/\.\d+Z$/, 'Z');
  await kubectl(
    call,
    ['create', '-f', '-'],
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'bootstrap.kubernetes.io/token',
      metadata: { name: `bootstrap-token-${id}`, namespace: 'kube-system' },
      stringData: {
        'token-id': id,
        'token-secret': secret,
        ...(ttl > 0 && { expiration: expires }),
        'auth-extra-groups': options.get('groups') ?? GROUP,
        ...(description !== undefined && { description }),
        ...Object.fromEntries(usages.map((usage) => [`usage-bootstrap-${usage}`, 'true'])),
      },
    }),
  );
  if (!options.has('print-join-command')) process.out(`${token}\n`);
  else {
    const endpoint = (await kubectl(call, ['config', 'view', '-o', 'jsonpath={.clusters[0].cluster.server}'])).replace(/^https:\/\//, ''); // prettier-ignore
    process.out(
      `kubeadm join ${endpoint} --token ${token} --discovery-token-ca-cert-hash ${authorityHash(process.world)} \n`,
    );
  }
  return 0;
}

function nowMs({ nowUs }: World): number {
  return LAB_EPOCH_MS + Math.floor(nowUs / 1000);
}

/** What pins the cluster's authority: of what kube-public says of it. */
export function authorityHash(world: World): string {
  const map = world.cluster?.objects.get('configmaps')?.get('kube-public')?.get('cluster-info');
  return `sha256:${sha256Hex(JSON.stringify(map?.['data'] ?? ''))}`;
}

interface Secret {
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
}

export async function listTokens(call: Call): Promise<number> {
  const { process } = call;
  const text = await kubectl(call, ['get', 'secrets', '-n', 'kube-system', '--field-selector=type=bootstrap.kubernetes.io/token', '-o', 'json']); // prettier-ignore
  const { items } = JSON.parse(text) as { readonly items: readonly Secret[] };
  if (items.length === 0) return 0;
  const writer = new TabWriter((out) => process.out(out), { minWidth: 10, padding: 3 });
  writer.write('TOKEN\tTTL\tEXPIRES\tUSAGES\tDESCRIPTION\tEXTRA GROUPS\n');
  for (const { data = {} } of items) {
    const value = (key: string): string => atob(data[key] ?? '');
    const usages = ['authentication', 'signing'].filter((usage) => value(`usage-bootstrap-${usage}`) === 'true');
    const expires = value('expiration');
    const ttl = expires === '' ? '<forever>' : humanDuration(Date.parse(expires) - nowMs(process.world));
    writer.write(
      `${[`${value('token-id')}.${value('token-secret')}`, ttl, expires || '<never>', usages.join(',') || '<none>', value('description') || '<none>', value('auth-extra-groups') || '<none>'].join('\t')}\n`,
    );
  }
  writer.flush();
  return 0;
}

export async function deleteTokens(call: Call): Promise<number> {
  const { process, words } = call;
  if (words.length === 0)
    throw failed(`missing argument; 'token delete' is missing token of form "\\\\A([a-z0-9]{6})\\\\z"`);
  for (const word of words) {
    const id = PATTERN.exec(word)?.[1] ?? word;
    if (!/^[a-z0-9]{6}$/.test(id))
      throw failed(
        `given token "${word}" didn't match pattern "\\\\A([a-z0-9]{6})\\\\z" or "\\\\A([a-z0-9]{6})\\\\.([a-z0-9]{16})\\\\z"`,
      );
    await kubectl(call, ['delete', 'secret', '-n', 'kube-system', `bootstrap-token-${id}`]);
    process.out(`bootstrap token "${id}" deleted\n`);
  }
  return 0;
}

/** Whether the cluster has a token that may still be used; the bootstrap signer takes others out of cluster-info. */
export function tokenHolds(world: World, token: string): boolean {
  const [, id = '', secret] = PATTERN.exec(token) ?? [];
  const found = world.cluster?.objects.get('secrets')?.get('kube-system')?.get(`bootstrap-token-${id}`);
  const data = (found?.['data'] ?? {}) as Readonly<Record<string, string>>;
  const expires = atob(data['expiration'] ?? '');
  return found !== undefined && atob(data['token-secret'] ?? '') === secret && (expires === '' || Date.parse(expires) > nowMs(world)); // prettier-ignore
}
