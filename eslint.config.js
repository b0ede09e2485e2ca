import tseslint from 'typescript-eslint'

const impure = ['process', 'Date', 'performance', 'crypto', 'fetch', 'console']
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'test/.generated', '.venv'] },
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
  { files: ['*.js'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true }],
      'max-lines': ['error', { max: 150, skipComments: true, skipBlankLines: true }],
      'max-depth': ['error', 2],
      'max-params': ['error', 4],
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
    files: ['src/{operations,storage,http,dashboard}/**/*.ts', 'src/config.ts'],
    rules: { 'no-restricted-globals': ['error', 'process', 'console'] },
  },
)
