import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { CODES } from '../../src/http/problems/problem_details.ts'

const page = await readFile('docs/limits.md', 'utf8')
const rows = [...page.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| \[[^\]]+\]\(([^)]+)\) \|$/gm)]
const limits = rows.map(([, what = '', limit = '', beyond = '', file = '']) => {
  return { what, limit, beyond, file: file.replace(/^\.\.\//, '') }
})

/** The ways in which code writes a number, from the text of the page. */
function written(limit: string): RegExp {
  const [base, power] = limit.split('^')
  if (power !== undefined) return new RegExp(`\\b${base} \\*\\* ${power}\\b`)
  const digits = limit.replaceAll(' ', '')
  const grouped = limit.replaceAll(' ', '_')
  const inRegExp = `\\{0,${Number(digits) - 1}\\}`
  return new RegExp(`(?<![\\d_.])(${digits}|${grouped})n?(?![\\d_.])|${inRegExp}`)
}

describe('docs/limits.md', () => {
  it('says values that are in the files that it names', async () => {
    const fixed = limits.filter(({ limit }) => !limit.startsWith('`'))
    assert.ok(fixed.length > 40)
    for (const { what, limit, file } of fixed) {
      assert.match(limit, /^\d{1,3}( \d{3})*$|^2\^\d+$/, what)
      assert.match(await readFile(file, 'utf8'), written(limit), `${what}: ${limit} in ${file}`)
    }
  })

  it('names only settings and codes that there are', async () => {
    const settings = await readFile('docs/settings.md', 'utf8')
    for (const { what, limit } of limits.filter(({ limit }) => limit.startsWith('`'))) {
      assert.ok(settings.includes(`| ${limit} |`), what)
    }
    const codes = limits.flatMap(({ beyond }) => beyond.match(/(?<=`)[a-z_]+(?=`)/g) ?? [])
    for (const code of codes) assert.ok((CODES as readonly string[]).includes(code), code)
  })
})
