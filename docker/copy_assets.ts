import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * tsc leaves behind what is not TypeScript, such as the Lua scripts and the SQL schema that the
 * stores read from beside themselves. All of it is copied, so that no new kind can be forgotten.
 */
cpSync(at('../src'), at('../dist'), { recursive: true, filter: (path) => !path.endsWith('.ts') })
