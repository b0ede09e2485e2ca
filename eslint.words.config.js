// The banned words, checked by themselves: `npm run words`, or `npm run words -- src/core`.
// A banned word of a name is an error everywhere; one of a comment or a string is an error in src
// and a warning elsewhere. `npm run words -- --quiet` prints errors only.
import tseslint from 'typescript-eslint'
import words from './eslint/banned_words.ts'

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'dist',
      'test/http/client_types.ts',
      '.venv',
      'eslint',
      'test/eslint',
    ],
  },
  {
    files: ['**/*.ts', '**/*.{js,cjs}'],
    languageOptions: { parser: tseslint.parser },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { words, '@typescript-eslint': tseslint.plugin },
    rules: { 'words/names': 'error', 'words/prose': 'warn' },
  },
  { files: ['src/**/*.ts'], rules: { 'words/prose': 'error' } },
)
