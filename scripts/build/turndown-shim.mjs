/** just-bash's `html-to-markdown` is the only user of turndown, and no lab has that program: 190 kB stay out of every bundle. */
export default class TurndownService {
  constructor() {
    throw new Error('html-to-markdown is not part of a cka-net host.');
  }
}
