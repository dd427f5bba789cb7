/** One place of the web outside the lab: `kubectl apply -f URL`, curl and wget find it by packets that need a way out. */
export interface WebPage {
  readonly host: string;
  /** The path of the URL, without its query. */
  readonly path: RegExp;
  readonly body: (url: URL) => string;
  /** What a learner has to know about the real place, such as that it is gone. */
  readonly note?: string;
}
