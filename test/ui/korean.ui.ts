import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/editor/paths.mjs';
import { pictureFile, Workbench } from './workbench';

const WORKSPACE = path.join(projectFolder, 'test/ui/workspace');

/** One window for all: each test leaves the cells as the next one wants them. Everything but the link is done with keys. */
describe('the editor in Korean, by keyboard, as a screen reader tells it', () => {
  let window: Workbench;

  beforeAll(async () => {
    const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: projectFolder, encoding: 'utf8' });
    expect(built.stderr + built.stdout, 'the build').toContain('built in');
    window = await Workbench.open({ folder: WORKSPACE, language: 'ko' });
  });

  afterAll(() => window.close());

  it('opens a notebook, whose buttons have Korean names', async () => {
    await window.press(['Control+P'], '.quick-input-widget input');
    await window.page.keyboard.type('language.cka-net');
    await window.page
      .locator('.quick-input-widget .monaco-list-row', { hasText: 'language.cka-net' })
      .first()
      .waitFor();
    await window.page.keyboard.press('Enter');
    await window.page.locator('.notebookOverlay .code-cell-row').first().waitFor({ timeout: 60_000 });
    await window.squiggles(4);
    await window.spoken('.notebookOverlay', /button "패킷 설명"/);
    await window.spoken('.notebookOverlay', /시뮬레이터/);
  });

  it('goes to the next problem, says it in Korean, and mends it', async () => {
    // Down from the heading to a cell, into it, and from problem to problem.
    await window.page.keyboard.press('ArrowDown');
    await window.press(['Enter'], '.notebookOverlay .code-cell-row.focused .monaco-editor.focused');
    const problem = await window.nextProblem(/프리픽스 길이/);
    await window.screenshot(pictureFile('korean-problem'));
    expect(problem).toContain('프리픽스 길이가 없습니다');
    await window.page.keyboard.press('Escape');
    const offered = await window.press(['Control+Period'], '.action-widget:has-text("바꾸기")');
    await window.screenshot(pictureFile('korean-fixes'));
    expect(offered).toContain('192.168.15.1/24');
    await window.page.keyboard.press('Enter');
    await window.cellText(/addr add 192\.168\.15\.1\/24/);
  });

  it('explains the word at the cursor', async () => {
    const text = await window.press(
      ['Control+K', 'Control+I'],
      '.monaco-hover:not(.hidden):has-text("ip address add")',
    );
    await window.screenshot(pictureFile('korean-hover'));
    expect(text).toMatch(/[가-힣]/);
    await window.page.keyboard.press('Escape');
  });

  it('leads from a code to its Korean page, rendered', async () => {
    await window.hoverWord('prots', /unknown-field/);
    await window.page.locator('.monaco-hover a', { hasText: 'unknown-field' }).first().click();
    await window.heading(/[가-힣]/);
    await window.screenshot(pictureFile('korean-page'));
    await window.closeTab();
  });

  it('gives every node of the trees a name', async () => {
    await window.sideBar('CKA Net', /eth0/);
    const names = await window.spoken('.part.sidebar', /treeitem "네트워크 네임스페이스 루트 네임스페이스"/);
    await window.screenshot(pictureFile('korean-trees'));
    expect(names).toContain('treeitem "호스트 A"');
    expect(names).toMatch(/treeitem "eth0, 켜짐, 192\.168\.1\.10\/24/);
    expect(names).toMatch(/treeitem "경로 192\.168\.1\.0\/24 dev eth0"/);
  });
});
