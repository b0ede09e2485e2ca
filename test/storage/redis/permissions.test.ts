import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { ROOT } from '../../docker/dockerfile.ts'

const folder = join(ROOT, 'src/storage/redis')
const files = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((path) => /\.(ts|lua)$/.test(path) && !path.endsWith('permissions.lua'))

/** Not needed: what INFO would say is left out without it, and a sentinel has an ACL of its own. */
const UNCHECKED: readonly string[] = ['EVAL', 'INFO', 'SENTINEL']

/** Commands, as each way to send one names them. */
const SENT = [
  /redis\.p?call\('(\w+)'/g,
  /\bsend\('(\w+)'/g,
  /\bpipeline\.(publish|wait)\(/g,
  /\bredis\.(ping)\(/g,
]

describe('the permissions that are checked when a Redis is connected', () => {
  it('are those of all commands that are sent, and of no other', () => {
    const sent = files.flatMap((path) => {
      const text = readFileSync(join(folder, path), 'utf8')
      return SENT.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name!))
    })
    // A script that the server has forgotten is sent whole; that EVAL may be run the check itself shows.
    const names = sent.map((name) => name.toUpperCase())
    const wanted = new Set(names.filter((name) => !UNCHECKED.includes(name)))
    const lua = readFileSync(join(folder, 'scripts/permissions.lua'), 'utf8')
    const checked = [...lua.matchAll(/\{ '([A-Z]+)'/g)].map(([, name]) => name!)
    assert.deepEqual(checked.toSorted(), [...wanted].toSorted())
  })
})
