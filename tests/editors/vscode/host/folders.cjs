const assert = require('node:assert');
const vscode = require('vscode');
const { open, run, sees, test } = require('./running.cjs');

test('each folder follows its own charter', async () => {
  const severities = [];
  for (const folder of vscode.workspace.workspaceFolders) {
    const uri = vscode.Uri.joinPath(folder.uri, 'a.py');
    await open(uri);
    await sees(uri, 'security.shell-injection');
    severities.push(vscode.languages.getDiagnostics(uri)[0].severity);
  }
  assert.deepEqual(severities, [vscode.DiagnosticSeverity.Warning, vscode.DiagnosticSeverity.Error]);
});

exports.run = run;
