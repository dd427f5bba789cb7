import type { Process } from '../../tool';
import { CommandError } from '../errors/errors';
import { isList, listAt, mapAt, textAt, type ApiObject, type Json, type JsonMap } from '../json/types';
import { readDocument, readYaml, splitDocuments } from '../json/yaml-read';
import { normal } from '../kubeconfig/files';
import { applyJsonPatch } from '../patch/json-patch';
import { strategicMerge } from '../patch/strategic';
import { matchesSelector, parseSelector } from '../resources/label-selector';
import type { Resource } from './build';

/** `patches`, `patchesStrategicMerge` and `patchesJson6902`. */
export function patched(
  process: Process,
  folder: string,
  kustomization: JsonMap,
  resources: readonly Resource[],
): readonly Resource[] {
  let list = resources;
  for (const entry of listAt(kustomization, 'patchesStrategicMerge')) {
    const text = typeof entry === 'string' ? entry : '';
    const content = text.includes('\n') ? text : fileText(process, folder, text);
    for (const document of splitDocuments(content)) list = apply(list, readYaml(document), undefined);
  }
  for (const entry of [...listAt(kustomization, 'patches'), ...listAt(kustomization, 'patchesJson6902')]) {
    const inline = textAt(entry, 'patch');
    const content = inline === '' ? fileText(process, folder, textAt(entry, 'path')) : inline;
    const target = mapAt(entry, 'target');
    for (const document of splitDocuments(content)) {
      const read = readDocument(document);
      if ('error' in read) throw new CommandError(`unable to parse SM or JSON patch from [${content}]`);
      list = apply(list, read.value, Object.keys(target).length === 0 ? undefined : target);
    }
  }
  return list;
}

function fileText(process: Process, folder: string, path: string): string {
  const full = normal(`${folder}/${path}`);
  if (!process.files.exists(full))
    throw new CommandError(
      `failed to get the patch file from path(${path}): evalsymlink failure on '${full}' : lstat ${full}: no such file or directory`,
    );
  return process.files.read(full);
}

function apply(resources: readonly Resource[], patch: Json, target: JsonMap | undefined): readonly Resource[] {
  const isJson = isList(patch);
  let found = false;
  const next = resources.flatMap((resource): readonly Resource[] => {
    const fits = target ? matches(resource, target) : !isJson && sameObject(resource, patch);
    if (!fits) return [resource];
    found = true;
    const kind = resource.object.kind ?? '';
    if (textAt(patch, '$patch') === 'delete') return [];
    const object = isJson
      ? applyJsonPatch(resource.object, patch)
      : strategicMerge(resource.object, withoutIdentity(patch, resource), kind);
    return [{ ...resource, object: object as ApiObject }];
  });
  if (!found && !target)
    throw new CommandError(
      `no resource matches strategic merge patch "${textAt(patch, 'kind')}.${version(patch)}/${textAt(patch, 'metadata', 'name')}.[noNs]": no matches for Id ${textAt(patch, 'kind')}.${version(patch)}/${textAt(patch, 'metadata', 'name')}.[noNs]; failed to find unique target for patch ${textAt(patch, 'kind')}.${version(patch)}/${textAt(patch, 'metadata', 'name')}.[noNs]`,
    );
  return next;
}

function version(patch: Json): string {
  return textAt(patch, 'apiVersion').split('/').reverse().join('.');
}

/** A patch says whom it is for, not how it is called: names stay. */
function withoutIdentity(patch: Json, { object }: Resource): Json {
  const metadata = mapAt(patch, 'metadata');
  return { ...mapAt(patch), metadata: { ...metadata, name: textAt(object, 'metadata', 'name') } };
}

function sameObject({ object, original }: Resource, patch: Json): boolean {
  return object.kind === textAt(patch, 'kind') && original === textAt(patch, 'metadata', 'name');
}

function matches({ object, original }: Resource, target: JsonMap): boolean {
  const whole = (pattern: string, text: string): boolean => pattern === '' || new RegExp(`^(?:${pattern})$`).test(text);
  const [group = '', apiVersion = group] = (object.apiVersion ?? '').includes('/')
    ? (object.apiVersion ?? '').split('/')
    : ['', object.apiVersion ?? ''];
  if (!whole(textAt(target, 'kind'), object.kind ?? '')) return false;
  if (!whole(textAt(target, 'name'), original) && !whole(textAt(target, 'name'), textAt(object, 'metadata', 'name')))
    return false;
  if (textAt(target, 'group') !== '' && textAt(target, 'group') !== group) return false;
  if (textAt(target, 'version') !== '' && textAt(target, 'version') !== apiVersion) return false;
  if (!whole(textAt(target, 'namespace'), textAt(object, 'metadata', 'namespace'))) return false;
  const selector = textAt(target, 'labelSelector');
  return selector === '' || matchesSelector(parseSelector(selector), object);
}
