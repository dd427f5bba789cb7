/** The part of VS Code's renderer contract (vscode-notebook-renderer) that is used here. */
interface OutputItem {
  json(): unknown;
}

interface WalkOutput {
  readonly explanation: string;
  readonly packets: readonly { readonly summary: string; readonly steps: readonly string[] }[];
}

/** Shows a packet walk: the explanation, and each packet's steps as a list that can be opened. */
export const activate = () => ({
  renderOutputItem(item: OutputItem, element: HTMLElement): void {
    const { explanation, packets } = item.json() as WalkOutput;
    element.replaceChildren(style(), paragraph(explanation), ...packets.map(packetDetails));
  },
});

function paragraph(text: string): HTMLElement {
  const p = document.createElement('p');
  p.className = 'cka-net-walk';
  p.textContent = text;
  return p;
}

function packetDetails({ summary, steps }: WalkOutput['packets'][number]): HTMLElement {
  const details = document.createElement('details');
  details.className = 'cka-net-walk';
  const title = document.createElement('summary');
  title.textContent = summary;
  const list = document.createElement('ol');
  for (const step of steps) {
    const item = document.createElement('li');
    item.textContent = step;
    list.append(item);
  }
  details.append(title, list);
  return details;
}

function style(): HTMLElement {
  const element = document.createElement('style');
  element.textContent = `
    p.cka-net-walk { margin: 0 0 4px; padding: 4px 8px; border-left: 3px solid var(--vscode-editorInfo-foreground); }
    details.cka-net-walk { color: var(--vscode-descriptionForeground); margin-left: 8px; }
    details.cka-net-walk summary:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
    details.cka-net-walk ol { margin: 2px 0 4px; font-family: var(--vscode-editor-font-family); font-size: 0.95em; }`;
  return element;
}
