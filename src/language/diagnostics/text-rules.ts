import type { Span } from '../syntax/shell-script';
import type { Problem } from './problem';
import { replaceWith, report } from './report';

/** Mistakes that are one wherever they stand: in a command, in quotes, in a manifest. */
export function textProblems(source: string, offset = 0): readonly Problem[] {
  return [...namesWithoutSvc(source, offset), ...deadUrls(source, offset)];
}

/** `web.apps.cluster.local`: a Service's name has `svc` in it (a Pod's has `pod`), the cluster's own zone has no name in front. */
const CLUSTER_NAME = /(?<![\w.-])((?:[a-z0-9_](?:[\w-]*\w)?\.)+)cluster\.local\b(?![\w-])/g;

function namesWithoutSvc(source: string, offset: number): readonly Problem[] {
  return [...source.matchAll(CLUSTER_NAME)].flatMap(([text, labels = ''], i, all) => {
    const parts = labels.slice(0, -1).split('.');
    if (parts.length !== 2 || parts.some((part) => part === 'svc' || part === 'pod' || part.startsWith('_'))) return [];
    if (isComment(source, all[i]?.index ?? 0)) return [];
    const span = spanAt(offset + (all[i]?.index ?? 0), text);
    const suggestion = `${parts.join('.')}.svc.cluster.local`;
    return [report('service-name-without-svc', span, { text, suggestion }, [replaceWith(span, suggestion)])];
  });
}

/** Where flannel's manifest really is. */
const FLANNEL = 'https://github.com/flannel-io/flannel/releases/latest/download/kube-flannel.yml';
const WEAVE = /"?(https?:\/\/)?cloud\.weave\.works(?:[^\s"'$;|&]|\$\([^)]*\)|&(?=\w+[.=]))*"?/g;

function deadUrls(source: string, offset: number): readonly Problem[] {
  return [...source.matchAll(WEAVE)].flatMap((match) => {
    if (isComment(source, match.index)) return [];
    const [text, scheme] = match;
    const span = spanAt(offset + match.index, text);
    return [
      report('dead-url', span, { host: 'cloud.weave.works' }, scheme === undefined ? [] : [replaceWith(span, FLANNEL)]),
    ];
  });
}

function spanAt(start: number, text: string): Span {
  return { start, end: start + text.length };
}

function isComment(source: string, at: number): boolean {
  const line = source.slice(source.lastIndexOf('\n', at - 1) + 1, at);
  return /(^|\s)#/.test(line);
}
