/** The part of VS Code's renderer contract (vscode-notebook-renderer) that is used here. */
interface OutputItem {
  json(): unknown;
}

/** See OutlineNode of the engine; a renderer is a bundle of its own. */
interface PacketNode {
  readonly title: string;
  readonly matters: boolean;
  readonly steps: readonly string[];
  readonly children: readonly PacketNode[];
}

interface WalkOutput {
  readonly explanation: string;
  readonly packets: readonly PacketNode[];
}

/** Shows a packet walk: the explanation, and each packet's steps as a list that can be opened; what decided is open already. */
export const activate = () => ({
  renderOutputItem(item: OutputItem, element: HTMLElement): void {
    const { explanation, packets } = item.json() as WalkOutput;
    element.replaceChildren(style(), paragraph(explanation), ...packets.map(packetDetails));
  },
});

/** Commands stand between back quotes. */
function paragraph(text: string): HTMLElement {
  const p = document.createElement('p');
  p.className = 'cka-net-walk';
  text.split('`').forEach((part, i) => {
    if (i % 2 === 0) return p.append(part);
    const code = document.createElement('code');
    code.textContent = part;
    p.append(code);
  });
  return p;
}

function packetDetails({ title, matters, steps, children }: PacketNode): HTMLElement {
  const details = document.createElement('details');
  details.className = 'cka-net-walk';
  details.open = matters;
  const summary = document.createElement('summary');
  summary.textContent = title;
  const list = document.createElement('ol');
  for (const step of steps) {
    const item = document.createElement('li');
    item.textContent = step;
    list.append(item);
  }
  details.append(summary, ...(steps.length > 0 ? [list] : []), ...children.map(packetDetails));
  return details;
}

function style(): HTMLElement {
  const element = document.createElement('style');
  element.textContent = `
    p.cka-net-walk { margin: 0 0 6px; padding: 4px 8px; border-left: 3px solid var(--vscode-editorInfo-foreground); line-height: 1.5; }
    p.cka-net-walk code { font-family: var(--vscode-editor-font-family); background: var(--vscode-textCodeBlock-background); padding: 1px 4px; }
    details.cka-net-walk { color: var(--vscode-descriptionForeground); margin-left: 12px; }
    details.cka-net-walk summary { cursor: pointer; }
    details.cka-net-walk summary:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
    details.cka-net-walk ol { margin: 2px 0 4px; padding-left: 32px; font-family: var(--vscode-editor-font-family); font-size: 0.95em; }`;
  return element;
}
