// Bundles the extension into dist/extension.js, which wakes it, and dist/libraries.js, which that loads when needed.
import { build } from 'esbuild';

await build({
  entryPoints: ['src/extension.ts', 'src/libraries.ts'],
  outdir: 'dist',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', './libraries'],
  // Within VS Code extensions are required, not imported.
  supported: { 'dynamic-import': false },
  legalComments: 'none',
});
