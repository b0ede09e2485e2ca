import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { compileSchema } from '../../../src/http/plugins/compiled_schema.ts'
import { OptimizerPath } from '../../../src/http/contract/paths.ts'
import { AdvanceBody, AdvanceManyBody } from '../../../src/http/contract/steps.ts'
import { randomInteger, randomFor, randomChoice, SEED, type Random } from '../../faults/random.ts'

const BODIES = 40_000

/** Numbers as JSON texts: some of them are invalid only after parsing. */
const NUMBERS =
  '0 -0 1 2 12 500 10000 10001 1.0 1e3 -1 0.5 30 30.01 2147483648 2147483649 281474976710656 281474976710657 9007199254740993 1e400'.split(
    ' ',
  )
const TEXTS = [
  'a',
  'run-42',
  'x'.repeat(128),
  'x'.repeat(129),
  '',
  '-a',
  'a\n',
  'é',
  '1',
  'a/b',
  'inf',
]
const OTHERS = ['null', 'true', '[]', '{}', '"nan"', '"-inf"', '"NaN"', '[1]', '{"a":1}']

/** The JSON of a part of a body: mostly valid. */
type Part = (random: Random) => string

const number: Part = (random) => randomChoice(random, NUMBERS)
const text: Part = (random) => JSON.stringify(randomChoice(random, TEXTS))
const mostly =
  (part: Part): Part =>
  (random) =>
    random() < 0.9
      ? part(random)
      : randomChoice(random, [number, text, () => randomChoice(random, OTHERS)])(random)

/** An object with some of these fields, and sometimes an unknown one. */
const object =
  (fields: Readonly<Record<string, Part>>, share = 0.5): Part =>
  (random) => {
    const known = Object.entries(fields).filter(() => random() < share)
    const all = random() < 0.95 ? known : [...known, ['other', number] as const]
    return `{${all.map(([name, part]) => `${JSON.stringify(name)}:${part(random)}`).join()}}`
  }

const metrics: Part = (random) => {
  const names = Array.from({ length: randomInteger(random, 0, 2) }, () => text(random))
  const value = mostly(number)
  return `{${[...new Set(names)].map((name) => `${name}:${value(random)}`).join()}}`
}
const seen = mostly(() => '"s1.1.1.12.9w92w3.kx1mX9Nn2bQ"')
const ADVANCE = {
  step: mostly(() => '7'),
  ahead: mostly(number),
  generation: mostly(() => '1'),
  metrics: mostly(metrics),
  seen,
}
const advance = object({ ...ADVANCE, wait: mostly(number) })
const named: Part = (random) => (random() < 0.5 ? '"run-42"' : text(random))
const one: Part = (random) =>
  random() < 0.5
    ? object({ optimizer: mostly(() => '"a"'), step: mostly(number) }, 0.97)(random)
    : object({ optimizer: named, ...ADVANCE }, 0.6)(random)
const batch: Part = (random) => {
  const length =
    random() < 0.01 ? randomChoice(random, [1_000, 1_001]) : randomInteger(random, 0, 2)
  const steps = Array.from({ length }, () => (length > 2 ? '{"optimizer":"a"}' : one(random)))
  return object({ steps: mostly(() => `[${steps.join()}]`) }, 0.97)(random)
}

describe(`a body that passes the compiled check, seed ${SEED}`, () => {
  for (const [name, schema, body] of [
    ['advances', AdvanceBody, advance],
    ['batches', AdvanceManyBody, batch],
    ['paths', OptimizerPath, object({ optimizer: mostly(named) }, 0.97)],
  ] as const) {
    it(`is accepted unchanged by the schema of ${name}`, () => {
      const random = randomFor(SEED, name)
      const accepts = compileSchema(schema)
      const seen = { accepted: 0, refused: 0 }
      for (let n = 0; n < BODIES; n++) {
        const json = mostly(body)(random)
        const data = JSON.parse(json) as unknown
        const read = schema.safeParse(data)
        assert.equal(accepts(data), read.success, json)
        if (read.success) assert.deepEqual(read.data, JSON.parse(json), json)
        seen[read.success ? 'accepted' : 'refused']++
      }
      // Enough accepted and refused bodies, otherwise the test proves nothing.
      assert.ok(Math.min(seen.accepted, seen.refused) > BODIES / 20, JSON.stringify(seen))
    })
  }
})

describe('a schema beyond JSON Schema', () => {
  for (const [name, schema] of [
    ['a refinement', z.strictObject({ a: z.number().refine((value) => value > 1) })],
    ['one of the whole', z.strictObject({ a: z.number() }).refine(({ a }) => a > 1)],
    ['a change of texts', z.strictObject({ a: z.string().trim() })],
    ['a transform', z.strictObject({ a: z.string().transform(Number) })],
  ] as const) {
    it(`is refused: ${name}`, () => assert.throws(() => compileSchema(schema)))
  }

  it('leaves a body to zod in which zod adds or removes fields', () => {
    assert.equal(compileSchema(z.strictObject({ a: z.number().default(3) }))({}), false)
    assert.equal(compileSchema(z.object({ a: z.number() }))({ a: 1, b: 2 }), false)
  })
})
