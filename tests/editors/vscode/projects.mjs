// Folders to open: each a repository of its own, made anew.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const SHELL = `import subprocess


def run(command):
    return subprocess.run(command, shell=True)
`;

/** Makes a repository of these files, and returns its path. */
export function project(files) {
  const folder = mkdtempSync(join(tmpdir(), 'charter-project-'));
  mkdirSync(join(folder, '.git'));
  for (const [name, text] of Object.entries(files)) {
    put(folder, name, text);
  }
  return folder;
}

const EXAMPLE = join(import.meta.dirname, '..', '..', '..', 'examples', 'shop');

/** Makes a copy of the example, with a rollout, a register and a waiver to look at. */
export function shop() {
  const folder = project({});
  cpSync(EXAMPLE, folder, { recursive: true });
  return folder;
}

/** Writes a file into a folder; what begins with `#!` can be run. */
export function put(folder, name, text) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  if (text.startsWith('#!')) {
    chmodSync(file, 0o755);
  }
  return file;
}

/** Returns a notebook of these cells, as it lies on disk. */
export function notebook(...cells) {
  const written = cells.map((source, idx) => ({
    cell_type: 'code',
    id: `cell-${idx}`,
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  }));
  const metadata = { language_info: { name: 'python' } };
  return JSON.stringify({ cells: written, metadata, nbformat: 4, nbformat_minor: 5 });
}
