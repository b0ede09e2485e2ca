import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN } from '../app.ts'

const { send } = await appOn()
const DETAIL = 'given JSON nested more than 64 deep'

/** The response to a body; the depth, if that is refused. */
async function isTooDeep(json: string): Promise<boolean> {
  const { status, body } = await send('PUT', '/v1/optimizers/deep', json)
  assert.equal(status, 400)
  return (body.errors as { detail: string }[]).some(({ detail }) => detail === DETAIL)
}

const nested = (depth: number, [open, close]: readonly [string, string], core = '1') =>
  open.repeat(depth) + core + close.repeat(depth)

describe('nested JSON', () => {
  it('may be 64 deep', async () => {
    for (const pair of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      assert.equal(await isTooDeep(nested(64, pair)), false)
      assert.equal(await isTooDeep(nested(65, pair)), true)
    }
    assert.equal(await isTooDeep(nested(32, ['{"a":[', ']}'])), false)
    assert.equal(await isTooDeep(nested(32, ['{"a":[', ']}'], '[]')), true)
  })

  it('may have any number of siblings', async () => {
    const body = { ...RUN, other: Array.from({ length: 1_000 }, () => [{}]) }
    assert.equal(await isTooDeep(JSON.stringify(body)), false)
  })

  it('may have brackets in its strings, next to any other characters', async () => {
    for (const text of ['[', '{"', '\\', '\\"', '"', ']', '}\\\\"[', '\u2028[', '\ud83d[']) {
      const many = JSON.stringify(text.repeat(100))
      assert.equal(await isTooDeep(nested(64, ['[', ']'], many)), false, many)
      assert.equal(await isTooDeep(nested(65, ['[', ']'], many)), true, many)
      const key = `{${many}:`
      assert.equal(await isTooDeep(nested(64, [key, '}'])), false, key)
      assert.equal(await isTooDeep(nested(65, [key, '}'])), true, key)
    }
  })
})
