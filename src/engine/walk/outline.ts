import { packetLines, WALK_WORDS, type WalkLanguage } from './explain';
import { groupWalks, type PacketGroup } from './group';
import type { PacketWalk } from './step';

/** A packet, or a connection, in words: a line, its steps, and what it caused. */
export interface OutlineNode {
  readonly title: string;
  /** What became of the command was decided here, or below. */
  readonly matters: boolean;
  readonly steps: readonly string[];
  readonly children: readonly OutlineNode[];
}

/** The packets of a command as a reader opens them: the one that matters first. */
export function outlineWalks(walks: readonly PacketWalk[], language: WalkLanguage): readonly OutlineNode[] {
  return groupWalks(walks).map((group) => nodeOf(group, language));
}

function nodeOf({ walk, kind, alike, matters, children }: PacketGroup, language: WalkLanguage): OutlineNode {
  const words = WALK_WORDS[language];
  const { summary, steps } = packetLines(walk, language);
  const below = children.map((child) => nodeOf(child, language));
  if (kind === 'connection' && walk.head?.kind === 'tcp') {
    const segments = children.reduce((sum, child) => sum + child.alike, 0);
    return { title: words.connection(walk.head, segments), matters, steps: [], children: below };
  }
  const title = alike === 1 ? summary : `${summary} (${words.times(alike)})`;
  return { title, matters, steps, children: below };
}
