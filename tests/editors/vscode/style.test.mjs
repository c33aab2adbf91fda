// The house's rules for the extension, as far as programs can hold them.
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { HOUSE } from './workbench.mjs';

const EXTENSION = join(HOUSE, 'editors', 'vscode');
const BUNDLE = ['extension.js', 'libraries.js'].map((name) => join(EXTENSION, 'dist', name));
const LARGEST = 600_000;

test('style and types have nothing to say', () => {
  const commands = [
    ['@biomejs/biome/bin/biome', 'ci', '--error-on-warnings'],
    ['typescript/bin/tsc', '--project', EXTENSION],
  ];
  for (const [program, ...options] of commands) {
    const path = join(EXTENSION, 'node_modules', program);
    const run = spawnSync(process.execPath, [path, ...options], { cwd: HOUSE, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stdout + run.stderr);
  }
});

test('the bundle is small', (t) => {
  const size = BUNDLE.reduce((sum, file) => sum + statSync(file).size, 0);
  t.diagnostic(`${size} bytes, at most ${LARGEST}`);
  assert.ok(size <= LARGEST);
});

test('the bundle cannot go online', () => {
  const bundle = BUNDLE.map((file) => readFileSync(file, 'utf8')).join('\n');
  const modules = [...bundle.matchAll(/require\("(?:node:)?([\w/]+)"\)/g)].map((match) => match[1]);
  // The client's library can speak over sockets; over a pipe it does not.
  const online = modules.filter((name) => ['http', 'https', 'http2', 'dgram', 'dns', 'tls'].includes(name));
  assert.deepEqual(online, []);
  assert.doesNotMatch(bundle, /\bfetch\(|XMLHttpRequest|WebSocket\(/);
});
