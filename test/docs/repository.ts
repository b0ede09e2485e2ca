import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const FOLDERS = ['src', 'test', 'docs', 'bench', 'docker', 'examples', 'openapi', 'eslint']

/** Every file in a folder of the repository, by its path from the root. */
const FILES = globSync(`{${FOLDERS.join()}}/**`, { cwd: ROOT }).map((path) =>
  path.replaceAll('\\', '/'),
)

/** Whether a text is meant as the path of a file or a folder of the repository. */
export const isPath = (text: string): boolean =>
  new RegExp(`^(${FOLDERS.join('|')})/\\S+$`).test(text) ||
  /^\w[\w./-]*\.(ts|lua|sql|py)$/.test(text)

/** Whether a path exists, of which the beginning may be left out. */
export const exists = (path: string): boolean =>
  // With `my_` it is the example of a file that the reader is to write.
  path.includes('/my_')
    ? existsSync(join(ROOT, dirname(path)))
    : FILES.some((file) => file === path.replace(/\/$/, '') || file.endsWith(`/${path}`))

const SOURCES = globSync(
  '{src,client/typescript/src,test,bench,openapi,docker,examples}/**/*.{ts,js,py}',
  {
    cwd: ROOT,
  },
)

/** Every word of the sources: names of functions, variables and settings among them. */
export const WORDS: ReadonlySet<string> = new Set(
  SOURCES.flatMap((path) => readFileSync(join(ROOT, path), 'utf8').match(/\w+/g) ?? []),
)
