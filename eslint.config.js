import tseslint from 'typescript-eslint'
import words from './eslint/banned_words.ts'

const impure = ['process', 'Date', 'performance', 'crypto', 'fetch', 'console']
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'client/typescript/src/schema.ts', '**/.venv*', '.clients'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.{js,cjs}'], ...tseslint.configs.disableTypeChecked },
  {
    // The list itself and its test have the words that are banned.
    ignores: ['eslint/**', 'test/eslint/**'],
    plugins: { words },
    rules: { 'words/names': 'error', 'words/prose': 'error' },
  },
  {
    files: ['test/**/*.ts', 'client/typescript/test/**/*.ts'],
    rules: {
      // node:test runs what is described, whether or not it is awaited.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it'] },
          ],
        },
      ],
      // Answers are read as they come: that they have the right shape is what is tested.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'client/typescript/src/**/*.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true }],
      'max-lines': ['error', { max: 150, skipComments: true, skipBlankLines: true }],
      'max-depth': ['error', 2],
      'max-params': ['error', 5],
      complexity: ['error', 8],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(ClassDeclaration, FunctionDeclaration, VariableDeclarator, TSInterfaceDeclaration, TSTypeAliasDeclaration) > Identifier.id[name=/(Service|Manager|Helper|Handler|Utils?|Impl)$/]',
          message: 'Name it by what it does or is.',
        },
      ],
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impure, ...timers],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
    },
  },
  {
    // Engines differ in these; src/core/numerics gives the same bits everywhere.
    files: ['src/core/{schedules,presets}/**/*.ts'],
    ignores: ['src/core/schedules/**/cycles.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "BinaryExpression[operator='**']", message: 'Take pow from numerics.' },
      ],
      'no-restricted-properties': [
        'error',
        ...['random', 'pow', 'exp', 'log', 'log2', 'log10', 'sin', 'cos', 'tan', 'tanh'].map(
          (property) => ({ object: 'Math', property }),
        ),
      ],
    },
  },
  {
    files: ['src/{operations,storage,http,dashboard}/**/*.ts', 'src/config.ts'],
    rules: { 'no-restricted-globals': ['error', 'process', 'console'] },
  },
  {
    // These import clients that are generated beside a copy of them, and are compiled there.
    files: ['test/clients/programs/*.ts'],
    ...tseslint.configs.disableTypeChecked,
  },
)
