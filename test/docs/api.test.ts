import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { WARNING_CODES } from '../../src/core/warnings/warning.ts'
import { CODES, problemStatus } from '../../src/http/problems/problem_details.ts'

const page = await readFile('docs/api.md', 'utf8')
const { paths } = JSON.parse(await readFile('openapi/openapi.json', 'utf8')) as {
  paths: Readonly<Record<string, object>>
}

/** What the document itself leaves out. */
const HIDDEN = ['/openapi.json', '/docs', '/']

describe('docs/api.md', () => {
  it('lists every call of the OpenAPI document and no other', () => {
    const rows = page.matchAll(/^\| (`(?:GET|PUT|POST|PATCH|DELETE)[^|]+) \|/gm)
    const listed = [...rows].flatMap(([, cell = '']) => {
      const methods = cell.match(/[A-Z]{3,}/g) ?? []
      const each = (cell.match(/\/[^`]*/g) ?? []).filter((path) => !HIDDEN.includes(path))
      return each.flatMap((path) => methods.map((method) => `${method} ${path}`))
    })
    const published = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    assert.deepEqual(listed.sort(), published.sort())
  })

  it('lists every code of a refusal with its status', () => {
    const rows = page.matchAll(/^\| ((?:`[a-z_]+`(?:, )?)+) \| (\d{3}) \|/gm)
    const listed = [...rows].flatMap(([, codes = '', status]) =>
      [...codes.matchAll(/`([a-z_]+)`/g)].map(([, code]) => `${code} ${status}`),
    )
    assert.deepEqual(listed.sort(), CODES.map((code) => `${code} ${problemStatus(code)}`).sort())
  })

  it('lists every code of a warning', () => {
    const [, section = ''] = page.split('\n## Warnings\n')
    const rows = section.split('\n## ')[0]!.matchAll(/^\| `([a-z_]+)` \|/gm)
    assert.deepEqual([...rows].map(([, code]) => code).sort(), [...WARNING_CODES].sort())
  })
})
