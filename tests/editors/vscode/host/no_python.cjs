const assert = require('node:assert');
const vscode = require('vscode');
const { at, extension, open, rules, run, test, until } = require('./running.cjs');

test('it is said what is missing, and nothing is shown as checked', async () => {
  await open(at('a.py'));
  const { client, status } = extension().exports;
  await until(() => client.health === 'missing', 'the extension to give up');
  assert.match(client.missing.reason, /Python 3\.11 or newer/);
  assert.equal(status.said.text, 'Charter: nothing is checked');
  assert.equal(status.said.severity, vscode.LanguageStatusSeverity.Error);
  assert.deepEqual(rules(at('a.py')), []);
});

exports.run = run;
