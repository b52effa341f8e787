import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import path from 'node:path';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const src = path.join(import.meta.dirname, 'src') + path.sep;

/** Which folders under src/ a file in a folder may import. `components/<domain>` may also import itself. */
const mayImport = {
  lib: ['lib', 'ipc'],
  text: ['ipc', 'text', 'lib'],
  ipc: ['ipc', 'lib'],
  state: ['state', 'ipc', 'lib', 'text'],
  'components/shared': ['components/shared', 'lib', 'text', 'ipc'],
  components: ['components/shared', 'lib', 'text', 'ipc', 'state'],
  views: ['components', 'views', 'state', 'lib', 'text', 'ipc'],
};

/** The tier of a path relative to src/: `components/thread` for a component, else its first folder. */
function tier(file) {
  const parts = file.split(path.sep);
  if (parts.length === 1) return null; // main.ts and App.svelte compose everything
  return parts[0] === 'components' ? `components/${parts[1]}` : parts[0];
}

/** Tiers go one way, and only ipc/ knows that there is a Tauri. */
const tiers = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = path.resolve(context.filename);
    if (!file.startsWith(src)) return {};
    const from = tier(file.slice(src.length));
    const check = (node) => {
      const wanted = node.source?.value;
      if (typeof wanted !== 'string') return;
      if (wanted.startsWith('@tauri-apps/') && from !== 'ipc') {
        context.report({ node, message: 'Only src/ipc may import @tauri-apps; ask the core through ipc/client.' });
      }
      if (!wanted.startsWith('.') || from === null) return;
      const target = path.resolve(path.dirname(file), wanted);
      if (!target.startsWith(src)) return;
      const to = tier(target.slice(src.length));
      const isTest = /\.test\.ts$/.test(file);
      if (/^(fake|dev)/.test(path.basename(target)) && from !== 'ipc' && !isTest) {
        context.report({ node, message: 'The fake core is for tests and the browser only.' });
      }
      if (to === null || to === from || isTest) return;
      const allowed =
        mayImport[from] ?? (from.startsWith('components/') ? [...mayImport.components, from] : mayImport[from]) ?? [];
      if (!allowed.some((one) => to === one || to.startsWith(`${one}/`))) {
        context.report({ node, message: `${from} may not import ${to}; see the tiers in eslint.config.js.` });
      }
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

export default ts.config(
  { ignores: ['dist/', '.shots/', 'src/ipc/bindings.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    plugins: { foyer: { rules: { tiers } } },
    rules: {
      'foyer/tiers': 'error',
      'no-undef': 'off', // TypeScript knows
      'no-console': 'error', // a console line is a log line; patients' words end up in it
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inspect': 'error',
      'svelte/require-each-key': 'error',
      // {' '} and {'\n'} keep a space or a line break that markup would lose.
      'svelte/no-useless-mustaches': 'off',
      // Maps of timers, heights and kept objects are not drawn; only $state is.
      'svelte/prefer-svelte-reactivity': 'off',
      // Does not see `??=` as a use; TypeScript does.
      'no-unused-private-class-members': 'off',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text nodes only.' },
        { property: 'outerHTML', message: 'Text nodes only.' },
        { property: 'insertAdjacentHTML', message: 'Text nodes only.' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: { 'prefer-const': 'off', 'svelte/prefer-const': 'off' },
  },
  { files: ['scripts/**', 'tests/**'], rules: { 'no-console': 'off' } },
);
