import type { Invocation } from '../invocation';
import { CommandError } from '../errors/errors';
import { marshal, marshalIndent } from '../json/go-json';
import { isMap, listAt, mapAt, textAt, type ApiObject, type Json } from '../json/types';
import { yamlText } from '../json/yaml-print';
import { JsonPathError } from './jsonpath/parse';
import { goSyntax, JsonPath } from './jsonpath/run';
import { kyamlText } from './kyaml';
import { TemplateError } from './template/nodes';
import { Template } from './template/run';
import { plain } from './template/values';

/** Prints objects to standard output, one after the other. */
export interface Printer {
  /** `typed`: the object's keys stand in the order of Go's structure; what a server gave is printed sorted. */
  print(object: ApiObject, typed?: boolean): void;
}

const TEMPLATE_FORMATS = [
  'template',
  'go-template',
  'go-template-file',
  'templatefile',
  'jsonpath',
  'jsonpath-file',
  'jsonpath-as-json',
] as const;

/** What PrintFlags of most commands allow, as an error lists it. */
const ALLOWED =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml';

/** The printer that -o and --template ask for; without them `deployment.apps/web created`. Throws CommandError. */
export function printerFor(k: Invocation, operation: string): Printer {
  const printer = formatPrinter(k);
  if (printer) return printer;
  const format = k.text('output').toLowerCase();
  if (format === '' || format === 'name')
    return { print: (object) => k.out(nameLine(object, format === 'name' ? '' : operation)) };
  throw noPrinter(k.text('output'), ALLOWED);
}

export function noPrinter(format: string, allowed: string): CommandError {
  return new CommandError(
    `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${allowed}`,
  );
}

/** JSON, YAML and templates; undefined for another format. Throws CommandError. */
export function formatPrinter(k: Invocation): Printer | undefined {
  const output = k.text('output');
  const keepManaged = k.flags.has('show-managed-fields') && k.bool('show-managed-fields');
  const clean = (object: ApiObject): ApiObject => (keepManaged ? object : withoutManagedFields(object));
  const low = output.toLowerCase();
  if (low === 'json') return { print: (object, typed) => k.out(`${marshalIndent(clean(object), typed !== true)}\n`) };
  if (low === 'yaml') {
    let count = 0;
    return { print: (object) => k.out(`${count++ > 0 ? '---\n' : ''}${yamlText(clean(object))}`) };
  }
  if (low === 'kyaml') return { print: (object, typed) => k.out(kyamlText(clean(object), typed !== true)) };
  return templatePrinter(k, output);
}

function templatePrinter(k: Invocation, output: string): Printer | undefined {
  const argument = k.flags.has('template') ? k.text('template') : '';
  let format = output;
  let value = '';
  if (format === '' && argument !== '') format = 'go-template';
  const found = TEMPLATE_FORMATS.find((name) => format === name || format.startsWith(`${name}=`));
  if (found === undefined) return undefined;
  if (format !== found) value = format.slice(found.length + 1);
  if (value === '') value = argument;
  if (value === '') throw new CommandError('template format specified but no template given');
  if (found.endsWith('file')) {
    if (!k.process.files.exists(value))
      throw new CommandError(`error reading --template ${value}, open ${value}: no such file or directory`);
    value = k.process.files.read(value);
  }
  const allowMissing = k.bool('allow-missing-template-keys');
  return found.startsWith('jsonpath')
    ? jsonPathPrinter(k, value, allowMissing, found === 'jsonpath-as-json')
    : goTemplatePrinter(k, value, allowMissing);
}

function jsonPathPrinter(k: Invocation, template: string, allowMissing: boolean, asJson: boolean): Printer {
  let path: JsonPath;
  try {
    path = new JsonPath(template, allowMissing);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new CommandError(`error parsing jsonpath ${template}, ${error.message}`);
  }
  return {
    print(object) {
      try {
        k.out(asJson ? path.json(object) : path.text(object));
      } catch (error) {
        if (!(error instanceof JsonPathError)) throw error;
        throw new CommandError(
          `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n\n`,
        );
      }
    },
  };
}

function goTemplatePrinter(k: Invocation, source: string, allowMissing: boolean): Printer {
  let template: Template;
  try {
    template = new Template(source, !allowMissing);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new CommandError(`error parsing template ${source}, ${error.message}`);
  }
  return {
    print(object, typed) {
      try {
        k.out(template.text(object));
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        k.out(
          `Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${source}\n\traw data was:\n\t\t${marshal(object, typed !== true)}\n\tobject given to template engine was:\n\t\t${plain(object)}\n\n`,
        );
        throw new CommandError(`error executing template ${JSON.stringify(source)}: ${error.message}`);
      }
    },
  };
}

/** Without metadata.managedFields, in a list too. */
export function withoutManagedFields(object: ApiObject): ApiObject {
  if (Array.isArray(object.items))
    return {
      ...object,
      items: listAt(object, 'items').map((item): Json =>
        isMap(item) ? withoutManagedFields(item as ApiObject) : item,
      ),
    };
  const { metadata } = object;
  if (metadata?.managedFields === undefined) return object;
  return {
    ...object,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== 'managedFields')),
  };
}

/** `deployment.apps/web created`, for every object of a list. */
export function nameLine(object: ApiObject, operation: string): string {
  if (Array.isArray(object.items) && (object.kind ?? '').endsWith('List'))
    return listAt(object, 'items')
      .map((item) => (isMap(item) ? nameLine(item as ApiObject, operation) : ''))
      .join('');
  return `${qualified(object)}${operation === '' ? '' : ` ${operation}`}\n`;
}

/** `deployment.apps/web`. */
export function qualified(object: ApiObject): string {
  const version = object.apiVersion ?? '';
  const group = version.includes('/') ? `.${version.slice(0, version.indexOf('/'))}` : '';
  const name = textAt(mapAt(object, 'metadata'), 'name');
  return `${(object.kind ?? '<unknown>').toLowerCase()}${group}/${name === '' ? '<unknown>' : name}`;
}

export type DryRun = 'none' | 'client' | 'server';

/** --dry-run, with the warnings of its old forms (cmdutil.GetDryRunStrategy). Throws CommandError. */
export function dryRunOf(k: Invocation, warn: (message: string) => void): DryRun {
  const value = k.text('dry-run');
  if (value === 'none' || value === 'client' || value === 'server') return value;
  if (value === 'unchanged') {
    warn('--dry-run is deprecated and can be replaced with --dry-run=client.');
    return 'client';
  }
  if (/^(1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(value)) {
    const instead = /^[1tT]/.test(value) ? 'client' : 'none';
    warn(`--dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${instead}.`);
    return instead;
  }
  throw new CommandError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
}

/** `created`, `created (dry run)`, `created (server dry run)`. */
export function dryRunWords(operation: string, dryRun: DryRun): string {
  if (dryRun === 'none') return operation;
  return `${operation} (${dryRun === 'server' ? 'server ' : ''}dry run)`;
}
