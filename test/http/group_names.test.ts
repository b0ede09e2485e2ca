import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { appOn } from '../app.ts'

const { send } = await appOn()

const NAMES = [
  'Head/0',
  '_orig_mod.encoder.layers.11',
  'strategy/bias',
  'a b',
  ' ',
  '%2F',
  '?x=1&y#z',
  '"quoted\\"',
  '~1~0/',
  'Größe 学習率 🔥',
  'constructor',
  'toString',
  'hasOwnProperty',
  'name',
  '0',
  '🔥'.repeat(256),
]

let count = 0

/** A new optimizer with these groups, and a factor for each of them. */
async function register(names: readonly string[]) {
  const url = `/v1/optimizers/run-${++count}`
  const groups = names.map((name, index) => ({ name, lr: index + 1 }))
  const gamma = Object.fromEntries(names.map((name, index) => [name, 1 / (index + 2)]))
  const { status, body } = await send('PUT', url, {
    groups,
    schedulers: [{ type: 'ExponentialLR', gamma }],
  })
  assert.equal(status, 201, JSON.stringify(body))
  return { url, groups }
}

const pathOf = encodeURIComponent

describe('the name of a group', () => {
  it('may be any text, in bodies, in arguments by group and in paths', async () => {
    const { url, groups } = await register(NAMES)
    const { body } = await send('POST', `${url}/steps`, { step: 1 })
    assert.deepEqual(
      body.groups,
      groups.map(({ name, lr }, index) => ({ name, lr: lr * (1 / (index + 2)) })),
    )
    for (const [index, name] of NAMES.entries()) {
      const path = `${url}/groups/${pathOf(name)}`
      const read = await send('GET', path)
      assert.deepEqual([read.status, read.body.name], [200, name])
      const edited = await send('PATCH', path, { lr: 100 + index })
      assert.deepEqual(edited.body.pending[0].set, { lr: 100 + index })
    }
    const { body: next } = await send('POST', `${url}/steps`, { step: 2 })
    assert.deepEqual(
      next.groups.map(({ lr }: { lr: number }) => lr),
      NAMES.map((_name, index) => 100 + index),
    )
  })

  it('may be any text for a group that is added and removed, and in a query', async () => {
    const { url } = await register(['a'])
    await send('POST', `${url}/steps`, { step: 0 })
    for (const name of NAMES) {
      const [{ name: attached }] = (await send('GET', `${url}/schedulers`)).body.schedulers
      await send('DELETE', `${url}/schedulers/${attached}`)
      const added = await send('POST', `${url}/groups`, { name, lr: 1 })
      assert.equal(added.status, 201, JSON.stringify(added.body))
      assert.equal(added.headers.get('location'), `${url}/groups/${pathOf(name)}`)
      const gamma = { a: 0.5, [name]: 0.25 }
      await send('POST', `${url}/schedulers`, { type: 'ExponentialLR', gamma })
      await send('POST', `${url}/steps`, {})
      const { body } = await send('POST', `${url}/steps`, {})
      assert.deepEqual(body.groups[1], { name, lr: 0.25 })
      const query = `group=${encodeURIComponent(name)}`
      const explained = await send('GET', `${url}/lr/explanation?${query}`)
      assert.deepEqual([explained.body.group, explained.body.value], [name, 0.25])
      assert.equal((await send('DELETE', `${url}/groups/${pathOf(name)}`)).status, 204)
    }
  })

  it('may be a dot or two, which a URL resolves: it is addressed in bodies', async () => {
    const { url } = await register(['.', '..'])
    await send('POST', `${url}/edits`, { groups: ['..'], set: { lr: 7 } })
    const { body } = await send('POST', `${url}/steps`, { step: 0 })
    assert.deepEqual(body.groups[1], { name: '..', lr: 7 })
  })

  it('is kept in a checkpoint', async () => {
    const { url } = await register(NAMES)
    await send('POST', `${url}/steps`, { step: 3 })
    const { body: state } = await send('GET', `${url}/state`)
    const copy = await appOn()
    await copy.app.inject({
      method: 'PUT',
      url: '/v1/optimizers/copy/state',
      payload: state,
    })
    const [before, after] = [
      await send('POST', `${url}/steps`, { step: 5 }),
      await copy.send('POST', '/v1/optimizers/copy/steps', { step: 5 }),
    ]
    assert.deepEqual(after.body.groups, before.body.groups)
  })

  it('is any text but __proto__, without control characters and lone surrogates', async () => {
    const units = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(units, async (name) => {
        const body = { groups: [{ name, lr: 1 }], to: 0 }
        const { status } = await send('POST', '/v1/previews', body)
        const isValid = !/\p{Cc}/u.test(name) && name.isWellFormed() && name !== '__proto__'
        assert.equal(status, isValid ? 200 : 400)
      }),
    )
  })

  it('is refused where no such group exists, percent-encoded or not', async () => {
    const { url } = await register(['Head/0'])
    const { status, body } = await send('GET', `${url}/groups/Head%2F1`)
    assert.deepEqual([status, body.code, body.group], [404, 'group_not_found', 'Head/1'])
    assert.equal((await send('GET', `${url}/groups/Head/0`)).body.code, 'not_found')
  })
})
