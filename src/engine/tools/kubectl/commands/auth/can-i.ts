import type { Invocation } from '../../invocation';
import { CommandError, isForbidden, isNotFound, NoResourceMatch } from '../../errors/errors';
import type { Mapping } from '../../api/mapper';
import { marshal } from '../../json/go-json';
import { isMap, listAt, textAt, type ApiObject, type Json } from '../../json/types';
import { compactRules, resourceText } from '../../describe/rbac-rules';
import { aligned } from '../../printers/tab-writer';
import { formatPrinter } from '../../printers/print-flags';

const VERBS = new Set(
  '* get list watch create update patch delete deletecollection use bind impersonate approve sign escalate attest'.split(
    ' ',
  ),
);
const URL_VERBS = new Set('* get put post head options delete patch'.split(' '));

/** `kubectl auth can-i` (pkg/cmd/auth/cani.go). */
export async function runCanI(k: Invocation): Promise<number> {
  const quiet = k.bool('quiet');
  const { name: namespace } = k.config.namespace();
  const where = k.bool('all-namespaces') ? '' : namespace;
  if (k.bool('list')) {
    if (k.args.length > 0) throw new CommandError('list option must be specified with no arguments');
    await list(k, where);
    return 0;
  }
  if (k.bool('no-headers')) throw new CommandError('--no-headers cannot be set without --list specified');
  const [verb, what, name] = k.args;
  if (verb === undefined || what === undefined || k.args.length > 3)
    throw new CommandError(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    );
  const subresource = k.text('subresource');
  let spec: Record<string, Json>;
  if (what.startsWith('/')) {
    if (subresource !== '') throw new CommandError('--subresource can not be used with NonResourceURL');
    if (name !== undefined) throw new CommandError('NonResourceURL and ResourceName can not specified together');
    if (!URL_VERBS.has(verb)) warn(k, `verb '${verb}' is not a known verb\n`);
    spec = { nonResourceAttributes: { path: what, verb } };
  } else {
    const [resource = '', ofSlash] = what.split('/');
    const mapping = await find(k, resource);
    const group = mapping ? mapping.group : resource.includes('.') ? resource.slice(resource.indexOf('.') + 1) : '';
    const plural = mapping ? mapping.name : (resource.split('.')[0] ?? resource);
    if (mapping && !mapping.namespaced && !k.bool('all-namespaces'))
      warn(
        k,
        group === ''
          ? `resource '${plural}' is not namespace scoped\n`
          : `resource '${plural}' is not namespace scoped in group '${group}'\n`,
      );
    if (!VERBS.has(verb)) warn(k, `verb '${verb}' is not a known verb\n`);
    const object = ofSlash ?? name ?? '';
    spec = {
      resourceAttributes: {
        ...(where !== '' && { namespace: where }),
        verb,
        ...(group !== '' && { group }),
        resource: plural,
        ...(subresource !== '' && { subresource }),
        ...(object !== '' && { name: object }),
      },
    };
  }
  const answer = await k.client.json('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    body: marshal({
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec,
      status: { allowed: false },
    }),
  });
  const status = isMap(answer.status) ? answer.status : {};
  const allowed = status.allowed === true;
  if (!quiet) {
    const reason = textAt(status, 'reason');
    const evaluation = textAt(status, 'evaluationError');
    const why = `${reason === '' ? '' : ` - ${reason}`}${evaluation === '' ? '' : ` - ${evaluation}`}`;
    k.out(allowed ? 'yes\n' : `no${why}\n`);
  }
  return allowed ? 0 : 1;
}

function warn(k: Invocation, text: string): void {
  k.err(`Warning: ${text}\n`);
}

async function find(k: Invocation, resource: string): Promise<Mapping | undefined> {
  if (resource === '*') return undefined;
  const mapper = await k.mapper();
  try {
    return mapper.forArgument(resource);
  } catch (error) {
    if (!(error instanceof NoResourceMatch)) throw error;
    const group = resource.includes('.') ? resource.slice(resource.indexOf('.') + 1) : '';
    warn(
      k,
      group === ''
        ? `the server doesn't have a resource type '${error.resource}'\n`
        : `the server doesn't have a resource type '${error.resource}' in group '${group}'\n`,
    );
    return undefined;
  }
}

async function list(k: Invocation, namespace: string): Promise<void> {
  const answer = await k.client.json('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
    body: marshal({
      kind: 'SelfSubjectRulesReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec: { namespace },
      status: { resourceRules: null, nonResourceRules: null, incomplete: false },
    }),
  });
  const rules = [...listAt(answer, 'status', 'resourceRules'), ...listAt(answer, 'status', 'nonResourceRules')];
  const rows = compactRules(rules).map((rule) => [
    resourceText(rule),
    `[${rule.url}]`,
    `[${rule.name}]`,
    `[${rule.verbs.join(' ')}]`,
  ]);
  const header = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  k.out(aligned(k.bool('no-headers') ? rows : [header, ...rows]));
}

/** `kubectl auth whoami`. */
export async function runWhoAmI(k: Invocation): Promise<void> {
  const answer = await selfReview(k);
  const printer = formatPrinter(k);
  if (printer) {
    printer.print(answer);
    return;
  }
  const user = isMap(answer.status) ? answer.status.userInfo : undefined;
  const groups = listAt(user, 'groups').map((group) => (typeof group === 'string' ? group : ''));
  const rows = [['ATTRIBUTE', 'VALUE']];
  if (textAt(user, 'username') !== '') rows.push(['Username', textAt(user, 'username')]);
  if (textAt(user, 'uid') !== '') rows.push(['UID', textAt(user, 'uid')]);
  if (groups.length > 0) rows.push(['Groups', `[${groups.join(' ')}]`]);
  const extra = isMap(user) && isMap(user.extra) ? user.extra : {};
  for (const key of Object.keys(extra).sort())
    rows.push([
      `Extra: ${key}`,
      `[${listAt(extra, key)
        .map((value) => (typeof value === 'string' ? value : ''))
        .join(' ')}]`,
    ]);
  k.out(aligned(rows));
}

async function selfReview(k: Invocation): Promise<ApiObject> {
  try {
    return await k.client.json('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      body: marshal({
        kind: 'SelfSubjectReview',
        apiVersion: 'authentication.k8s.io/v1',
        metadata: {},
        status: { userInfo: {} },
      }),
    });
  } catch (error) {
    const absent = 'the selfsubjectreviews API is not enabled in the cluster';
    if (isForbidden(error)) throw new CommandError(`${absent} or you do not have permission to call it`);
    if (isNotFound(error)) throw new CommandError(absent);
    throw error;
  }
}
