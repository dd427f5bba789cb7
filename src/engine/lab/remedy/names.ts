import { dnsStory, namesInstead } from '../../walk/dns';
import type { PacketWalk } from '../../walk/step';

/** The script with another name in the place of one that the cluster's DNS does not know, for every name that may have been meant. */
export function retyped(script: string, walks: readonly PacketWalk[]): readonly string[] {
  const story = dnsStory(walks);
  const names = namesInstead(story);
  if (!story || names.length === 0) return [];
  const asked = story.asked.map((name) => name.toLowerCase());
  const words = [...new Set(script.match(/[\w.-]+/g))].filter((word) => {
    const lower = word.toLowerCase().replace(/\.$/, '');
    return asked.every((name) => name === `${lower}.` || name.startsWith(`${lower}.`));
  });
  const typed = words.sort((a, b) => b.length - a.length)[0];
  if (typed === undefined) return [];
  const place = new RegExp(`(?<![\\w.-])${typed.replaceAll('.', '\\.')}(?![\\w.-])`, 'g');
  const changed = (name: string): string => {
    const all = [...script.matchAll(place)];
    // A Pod may have the name too, which stands before what is run in it.
    const last = all.at(-1);
    return last ? script.slice(0, last.index) + name + script.slice(last.index + typed.length) : script;
  };
  return names.map(changed).filter((each) => each !== script);
}
