const assert = require('node:assert');
const vscode = require('vscode');
const { extension, open, run, sees, test, until } = require('./running.cjs');

test('each folder follows its own charter', async () => {
  // Which folders there are, VS Code reads from the workspace's file; its extensions may be there before that.
  await until(() => vscode.workspace.workspaceFolders?.length === 2, 'both folders');
  const severities = [];
  for (const folder of vscode.workspace.workspaceFolders) {
    const uri = vscode.Uri.joinPath(folder.uri, 'a.py');
    await open(uri);
    await sees(uri, 'security.shell-injection');
    severities.push(vscode.languages.getDiagnostics(uri)[0].severity);
  }
  assert.deepEqual(severities, [vscode.DiagnosticSeverity.Warning, vscode.DiagnosticSeverity.Error]);
});

test('the status item is about the folder of what is shown, be it a text or a notebook', async () => {
  const [one, other] = vscode.workspace.workspaceFolders.map((folder) => folder.uri);
  const { status } = extension().exports;
  await open(vscode.Uri.joinPath(one, 'a.py'));
  await until(() => status.said.text === 'AI code charter', 'the charter of the first');
  const book = await vscode.workspace.openNotebookDocument(vscode.Uri.joinPath(other, 'n.ipynb'));
  await vscode.window.showNotebookDocument(book);
  await sees(book.cellAt(0).document.uri, 'security.eval');
  await until(() => status.said.text === 'Second', 'the charter of the second');
});

exports.run = run;
