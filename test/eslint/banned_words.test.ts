import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { RuleTester } from 'eslint'
import tseslint from 'typescript-eslint'
import words, { bannedName, bannedProse, NAMES, PROSE } from '../../eslint/banned_words.ts'

RuleTester.describe = (text, run) => void describe(text, run)
RuleTester.it = (text, run) => void it(text, run)
RuleTester.itOnly = (text, run) => void it.only(text, run)

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } })

const named = (name: string) => ({ message: new RegExp(`in the name "${name}"`) })
const said = (word: string, line: number, column: number) => ({
  message: new RegExp(`^"${word}": use `),
  line,
  column,
})

tester.run('words/names', words.rules.names, {
  valid: [
    'const inflight = boardroom + landscape + outsets',
    'const known = 1',
    'interface KnownHost {}',
    'const online = inTurnover',
    // Names are the business of this rule, whatever comments and strings say.
    '// a flight\nconst text = "a flight"',
    { code: 'export {}', filename: 'src/striding_edge/queue.ts' },
  ],
  invalid: [
    { code: 'const newFlight = 1', errors: [named('newFlight')] },
    { code: 'const FLIGHT_MS = 1', errors: [named('FLIGHT_MS')] },
    { code: 'function isInTurn() {}', errors: [named('isInTurn')] },
    { code: 'async function inTurnOverAll() {}', errors: [named('inTurnOverAll')] },
    { code: 'interface Known {}', errors: [named('Known')] },
    { code: 'class Store { #room = 1; seat = 2 }', errors: [named('room'), named('seat')] },
    { code: 'type T = { aboard?: number }', errors: [named('aboard')] },
    { code: "import { ride } from './join_commit.ts'", errors: [named('ride')] },
    // Once a file.
    { code: 'let stride = 1\nstride += stride', errors: [named('stride')] },
    { code: 'export {}', filename: 'src/commit/flight.ts', errors: [named('flight.ts')] },
  ],
})

tester.run('words/prose', words.rules.prose, {
  valid: [
    '// Requests in flight; a number far away; RESP stands for a protocol.',
    '// the likelihood, untoldable, in-line',
    // Two comments, which do not make one sentence.
    '// It lets\nfoo()\n// go.',
    '/* It lets */ /* go */',
    'const told = flight',
  ],
  invalid: [
    { code: '// What is told.', errors: [said('told', 1, 12)] },
    { code: '/** Whoever asks. */', errors: [said('Whoever', 1, 5)] },
    { code: '/**\n * It lets\n * go of it.\n */', errors: [said('lets go', 2, 7)] },
    { code: 'foo()\n  // It lets\n  // go of it.', errors: [said('lets go', 2, 9)] },
    { code: "throw new Error('The store is away')", errors: [said('is away', 1, 28)] },
    { code: 'const text = `${a} stands ${b}\nin line`', errors: 2 },
    { code: 'type T = "told"', errors: [said('told', 1, 11)] },
    { code: '// in flight, a flight', errors: [said('flight', 1, 17)] },
  ],
})

describe('the banned words', () => {
  it('are each found by the rule that they are listed for', () => {
    for (const word of NAMES.flatMap(({ avoid }) => avoid)) {
      const name = word.replace(/ ([a-z])/g, (_, letter: string) => letter.toUpperCase())
      assert.equal(bannedName(name)?.word, word)
    }
    for (const word of PROSE.flatMap(({ avoid }) => avoid)) {
      assert.deepEqual(
        bannedProse(`so ${word}, so`).map((found) => found.word),
        [word],
      )
    }
  })

  it('are listed once, in small letters but for types', () => {
    for (const list of [NAMES, PROSE]) {
      const all = list.flatMap(({ avoid }) => avoid)
      assert.deepEqual(new Set(all).size, all.length)
    }
    assert.ok(PROSE.every(({ avoid }) => avoid.every((word) => word === word.toLowerCase())))
  })

  it('of comments and strings are in the table of CONTRIBUTING.md, with the words to use', () => {
    const rows = readFileSync('CONTRIBUTING.md', 'utf8').split('\n')
    for (const { avoid, use } of PROSE) {
      for (const word of avoid) {
        const row = rows.find((each) => each.startsWith('| `') && each.includes(`\`${word}\``))
        assert.ok(row?.includes(use), `${word}: ${use}`)
      }
    }
  })

  it('are found across the lines of comments in Lua, SQL, Python and YAML', () => {
    const words = ['-- It lets\n-- go.', '# It lets\n  # go.'].flatMap(bannedProse)
    assert.deepEqual(
      words.map(({ word }) => word),
      ['lets go', 'lets go'],
    )
  })

  it('are in no file that ESLint does not read', () => {
    const others =
      '{src/**/*.{lua,sql},{test,bench,examples}/**/*.py,docker/*,.github/**/*.yml,.ci/*}'
    const found = globSync(others).flatMap((path) =>
      bannedProse(readFileSync(path, 'utf8')).map(
        ({ word, use }) => `${path}: ${word}, use ${use}`,
      ),
    )
    assert.deepEqual(found, [])
  })

  it('are not proposed as replacements', () => {
    for (const { use } of [...NAMES, ...PROSE]) assert.deepEqual(bannedProse(use), [], use)
  })
})
