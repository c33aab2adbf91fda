// The commands of the palette and of menus.
import * as vscode from 'vscode';
import type { Client } from './client';
import { requestException } from './exception';
import { impactPage } from './impact';
import { type Log, reason } from './log';
import type { Pages } from './page';
import { reportProblem } from './report';
import type { Here } from './requests';

type Command = (...args: unknown[]) => unknown;

/** Registers all commands. */
export function registerCommands(version: string, client: Client, pages: Pages, log: Log): vscode.Disposable {
  const commands: Record<string, Command> = {
    'charter.scan': () => scan(client),
    'charter.showCharter': async () => pages.show('charter', await client.ask('handbook', here())),
    'charter.showEffective': async () => pages.show('effective', await client.ask('effective', here())),
    'charter.showImpact': () => showImpact(client, pages),
    'charter.explainRule': (subject) => explainRule(client, pages, subject),
    'charter.createCharter': () => createCharter(client),
    'charter.openWaivers': () => vscode.commands.executeCommand('charter.waivers.focus'),
    'charter.requestException': () => requestException(client),
    'charter.restart': () => client.restart(),
    'charter.showLog': () => log.show(),
    'charter.reportProblem': () => reportProblem(version, client),
  };
  const registered = Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(name, async (...args) => {
      try {
        return await run(...args);
      } catch (error) {
        log.error(`${name}: ${reason(error)}`);
        void vscode.window.showErrorMessage(`Charter: ${reason(error)}`);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

function here(): Here {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri && ['file', 'untitled', 'vscode-notebook-cell'].includes(uri.scheme) ? { uri: uri.toString() } : {};
}

// The server shows its progress, and says at the end what it found.
async function scan(client: Client): Promise<void> {
  await client.execute('charter.scanWorkspace');
}

async function showImpact(client: Client, pages: Pages): Promise<void> {
  const where = here();
  const write = async () => {
    const impact = await client.ask('impact', where);
    return { title: `Impact: ${impact.title}`, body: impactPage(impact) };
  };
  const { title, body } = await write();
  pages.showHtml('impact', title, body, ['charter.scan']);
  // What a scan finds is drawn when it is over, as long as the page is there.
  pages.redraw('impact', write, client.onScanned);
}

async function explainRule(client: Client, pages: Pages, subject: unknown): Promise<void> {
  const name = named(subject) ?? (await chooseRule(client));
  if (name) {
    await pages.show('rule', await client.ask('rule', { name }));
  }
}

// A row of the view is labelled with its rule.
function named(subject: unknown): string | undefined {
  if (typeof subject === 'string') {
    return subject;
  }
  return subject instanceof vscode.TreeItem && typeof subject.label === 'string' ? subject.label : undefined;
}

async function chooseRule(client: Client): Promise<string | undefined> {
  const { rules } = await client.ask('rules', {});
  const atCursor = rulesAtCursor();
  const items = rules.map(({ id, summary, aliases }) => ({
    label: id,
    description: aliases.join(', '),
    detail: summary,
  }));
  items.sort((one, other) => Number(atCursor.has(other.label)) - Number(atCursor.has(one.label)));
  const options = { title: 'Explain a rule', matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
}

function rulesAtCursor(): ReadonlySet<string> {
  const editor = vscode.window.activeTextEditor;
  const found = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const here = found.filter((each) => each.source === 'charter' && editor && each.range.intersection(editor.selection));
  return new Set(here.map(({ code }) => String(typeof code === 'object' ? code.value : code)));
}

async function createCharter(client: Client): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  if (!folder) {
    throw new Error('Open a folder first: a charter lies at its root.');
  }
  const { name, text } = await client.ask('starter', {});
  const uri = vscode.Uri.joinPath(folder.uri, name);
  const edit = new vscode.WorkspaceEdit();
  // One that is there already is opened, and left as it is.
  edit.createFile(uri, { ignoreIfExists: true, contents: Buffer.from(text) });
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(uri);
}
