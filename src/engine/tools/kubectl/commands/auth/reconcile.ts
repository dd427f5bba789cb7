import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, isNotFound, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { equal, isMap, listAt, mapAt, textAt, type ApiObject, type Json, type JsonMap } from '../../json/types';
import { dryRunWords, printerFor } from '../../printers/print-flags';
import type { Info } from '../../resources/info';
import { checkFileFlags, fileFlags, select } from '../../resources/select';
import { dryRun } from '../publish';
import { brokenDown, covers, ruleText } from './cover';

type Operation = 'create' | 'update' | 'recreate' | undefined;

interface Plan {
  readonly object: ApiObject;
  readonly operation: Operation;
  readonly missing: readonly JsonMap[];
  readonly extra: readonly JsonMap[];
}

/** `kubectl auth reconcile` (pkg/cmd/auth/reconcile.go; k8s.io/component-helpers/auth/rbac/reconciliation). */
export async function runReconcile(k: Invocation): Promise<void> {
  if (k.args.length > 0) throw new CommandError('no arguments are allowed');
  const strategy = dryRun(k);
  if (strategy === 'server') throw new CommandError('--dry-run=server for command reconcile is not supported yet');
  checkFileFlags(k, true);
  const printer = printerFor(k, dryRunWords('reconciled', strategy));
  const { infos, errors } = await select(k, { ...fileFlags(k), continueOnError: true, flatten: true });
  const failures: Error[] = [...errors];
  for (const info of infos) {
    const { mapping } = info;
    if (mapping.group !== 'rbac.authorization.k8s.io') continue;
    const ofRules = mapping.kind === 'Role' || mapping.kind === 'ClusterRole';
    const removing = k.bool(ofRules ? 'remove-extra-permissions' : 'remove-extra-subjects');
    try {
      const found = await existing(k, info);
      const plan = ofRules ? planRules(info.object, found, removing) : planSubjects(info.object, found, removing);
      const isProtected = textAt(plan.object, 'metadata', 'annotations', 'rbac.authorization.kubernetes.io/autoupdate') === 'false'; // prettier-ignore
      const object = strategy === 'client' || isProtected ? plan.object : await carryOut(k, info, plan);
      printer.print(object);
      report(k, plan, ofRules, removing, isProtected && found !== undefined);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
}

async function existing(k: Invocation, { mapping, namespace, name }: Info): Promise<ApiObject | undefined> {
  try {
    return await k.client.json('GET', pathOf(mapping, namespace, name));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function planRules(wanted: ApiObject, found: ApiObject | undefined, removing: boolean): Plan {
  const rules = maps(wanted, 'rules');
  if (!found) return { object: wanted, operation: 'create', missing: rules.flatMap(brokenDown), extra: [] };
  const old = maps(found, 'rules');
  const missing = rules.flatMap(brokenDown).filter((rule) => !covers(old, rule));
  const extra = old.flatMap(brokenDown).filter((rule) => !covers(rules, rule));
  const changed = removing ? missing.length + extra.length > 0 : missing.length > 0;
  const labelled = withMetadata(found, wanted);
  const object = changed ? { ...labelled, rules: removing ? rules : [...old, ...missing] } : labelled;
  return { object, operation: equal(object, found) ? undefined : 'update', missing, extra };
}

function planSubjects(wanted: ApiObject, found: ApiObject | undefined, removing: boolean): Plan {
  const subjects = maps(wanted, 'subjects');
  if (!found) return { object: wanted, operation: 'create', missing: subjects, extra: [] };
  const old = maps(found, 'subjects');
  const missing = subjects.filter((one) => !old.some((other) => subjectText(other) === subjectText(one)));
  const extra = old.filter((one) => !subjects.some((other) => subjectText(other) === subjectText(one)));
  if (!equal(found.roleRef, wanted.roleRef)) {
    const kept = removing ? subjects : [...old, ...missing];
    return { object: { ...withMetadata(found, wanted), roleRef: wanted.roleRef, subjects: kept }, operation: 'recreate', missing, extra }; // prettier-ignore
  }
  const changed = removing ? missing.length + extra.length > 0 : missing.length > 0;
  const labelled = withMetadata(found, wanted);
  const object = changed ? { ...labelled, subjects: removing ? subjects : [...old, ...missing] } : labelled;
  return { object, operation: equal(object, found) ? undefined : 'update', missing, extra };
}

/** What the object has already wins over what is wanted. */
function withMetadata(found: ApiObject, wanted: ApiObject): ApiObject {
  const merged = (field: 'labels' | 'annotations'): JsonMap => {
    const all = { ...mapAt(wanted, 'metadata', field), ...mapAt(found, 'metadata', field) };
    return Object.keys(all).length === 0 ? {} : { [field]: all };
  };
  return { ...found, metadata: { ...mapAt(found, 'metadata'), ...merged('labels'), ...merged('annotations') } };
}

async function carryOut(k: Invocation, info: Info, { object, operation }: Plan): Promise<ApiObject> {
  const { mapping, namespace, name } = info;
  const body = marshal(object, false);
  switch (operation) {
    case undefined:
      return object;
    case 'create':
      return k.client.json('POST', pathOf(mapping, namespace), { body });
    case 'update':
      return k.client.json('PUT', pathOf(mapping, namespace, name), { body });
    case 'recreate': {
      await k.client.json('DELETE', pathOf(mapping, namespace, name));
      const { resourceVersion: _version, uid: _uid, ...metadata } = mapAt(object, 'metadata');
      return k.client.json('POST', pathOf(mapping, namespace), { body: marshal({ ...object, metadata }, false) });
    }
  }
}

function report(k: Invocation, plan: Plan, ofRules: boolean, removing: boolean, isProtected: boolean): void {
  const { operation, missing, extra } = plan;
  if (!operation) return;
  const caveat = isProtected ? ', but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)' : '';
  k.err(`\treconciliation required ${operation}${caveat}\n`);
  const what = ofRules ? 'rules' : 'subjects';
  const text = ofRules ? ruleText : subjectText;
  if (missing.length > 0) k.err(`\tmissing ${what} added:\n${missing.map((one) => `\t\t${text(one)}\n`).join('')}`);
  if (removing && extra.length > 0)
    k.err(`\textra ${what} removed:\n${extra.map((one) => `\t\t${text(one)}\n`).join('')}`);
}

/** rbacv1.Subject, with what the API's defaults fill in. */
function subjectText(subject: Json): string {
  const kind = textAt(subject, 'kind');
  const group = textAt(subject, 'apiGroup') || (kind === 'ServiceAccount' ? '' : 'rbac.authorization.k8s.io');
  return `{Kind:${kind} APIGroup:${group} Name:${textAt(subject, 'name')} Namespace:${textAt(subject, 'namespace')}}`;
}

function maps(object: ApiObject, field: string): readonly JsonMap[] {
  return listAt(object, field).filter(isMap);
}
