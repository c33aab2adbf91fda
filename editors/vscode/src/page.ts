// Pages to read: Markdown from the server, shown without scripts and in the theme's colours.
import * as vscode from 'vscode';
import type { Page } from './requests';

/** Shows pages, each kind in a panel of its own that is used again. */
export class Pages implements vscode.Disposable {
  private readonly panels = new Map<string, vscode.WebviewPanel>();
  private readonly redrawing = new Map<string, vscode.Disposable>();

  constructor(private readonly home: vscode.Uri) {}

  /** Shows Markdown. */
  async show(kind: string, page: Page): Promise<void> {
    const { MarkdownIt } = await import('./libraries');
    // No HTML, whatever a text says; and no pictures, which would be fetched.
    const markdown = new MarkdownIt({ html: false, linkify: false }).disable('image');
    // A heading names each table for whoever cannot see it, and wide ones are scrolled by themselves.
    const body = markdown
      .render(page.markdown)
      .replaceAll('<table>', '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>')
      .replaceAll('</table>', '</table></div>')
      .replaceAll('<th>', '<th scope="col">');
    this.showHtml(kind, page.title, `<main>${body}</main>`);
  }

  /** Shows HTML that we have written ourselves. */
  showHtml(kind: string, title: string, body: string, commands: readonly string[] = []): void {
    const panel = this.panels.get(kind) ?? this.create(kind, commands);
    this.draw(panel, title, body);
    panel.reveal(undefined, false);
  }

  /** Writes a page anew at each event, as long as it is open; where people are meanwhile, they stay. */
  redraw(kind: string, write: () => Promise<{ title: string; body: string }>, event: vscode.Event<void>): void {
    const panel = this.panels.get(kind);
    this.redrawing.get(kind)?.dispose();
    if (panel) {
      const listener = event(async () => {
        const { title, body } = await write();
        if (this.panels.get(kind) === panel) {
          this.draw(panel, title, body);
        }
      });
      this.redrawing.set(kind, listener);
      panel.onDidDispose(() => listener.dispose());
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.panels.values()).dispose();
  }

  private draw(panel: vscode.WebviewPanel, title: string, body: string): void {
    const style = panel.webview.asWebviewUri(vscode.Uri.joinPath(this.home, 'media', 'page.css'));
    const policy = `default-src 'none'; style-src ${panel.webview.cspSource}`;
    panel.title = title;
    panel.webview.html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${style}">
</head>
<body>${body}</body>
</html>`;
  }

  private create(kind: string, commands: readonly string[]): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(`charter.${kind}`, 'Charter', vscode.ViewColumn.Active, {
      enableScripts: false,
      enableCommandUris: [...commands],
      enableFindWidget: true,
      localResourceRoots: [vscode.Uri.joinPath(this.home, 'media')],
    });
    panel.iconPath = vscode.Uri.joinPath(this.home, 'media', 'charter.svg');
    panel.onDidDispose(() => this.panels.delete(kind));
    this.panels.set(kind, panel);
    return panel;
  }
}

/** Returns a text so that HTML shows it as it is. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
