import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { CONSTANTS, FUNCTIONS } from '../../src/core/expression/functions.ts'
import { VARIABLES } from '../../src/core/expression/variables.ts'
import { PRESETS } from '../../src/core/presets/catalogue.ts'
import { SCHEDULES } from '../../src/core/schedules/catalogue.ts'
import { COMMON } from '../../src/core/schedules/fields.ts'
import { MONITOR } from '../../src/core/schedules/parts/monitor.ts'

const page = await readFile('docs/schedulers.md', 'utf8')
const section = (heading: string) => page.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!

/** The words in backquotes in the first cells of a table. */
const named = (text: string) =>
  [...text.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
  )

/** Each list item of the page as one line. */
const items = page.replaceAll(/\n {2}/g, ' ').split('\n')

/** An argument as the page writes it. */
function written([name, argument]: [string, (typeof SCHEDULES)[number]['arguments'][string]]) {
  const { fallback, optional } = argument
  if (fallback === undefined) return optional ? `\`${name}\` (optional)` : `\`${name}\``
  return `\`${name}\` = ${fallback === 1 / 3 ? '1/3' : JSON.stringify(fallback)}`
}

describe('docs/schedulers.md', () => {
  it('lists every type with its arguments and their defaults', () => {
    const listed = items.filter((item) => item.startsWith('- [`')).map((item) => item.trim())
    assert.equal(listed.length, SCHEDULES.length)
    for (const { type, arguments: given } of SCHEDULES) {
      const item = listed.find((each) => each.startsWith(`- [\`${type}\`](`)) ?? ''
      const own = Object.entries(given).filter(([name]) => name === 'monitor' || !(name in MONITOR))
      const all = own.map(written).join(', ')
      assert.ok(
        item.endsWith(all === '' ? ' No arguments.' : ` Arguments: ${all}.`),
        `${type}: ${all}`,
      )
    }
  })

  it('lists every preset', () => {
    const listed = items.flatMap((item) => {
      const [, library, names = ''] = /^- .+, `(\w+)\/\.\.\.`: (.+)$/.exec(item) ?? []
      return [...names.matchAll(/`(\w+)`/g)].map(([, name]) => `${library}/${name}`)
    })
    assert.deepEqual(listed.sort(), PRESETS.map(({ name }) => name).sort())
  })

  it('and the other pages have the number of types and presets of the catalogue', async () => {
    const torch = new Set([...section("Torch's schedulers").matchAll(/^- \[`(\w+)`/gm)])
    const libraries = new Set(PRESETS.map(({ name }) => name.split('/')[0]))
    const numbers = {
      presets: [String(PRESETS.length), /(\d+)\s+presets/g],
      libraries: [String(libraries.size), /of\s+(\d+)\s+libraries/g],
      torch: [String(torch.size), /[Aa]ll\s+(\d+)\s+(?:schedulers )?of\s+`?torch/g],
      others: [
        String(SCHEDULES.length - torch.size),
        /(?:Another|torch 2.13,)\s+(\d+)\s+(?:more|express)/g,
      ],
    } as const
    for (const [name, [wanted, pattern]] of Object.entries(numbers)) {
      let found = 0
      for (const path of ['README.md', 'CHANGELOG.md', 'docs/schedulers.md']) {
        for (const [text, number] of (await readFile(path, 'utf8')).matchAll(pattern)) {
          found += 1
          assert.equal(number, wanted, `${path}: "${text}"`)
        }
      }
      assert.ok(found >= 2, `${name} are counted ${found} times`)
    }
  })

  it('lists the fields of every scheduler and those of metrics', () => {
    assert.deepEqual(named(section('Fields of every scheduler')).sort(), Object.keys(COMMON).sort())
    assert.deepEqual(named(section('Metrics')), Object.keys(MONITOR))
  })

  it('lists every name that an expression may read or call', () => {
    const listed = named(section('Expressions')).flatMap((names) => names.split(' '))
    const known = [VARIABLES, CONSTANTS, FUNCTIONS].flatMap((each) => [...each.keys()])
    const bare = known.filter((name) => !name.includes('.'))
    assert.deepEqual([...new Set(listed)].sort(), [...new Set(bare)].sort())
  })
})
