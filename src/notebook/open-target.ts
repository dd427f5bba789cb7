import type { FrontMatterProblem } from './format/front-matter';
import type { Target, TargetFactory } from './target';

/** Front matter that cannot be read, so that nobody knows which lab is meant. */
export class FrontMatterError extends Error {
  constructor(readonly problems: readonly FrontMatterProblem[]) {
    super('the front matter is not valid YAML');
    this.name = 'FrontMatterError';
  }
}

/** Opens the target a notebook's front matter asks for. Rejects with FrontMatterError, or with what the factory says. */
export async function openTarget(frontMatter: string, factory: TargetFactory): Promise<Target> {
  // YAML and the lab's rules are loaded with the first lab, not with the editor.
  const { readFrontMatter } = await import('./format/front-matter');
  const { parseNotebook } = await import('./format/parse');
  const { frontMatter: read, problems } = readFrontMatter(parseNotebook(frontMatter).frontMatter);
  const unreadable = problems.filter(({ facts }) => facts.code === 'yaml');
  if (unreadable.length > 0) throw new FrontMatterError(unreadable);
  return factory.open(read.lab);
}
