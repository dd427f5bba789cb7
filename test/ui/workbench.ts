import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/editor/browser.mjs';
import { cacheFolder, notebooksFolder, projectFolder } from '../../scripts/editor/paths.mjs';
import { startServer, windowAddress, type EditorServer } from '../../scripts/editor/server.mjs';

export interface WorkbenchOptions {
  /** The folder to open; a copy of notebooks/ when left out. It is copied, so tests may save. */
  readonly folder?: string;
  /** A VSIX to install instead of loading the extension from the checkout. */
  readonly vsix?: string;
  /** Ask whether the workspace is trusted, as a new VS Code does. */
  readonly askForTrust?: boolean;
  /** The display language that extensions are told; the editor's own words stay English, since no language pack is installed. */
  readonly language?: string;
}

/** A VS Code window in a headless browser, used as a person would. Close it in `afterAll`. */
export class Workbench {
  private constructor(
    private readonly server: EditorServer,
    private readonly browser: Browser,
    readonly page: Page,
    /** The copy of the folder that the window has open. */
    readonly folder: string,
  ) {}

  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    await mkdir(cacheFolder, { recursive: true });
    const folder = await mkdtemp(path.join(cacheFolder, 'workspace-'));
    await cp(options.folder ?? notebooksFolder, folder, { recursive: true });
    const server = await startServer({
      trustEverything: !options.askForTrust,
      developmentPayload: options.vsix === undefined,
    });
    if (options.vsix !== undefined) await server.install(options.vsix);
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1400, height: 950 } });
    // What a language pack sets before the workbench starts (src/vs/nls.ts).
    if (options.language !== undefined)
      await page.addInitScript(
        (language) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language }),
        options.language,
      );
    await page.goto(
      windowAddress(server.port, folder, options.vsix === undefined ? { developmentPath: projectFolder } : {}),
    );
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await page.getByRole('treeitem').first().waitFor({ timeout: 60_000 });
    // A file opened before the extension is known would open as text.
    await page.locator('.activitybar .action-label[aria-label^="CKA Net"]').waitFor({ timeout: 60_000 });
    return new Workbench(server, browser, page, folder);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Double-clicks a file of the explorer's top level and waits until its cells are there. */
  async openNotebook(name: string): Promise<void> {
    await this.page.getByRole('treeitem', { name }).first().dblclick();
    await this.page.locator('.notebookOverlay .cell-list-container').first().waitFor({ timeout: 60_000 });
    await this.page
      .locator('.notebookOverlay .monaco-list-row')
      .first()
      .waitFor({ state: 'attached', timeout: 60_000 });
  }

  /** Clicks Run All and waits until every cell, top to bottom, has run. */
  async runAll(): Promise<void> {
    // Who clicks before the extension has offered its kernel is asked to select one, and the cells wait for the answer.
    await this.page.locator('.notebook-toolbar-container').getByText('Simulator').first().waitFor({ timeout: 60_000 });
    await this.page.getByRole('button', { name: 'Run All' }).first().click();
    await this.page.waitForTimeout(500);
    await this.throughNotebook(() => this.waitForIdleCells());
  }

  /** The text of every output, top to bottom. */
  async cellOutputsText(): Promise<string> {
    const texts = new Map<string, string>();
    await this.throughNotebook(async () => {
      await this.waitForIdleCells();
      for (const { id, text } of await this.drawnOutputs()) texts.set(id, text);
    });
    return [...texts.values()].join('\n');
  }

  /** Waits until the outputs that are drawn now match, and returns them. */
  async waitForOutput(pattern: RegExp, timeoutMs = 60_000): Promise<string> {
    return this.eventually(
      async () => (await this.drawnOutputs()).map(({ text }) => text).join('\n'),
      (text) => pattern.test(text),
      `an output that matches ${pattern.source}`,
      timeoutMs,
    );
  }

  /** Moves the mouse onto the first place in a code cell where `word` stands and returns the text of the hover, once it matches. */
  async hoverWord(word: string, pattern: RegExp): Promise<string> {
    let place: Place | undefined;
    await this.throughNotebook(async () => {
      place ??= await this.page.evaluate(findWord, { word, nth: 0 });
      return place !== undefined;
    });
    if (!place) throw new Error(`no code cell shows the word '${word}'`);
    const hover = this.page.locator('.monaco-hover:not(.hidden) .hover-contents');
    await this.page.mouse.move(place.x, place.y + 60);
    await this.page.mouse.move(place.x, place.y, { steps: 5 });
    return this.eventually(
      async () => (await hover.allInnerTexts()).join('\n'),
      // The tooltip of what was clicked before may still be there.
      (text) => pattern.test(text),
      `a hover on '${word}' that matches ${pattern.source}`,
      20_000,
    );
  }

  /** Waits until as many problems of ours are underlined in what is drawn. */
  async squiggles(count: number): Promise<void> {
    await this.eventually(
      async () => String(await this.squigglesNow()),
      (text) => text === String(count),
      `${count} underlined places`,
      60_000,
    );
  }

  squigglesNow(): Promise<number> {
    return this.page.locator('.squiggly-error:visible, .squiggly-warning:visible').count();
  }

  /** Clicks the `nth` place, from 0, at which a word stands in a code cell, and waits until its editor has the cursor. */
  async clickWord(word: string, nth = 0): Promise<void> {
    const place = await this.page.evaluate(findWord, { word, nth });
    if (!place) throw new Error(`no editor shows the word '${word}'`);
    await this.page.mouse.click(place.x, place.y);
    await this.page.locator('.monaco-editor.focused').first().waitFor();
  }

  /** Opens the quick fixes at the cursor, applies the one that matches, and returns what was offered. */
  async quickFix(pattern: RegExp, picture: string): Promise<string> {
    const menu = this.page.locator('.action-widget:not(.action-list-submenu-panel)');
    await this.again(async () => {
      await this.page.keyboard.press('Control+.');
      await menu.getByText(pattern).first().waitFor({ timeout: 5000 });
    });
    await this.screenshot(picture);
    const offered = await menu.innerText();
    await menu.getByText(pattern).first().click();
    return offered;
  }

  /** Waits until the text of the code cells that are drawn matches. */
  async cellText(pattern: RegExp): Promise<string> {
    return this.eventually(
      async () =>
        (await this.page.locator('.notebookOverlay .code-cell-row .view-lines').allInnerTexts())
          .join('\n')
          .replaceAll('\u00a0', ' '),
      (text) => pattern.test(text),
      `cells that match ${pattern.source}`,
      20_000,
    );
  }

  /** Asks for completions at the cursor and waits until the list matches. */
  async completion(pattern: RegExp, picture: string): Promise<string> {
    const list = this.page.locator('.suggest-widget.visible');
    await this.again(async () => {
      await this.page.keyboard.press('Control+Space');
      await list.waitFor({ timeout: 5000 });
    });
    const text = await this.eventually(
      () => list.innerText(),
      (shown) => pattern.test(shown),
      `completions that match ${pattern.source}`,
      20_000,
    );
    await this.screenshot(picture);
    return text;
  }

  /** Asks for the signature at the cursor and returns its text. */
  async signature(picture: string): Promise<string> {
    const hints = this.page.locator('.parameter-hints-widget.visible');
    await this.again(async () => {
      await this.page.keyboard.press('Control+Shift+Space');
      await hints.waitFor({ timeout: 5000 });
    });
    await this.screenshot(picture);
    const text = await hints.innerText();
    await this.page.keyboard.press('Escape');
    return text;
  }

  /** Renames what the cursor is on. */
  async rename(name: string, picture: string): Promise<void> {
    const input = this.page.locator('.rename-box input');
    await this.again(async () => {
      await this.page.keyboard.press('F2');
      await input.waitFor({ timeout: 5000 });
    });
    await this.screenshot(picture);
    await input.fill(name);
    await input.press('Enter');
  }

  /** Clicks the first lens of that title. */
  async lens(title: string, picture: string): Promise<void> {
    const lens = this.page.locator('.codelens-decoration a', { hasText: title }).first();
    await lens.waitFor({ timeout: 30_000 });
    await this.screenshot(picture);
    await lens.click();
  }

  /** Waits until the tab in front has such a title. */
  async tab(title: RegExp): Promise<void> {
    try {
      await this.page.locator('.tab.active', { hasText: title }).first().waitFor({ timeout: 30_000 });
    } catch (error) {
      await this.screenshot(pictureFile('no-tab'));
      throw error;
    }
  }

  /** Waits until a frame of the window, such as a preview, shows text that matches. */
  async frameText(pattern: RegExp): Promise<void> {
    const patience = Date.now() + 30_000;
    const shown = (): Promise<string[]> =>
      Promise.all(this.page.frames().map((frame) => frame.locator('body').innerText({ timeout: 500 }).catch(() => ''))); // prettier-ignore
    while (!(await shown()).some((text) => pattern.test(text))) {
      if (Date.now() > patience) throw new Error(`No frame shows ${String(pattern)}`);
      await this.page.waitForTimeout(250);
    }
  }

  /** Waits until a frame shows a heading that matches: the page is rendered, not shown as text. */
  async heading(pattern: RegExp): Promise<void> {
    const shown = (): Promise<string[]> =>
      Promise.all(this.page.frames().map(async (frame) => (await frame.locator('h1').allInnerTexts().catch(() => [])).join('\n'))); // prettier-ignore
    await this.eventually(
      async () => (await shown()).join('\n'),
      (text) => pattern.test(text),
      `a heading that matches ${pattern.source}`,
      60_000,
    );
  }

  /** Waits until what a screen reader is told of a part of the window matches, and returns it. */
  async spoken(part: string, pattern: RegExp): Promise<string> {
    return this.eventually(
      () => this.page.locator(part).first().ariaSnapshot(),
      (text) => pattern.test(text),
      `names in ${part} that match ${pattern.source}`,
      60_000,
    );
  }

  /** Goes from problem to problem by its key until one says so, and returns its text. */
  async nextProblem(pattern: RegExp): Promise<string> {
    const shown = this.page.locator('.marker-widget .message', { hasText: pattern }).first();
    await this.again(async () => {
      await this.page.keyboard.press('F8');
      await shown.waitFor({ timeout: 5000 });
    }, 9);
    return shown.innerText();
  }

  /** Presses keys until something is there: what is not ready yet takes no key. */
  async press(keys: readonly string[], appears: string): Promise<string> {
    const shown = this.page.locator(appears).first();
    await this.again(async () => {
      for (const key of keys) await this.page.keyboard.press(key);
      await shown.waitFor({ timeout: 8000 });
    });
    return shown.innerText();
  }

  /** The colour in which the first such word of a code cell is written. */
  colourOf(word: string): Promise<string | undefined> {
    return this.page.evaluate((word) => {
      const spans = [...document.querySelectorAll('.notebookOverlay .code-cell-row .view-line span')];
      const span = spans.find((each) => each.children.length === 0 && each.textContent.trim() === word);
      return span && getComputedStyle(span).color;
    }, word);
  }

  async closeTab(): Promise<void> {
    await this.command('View: Close Editor');
  }

  /** Opens a file of the explorer's top level in a text editor. */
  async openFile(name: string): Promise<void> {
    await this.page.getByRole('treeitem', { name }).first().dblclick();
    await this.tab(new RegExp(name.replace('.', '\\.')));
    await this.page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
  }

  /** Waits until the list of problems shows one that matches. */
  async problem(pattern: RegExp): Promise<void> {
    await this.page.locator('.markers-panel').getByText(pattern).first().waitFor({ timeout: 30_000 });
  }

  /** What the editor is not ready for yet, such as a key while it loads the feature behind it, is tried again. */
  private async again(attempt: () => Promise<void>, times = 3): Promise<void> {
    for (let left = times; ; left--) {
      try {
        await attempt();
        return;
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }

  /** Scrolls the notebook to its top. */
  async scrollToTop(): Promise<void> {
    for (let last = ''; ;) {
      const now = await this.scrollPosition();
      if (now === last) return;
      last = now;
      await this.wheel(-400);
      await this.page.waitForTimeout(150);
    }
  }

  /** Runs a command from the palette by its title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).first().click();
  }

  /** Clicks an icon of the activity bar, such as `CKA Net`, waits until the side bar's text matches, and returns it. */
  async sideBar(name: string, pattern: RegExp): Promise<string> {
    await this.page.locator(`.activitybar .action-label[aria-label^="${name}"]`).first().click();
    return this.eventually(
      () => this.page.locator('.part.sidebar').innerText(),
      (text) => pattern.test(text),
      `a side bar '${name}' that matches ${pattern.source}`,
      30_000,
    );
  }

  async screenshot(file: string): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }

  /** Cells and outputs outside the window are not drawn: looks at each windowful, from the top, until `look` says that is enough. */
  private async throughNotebook(look: () => Promise<boolean | void>): Promise<void> {
    await this.scrollToTop();
    for (let last = ''; ;) {
      await this.page.waitForTimeout(250);
      if ((await look()) === true) return;
      const now = await this.scrollPosition();
      if (now === last) return;
      last = now;
      await this.wheel(9);
    }
  }

  /**
   * Turns the wheel over the notebook, down when `turns` is positive (an event made by a script has the opposite sign). Real events
   * are one turn of 50 pixels each, which takes minutes in a long notebook.
   */
  private wheel(turns: number): Promise<void> {
    return this.page
      .locator('.notebookOverlay .monaco-list-rows')
      .first()
      .evaluate((rows, turns) => {
        for (let left = Math.abs(turns); left > 0; left--) {
          rows.dispatchEvent(
            new WheelEvent('wheel', { deltaY: -Math.sign(turns) * 100, bubbles: true, cancelable: true }),
          );
        }
      }, turns);
  }

  private scrollPosition(): Promise<string> {
    return this.page.evaluate(() => {
      const rows = [...document.querySelectorAll('.notebookOverlay .monaco-list-row')];
      return rows
        .map((row) => `${row.getAttribute('data-index')}@${Math.round(row.getBoundingClientRect().top)}`)
        .join(' ');
    });
  }

  private async waitForIdleCells(): Promise<void> {
    const busy = '.codicon-notebook-state-executing, .codicon-notebook-state-pending';
    try {
      // In the rows only: the tool bar's "Go To" has the same icon.
      await this.page
        .locator('.notebookOverlay .monaco-list-row')
        .locator(busy)
        .first()
        .waitFor({ state: 'detached', timeout: 120_000 });
    } catch (error) {
      throw new Error(`cells are still running\n${await this.whatIsSeen()}`, { cause: error });
    }
  }

  /** For the message of a failed wait: the cells that look busy, the notifications, and what the extension host logged last. */
  private async whatIsSeen(): Promise<string> {
    await this.screenshot(pictureFile('still-running'));
    const busy = this.page.locator('.notebookOverlay .monaco-list-row:has(.codicon-notebook-state-executing)');
    const cells = await busy.allInnerTexts();
    const notifications = await this.page.locator('.notification-list-item').allInnerTexts();
    const logs = path.join(this.server.dataFolder, 'data/logs');
    const files = (await readdir(logs, { recursive: true })).filter((name) => name.endsWith('exthost.log'));
    const texts = await Promise.all(files.map((name) => readFile(path.join(logs, name), 'utf8')));
    const tails = texts.map((text) => text.trimEnd().split('\n').slice(-40).join('\n'));
    return ['busy:', ...cells, 'notifications:', ...notifications, 'extension host:', ...tails].join('\n');
  }

  private async drawnOutputs(): Promise<{ readonly id: string; readonly text: string }[]> {
    const frames = this.page.frames().filter((frame) => frame !== this.page.mainFrame());
    const outputs = await Promise.all(
      frames.map((frame) =>
        frame
          .locator('.output_container')
          .evaluateAll((all) =>
            all.map((each) => ({
              id: each.querySelector('.output')?.id ?? '',
              top: each.getBoundingClientRect().top,
              text: each instanceof HTMLElement ? each.innerText : '',
            })),
          )
          .catch(() => []),
      ),
    );
    return outputs.flat().sort((a, b) => a.top - b.top);
  }

  private async eventually(
    read: () => Promise<string>,
    holds: (text: string) => boolean,
    what: string,
    timeoutMs: number,
  ): Promise<string> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const text = await read();
      if (holds(text)) return text;
      if (Date.now() > deadline)
        throw new Error(`${what} did not appear in ${timeoutMs / 1000} s; there was:\n${text}`);
      await this.page.waitForTimeout(200);
    }
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Runs in the page: the middle of the `nth` such word in a code cell that is not covered by anything. */
function findWord({ word, nth }: { readonly word: string; readonly nth: number }): Place | undefined {
  let left = nth;
  for (const line of document.querySelectorAll(
    '.notebookOverlay .code-cell-row .view-line, .editor-instance .view-line',
  )) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      const parts = text.split(/[\s\u00a0]/);
      const at = parts.includes(word) || text.split(/\b/).includes(word) ? text.indexOf(word) : -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + word.length);
      const box = range.getBoundingClientRect();
      const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      if (line.contains(document.elementFromPoint(place.x, place.y)) && left-- === 0) return place;
    }
  }
  return undefined;
}

/** Where UI tests leave the pictures a person may want to look at; outside git. */
export function pictureFile(name: string): string {
  return path.join(cacheFolder, 'pictures', `${name}.png`);
}
