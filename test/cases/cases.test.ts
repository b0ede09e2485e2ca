import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

/** A number that is computed in another way: it may differ by this share of it. */
interface Close {
  readonly approx: number
  readonly rel: number
}

interface Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body: unknown
  readonly expect_status: number
  /** Values in the response, by JSON pointer. */
  readonly expect: Readonly<Record<string, unknown>>
}

/** What users reported of other software: their requests, and the values that they should get. */
interface Case {
  readonly source: string
  readonly essence: string
  readonly requests: readonly Request[]
}

const folder = new URL('./', import.meta.url)
const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()

describe('a case of a user', () => {
  for (const file of files) {
    it(file.replace('.json', ''), async () => {
      const { requests, essence, source } = JSON.parse(
        await readFile(new URL(file, folder), 'utf8'),
      ) as Case
      const { send } = await appOn()
      for (const [index, request] of requests.entries()) {
        const { status, body } = await send(request.method, request.path, request.body ?? undefined)
        const where = `${essence} (${source}), request ${index + 1}: ${JSON.stringify(body)}`
        assert.equal(status, request.expect_status, where)
        for (const [pointer, wanted] of Object.entries(request.expect)) {
          assertValue(valueAt(body, pointer), wanted, `${pointer} of ${where}`)
        }
      }
    })
  }
})

function valueAt(body: unknown, pointer: string): unknown {
  const keys = pointer.split('/').slice(1)
  const names = keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  return names.reduce((node, name) => (node as Record<string, unknown> | undefined)?.[name], body)
}

function assertValue(value: unknown, wanted: unknown, where: string): void {
  if (!isClose(wanted)) return assert.deepEqual(value, wanted, where)
  const { approx, rel } = wanted
  assert.ok(typeof value === 'number', where)
  const detail = `given ${value}, wanted ${approx}, at ${where}`
  assert.ok(Math.abs(value - approx) <= rel * Math.abs(approx), detail)
}

const isClose = (wanted: unknown): wanted is Close =>
  typeof wanted === 'object' && wanted !== null && 'approx' in wanted
