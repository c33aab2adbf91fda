// The item beside the language's name: which charter is in force, and whether something is wrong with it.
import * as vscode from 'vscode';
import type { Client } from './client';
import type { FolderStatus, Status } from './requests';

/** Keeps the status item true. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('charter.status', [
    { scheme: 'file' },
    { scheme: 'untitled' },
    { scheme: 'vscode-notebook-cell' },
  ]);
  private readonly listeners: vscode.Disposable[];
  private folders: readonly FolderStatus[] = [];

  constructor(private readonly client: Client) {
    this.item.name = 'Charter';
    this.listeners = [
      client.onDidChange(() => this.draw()),
      client.onStatus((status) => this.take(status)),
      vscode.window.onDidChangeActiveTextEditor(() => this.draw()),
      vscode.window.onDidChangeActiveNotebookEditor(() => this.draw()),
    ];
    this.draw();
  }

  dispose(): void {
    vscode.Disposable.from(this.item, ...this.listeners).dispose();
  }

  /** What the item says now; for tests and reports. */
  get said(): { text: string; detail: string; severity: vscode.LanguageStatusSeverity } {
    return { text: this.item.text, detail: this.item.detail ?? '', severity: this.item.severity };
  }

  private take(status: Status): void {
    this.folders = status.folders;
    this.draw();
  }

  private draw(): void {
    this.item.busy = this.client.health === 'starting';
    if (this.client.health === 'missing' || this.client.health === 'stopped') {
      const why = this.client.missing?.reason ?? 'The server has ended; the log says why.';
      this.say('Charter: nothing is checked', why, vscode.LanguageStatusSeverity.Error);
      this.item.command = { title: 'Restart', command: 'charter.restart' };
      return;
    }
    this.item.command = { title: 'Show What Is in Force', command: 'charter.showEffective' };
    const folder = this.folderInSight();
    if (!folder) {
      this.say('Charter', this.client.health === 'starting' ? 'Starting' : 'No folder is open', OK);
      return;
    }
    const title = [folder.name || 'AI code charter', folder.revision].filter(Boolean).join(' ');
    this.say(title, detail(folder), isWhole(folder) ? OK : vscode.LanguageStatusSeverity.Warning);
  }

  private say(text: string, detail: string, severity: vscode.LanguageStatusSeverity): void {
    Object.assign(this.item, { text, detail, severity });
  }

  private folderInSight(): FolderStatus | undefined {
    // A cell's own URI names no file.
    const { activeNotebookEditor: notebook, activeTextEditor: editor } = vscode.window;
    const shown = (notebook?.notebook ?? editor?.document)?.uri.toString() ?? '';
    const around = this.folders.filter((folder) => shown.startsWith(`${vscode.Uri.parse(folder.root)}/`));
    return around.sort((one, other) => other.root.length - one.root.length)[0] ?? this.folders[0];
  }
}

const OK = vscode.LanguageStatusSeverity.Information;

function isWhole(folder: FolderStatus): boolean {
  return folder.problems === 0 && folder.layers.every((layer) => layer.isRead);
}

function detail(folder: FolderStatus): string {
  const layers = folder.layers.map((layer) => (layer.isRead ? layer.layer : `${layer.layer} (not wholly in force)`));
  const problems = folder.problems === 1 ? ', one problem' : folder.problems ? `, ${folder.problems} problems` : '';
  const old = folder.onlyNewSince && `; shown is only what is new since ${folder.onlyNewSince}`;
  return `In force: ${layers.join(', ') || 'the defaults'}${problems}${old}`;
}
