import { isList, isMap, keysOfMap, type Json } from '../jsonpath/values';
import { FUNCTIONS } from './functions';
import { TemplateError, type Command, type Operand, type Pipe, type TemplateNode } from './nodes';
import { parseTemplate } from './parse';
import { isTrue, plain, type Value } from './values';

/** A Go template (text/template), ready to be run over objects. */
export class Template {
  private readonly nodes: readonly TemplateNode[];

  /** Throws TemplateError. */
  constructor(
    source: string,
    private readonly missingKeyIsError: boolean,
  ) {
    this.nodes = parseTemplate(source);
  }

  /** Throws TemplateError. */
  text(data: Json): string {
    const run = new Run(data, this.missingKeyIsError);
    run.nodes(this.nodes, data);
    return run.out;
  }
}

/** `{{break}}` and `{{continue}}` on their way to the loop. */
class LoopSignal extends Error {
  constructor(readonly kind: 'break' | 'continue') {
    super(kind);
  }
}

class Run {
  out = '';
  private readonly scope: [string, Value][];

  constructor(
    root: Json,
    private readonly missingKeyIsError: boolean,
  ) {
    this.scope = [['$', root]];
  }

  nodes(nodes: readonly TemplateNode[], dot: Value): void {
    for (const node of nodes) this.node(node, dot);
  }

  private node(node: TemplateNode, dot: Value): void {
    switch (node.type) {
      case 'text':
        this.out += node.text;
        return;
      case 'action': {
        const value = this.pipe(node.pipe, dot);
        if (node.pipe.declares.length === 0) this.out += plain(value);
        return;
      }
      case 'break':
      case 'continue':
        throw new LoopSignal(node.type);
      case 'if':
      case 'with': {
        const mark = this.scope.length;
        const value = this.pipe(node.pipe, dot);
        if (isTrue(value)) this.nodes(node.body, node.type === 'with' ? value : dot);
        else this.nodes(node.otherwise, dot);
        this.scope.length = mark;
        return;
      }
      case 'range':
        this.range(node, dot);
    }
  }

  private range(node: TemplateNode & { readonly type: 'if' | 'with' | 'range' }, dot: Value): void {
    const mark = this.scope.length;
    const { declares } = node.pipe;
    const value = this.pipe({ ...node.pipe, declares: [] }, dot);
    const entries: readonly (readonly [Value, Value])[] = isList(value)
      ? value.map((item, i): readonly [Value, Value] => [i, item])
      : isMap(value)
        ? keysOfMap(value).map((key): readonly [Value, Value] => [key, value[key]])
        : [];
    if (value !== undefined && value !== null && !isList(value) && !isMap(value))
      throw this.failure(node.pipe.commands[0], `range can't iterate over ${plain(value)}`);
    if (entries.length === 0) this.nodes(node.otherwise, dot);
    for (const [key, item] of entries) {
      const [first, second] = declares;
      if (second !== undefined) this.scope.push([first ?? '', key], [second, item]);
      else if (first !== undefined) this.scope.push([first, item]);
      try {
        this.nodes(node.body, item);
      } catch (error) {
        if (!(error instanceof LoopSignal)) throw error;
        if (error.kind === 'break') break;
      } finally {
        this.scope.length = mark;
      }
    }
    this.scope.length = mark;
  }

  private pipe(pipe: Pipe, dot: Value): Value {
    let value: Value;
    let first = true;
    for (const command of pipe.commands) {
      value = this.command(command, dot, first ? [] : [value]);
      first = false;
    }
    for (const name of pipe.declares) {
      if (!pipe.assigns) this.scope.push([name, value]);
      else {
        const known = this.scope.findLast(([other]) => other === name);
        if (known) known[1] = value;
      }
    }
    return value;
  }

  private command(command: Command, dot: Value, final: readonly Value[]): Value {
    const [head, ...rest] = command.operands;
    if (!head) return undefined;
    if (head.type === 'function') {
      const run = FUNCTIONS.get(head.name);
      try {
        if (head.name === 'and' || head.name === 'or') return this.shortCircuit(head.name, rest, dot, final);
        return run?.([...rest.map((operand) => this.operand(operand, dot)), ...final]);
      } catch (error) {
        if (error instanceof TemplateError && !error.message.startsWith('template:'))
          throw this.failure(head, error.message);
        throw error;
      }
    }
    if (rest.length > 0 || final.length > 0) {
      throw this.failure(head, `can't give argument to non-function ${head.source}`);
    }
    return this.operand(head, dot);
  }

  private shortCircuit(name: string, operands: readonly Operand[], dot: Value, final: readonly Value[]): Value {
    let value: Value;
    for (const operand of operands) {
      value = this.operand(operand, dot);
      if (isTrue(value) === (name === 'or')) return value;
    }
    return final.length > 0 ? final[0] : value;
  }

  private operand(operand: Operand, dot: Value): Value {
    switch (operand.type) {
      case 'dot':
        return dot;
      case 'nil':
        return null;
      case 'constant':
        return operand.value;
      case 'field':
        return this.fields(dot, operand.names, operand);
      case 'variable': {
        const known = this.scope.findLast(([name]) => name === operand.name);
        if (!known)
          throw new TemplateError(
            `template: output:${operand.line}: undefined variable ${JSON.stringify(operand.name)}`,
          );
        return this.fields(known[1], operand.names, operand);
      }
      case 'pipe':
        return this.fields(this.pipe(operand.pipe, dot), operand.names, operand);
      case 'function':
        return this.command({ operands: [operand], column: operand.column, line: operand.line }, dot, []);
    }
  }

  private fields(value: Value, names: readonly string[], operand: Operand): Value {
    let found = value;
    for (const name of names) {
      if (found === undefined || found === null) {
        if (found === null) throw this.failure(operand, `nil pointer evaluating interface {}.${name}`);
        continue;
      }
      if (!isMap(found)) throw this.failure(operand, `can't evaluate field ${name} in type interface {}`);
      if (!Object.hasOwn(found, name) && this.missingKeyIsError)
        throw this.failure(operand, `map has no entry for key ${JSON.stringify(name)}`);
      found = Object.hasOwn(found, name) ? found[name] : undefined;
    }
    return found;
  }

  private failure(
    where: (Pick<Operand, 'line' | 'column'> & { readonly source?: string }) | undefined,
    words: string,
  ): TemplateError {
    const { line = 1, column = 0, source = '' } = where ?? {};
    // A chain's place is that of what follows its first part (text/template/parse: newChain).
    const at = column + Math.max(0, source.indexOf('.', 1));
    return new TemplateError(`template: output:${line}:${at}: executing "output" at <${source}>: ${words}`);
  }
}
