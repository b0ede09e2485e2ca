import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import { appOn } from '../app.ts'
import { startRedis } from '../redis/server.ts'
import { connectedStore } from '../redis/store.ts'

const redis = await startRedis()
after(() => redis.stop())
const onSqlite = await appOn(sqliteStore(':memory:'))
const onRedis = await appOn(await connectedStore(redis.url))

type App = Awaited<ReturnType<typeof appOn>>

const RICH = {
  groups: [
    { name: 'backbone', lr: 0.1, momentum: 0.9, betas: [0.9, 0.99] },
    { name: 'head', lr: 0.01, initial_lr: 0.02, momentum: 0.8 },
  ],
  schedulers: [
    { type: 'CosineAnnealingLR', T_max: 70 },
    { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 1, groups: ['head'] },
    { type: 'ReduceLROnPlateau', monitor: 'voted', every: 5_000, reporters: 3, mode: 'max' },
    { type: 'LambdaLR', lr_lambda: '0.99 ** epoch', param: 'momentum' },
  ],
  total_steps: 9_000,
  labels: { team: 'vision' },
}

let count = 0

/** An optimizer on a store, with inputs of every kind, and functions that call it. */
async function rich(app: App) {
  const url = `/v1/optimizers/rich-${++count}`
  const { step, ...calls } = callsOf(app, url)
  assert.equal((await app.send('PUT', url, RICH)).status, 201)
  for (const k of [500, 1_000, 1_500]) await step({ step: k, metrics: { loss: k % 1_000 } })
  await app.send('POST', `${url}/edits`, { set: { momentum: 0.5 }, at_step: 1_600 })
  await app.send('POST', `${url}/groups?at_step=1700`, { name: 'neck', lr: 3, momentum: 1 })
  await step({ step: 2_500, metrics: { loss: 'nan' } })
  await app.send('PUT', `${url}/generations/again`, { resume_step: 1_550 })
  await app.send('POST', `${url}/edits`, { scale: { lr: 0.5 }, at_step: 4_000, reason: 'later' })
  await app.send('PUT', `${url}/metrics/voted/5000/1`, { value: 1 })
  await step({ step: 3_000, ahead: 20, late_metrics: true })
  return { url, step, ...calls, document: (await app.send('GET', `${url}/state`)).body }
}

const callsOf = ({ send }: App, url: string) => ({
  send,
  step: (wanted: object) => send('POST', `${url}/steps`, wanted),
  series: async (from: number, to: number) =>
    (await send('GET', `${url}/lr?from=${from}&to=${to}&hyperparameters=lr,momentum,betas`)).body
      .groups,
  restore: (document: object) => send('PUT', `${url}/state`, document),
  /** Everything that the API returns of it. */
  seen: async () => [(await send('GET', url)).body, (await send('GET', `${url}/events`)).body],
})

describe('a checkpoint', () => {
  for (const [way, from, to] of [
    ['SQLite to Redis', onSqlite, onRedis],
    ['Redis to SQLite', onRedis, onSqlite],
  ] as const) {
    it(`moves from ${way}, and continues with the same values, with old steps and rewinds`, async () => {
      const before = await rich(from)
      const after = callsOf(to, `/v1/optimizers/elsewhere-${++count}`)
      const { status, body } = await after.restore(before.document)
      assert.equal(status, 200, JSON.stringify(body))
      const { generation, parent, resume_step, sealed_through } = body
      assert.deepEqual([generation, parent, resume_step, sealed_through], [3, 2, 3_020, 3_020])
      // All returned values, with those before each resume step; and future ones.
      assert.deepEqual(await after.series(0, 4_900), await before.series(0, 4_900))
      const [one, other] = [await before.step({ step: 4_100 }), await after.step({ step: 4_100 })]
      assert.deepEqual(other.body.groups, one.body.groups)
      for (const [key, resume_step, parent] of [
        ['x', 1_600, undefined],
        ['y', 2_400, 1],
      ] as const) {
        for (const { send, url } of [
          before,
          { ...after, url: `/v1/optimizers/elsewhere-${count}` },
        ]) {
          const wanted = { resume_step, parent }
          assert.equal((await send('PUT', `${url}/generations/${key}`, wanted)).status, 201)
        }
        assert.deepEqual(await after.series(0, 4_900), await before.series(0, 4_900))
      }
    })
  }

  it('continues with the same bytes for any order of the keys', async () => {
    const { send } = onSqlite
    const url = '/v1/optimizers/momenta'
    const group = { name: 'a', zeta: 2, lr: 0.1, betas: [0.9, 0.999], alpha: 3 }
    const schedulers = [
      { type: 'OneCycleLR', max_lr: 0.3, total_steps: 50 },
      { type: 'ExponentialLR', gamma: 0.9, param: 'zeta' },
      { type: 'ExponentialLR', gamma: 0.8, param: 'alpha' },
    ]
    await send('PUT', url, { groups: [group], schedulers })
    await send('POST', `${url}/groups?at_step=3`, { ...group, name: 'b' })
    await send('POST', `${url}/steps`, { step: 5 })
    const { body: document } = await send('GET', `${url}/state`)
    const returned = async (optimizer: string) => {
      const steps = Array.from({ length: 12 }, (_, step) => step)
      const requests = steps.map((step) => send('POST', `${optimizer}/steps`, { step }))
      return (await Promise.all(requests)).map(({ body }) => JSON.stringify(body.groups))
    }
    const before = await returned(url)
    for (const [order, turned] of [
      ['as-given', document],
      ['backwards', backwards(document)],
    ]) {
      const copy = `/v1/optimizers/momenta-${order}`
      assert.equal((await send('PUT', `${copy}/state`, turned)).status, 200)
      assert.deepEqual(await returned(copy), before)
    }
  })

  it('has its metadata, and the state_dict of torch’s schedulers', async () => {
    const { url, document } = await rich(onSqlite)
    const { format, optimizer, generation, revision, step, sealed_through } = document
    assert.deepEqual(
      { format, optimizer, generation, revision, step, sealed_through },
      {
        format: 'lockstep-state/2',
        optimizer: url.split('/').at(-1),
        ...{ generation: 2, revision: 9, step: 3_000, sealed_through: 3_020 },
      },
    )
    assert.deepEqual(document.definition.labels, { team: 'vision' })
    assert.deepEqual(
      document.groups.map(({ name }: { name: string }) => name),
      ['backbone', 'head', 'neck'],
    )
    const { state_dicts } = document
    assert.deepEqual(Object.keys(state_dicts), [
      'CosineAnnealingLR-1',
      'LambdaLR-1',
      'ReduceLROnPlateau-1',
      'ReduceLROnPlateau-2',
    ])
    const { T_max, base_lrs, last_epoch } = state_dicts['CosineAnnealingLR-1']
    assert.deepEqual([T_max, base_lrs, last_epoch], [70, [0.1, 0.02, 3], 3_020])
    const { mode, mode_worse, best } = state_dicts['ReduceLROnPlateau-2']
    assert.deepEqual([mode, mode_worse, best], ['max', '-inf', undefined])
    assert.deepEqual(document.state_dicts_by_groups, {})
  })

  it('is confirmed by the same document, until another change', async () => {
    const { document } = await rich(onSqlite)
    const copy = callsOf(onSqlite, '/v1/optimizers/copy')
    const first = await copy.restore(document)
    const seen = await copy.seen()
    assert.deepEqual((await copy.restore(document)).body, first.body)
    assert.deepEqual(await copy.seen(), seen)
    await copy.step({ step: 3_500, generation: 3 })
    const again = await copy.restore(document)
    assert.deepEqual([again.body.generation, again.body.sealed_through], [4, 3_020])
  })

  it('replaces the current state, and fences its ranks', async () => {
    const { document, step, restore, send, url } = await rich(onRedis)
    const returned = (await step({ step: 4_500 })).body
    const actor = { 'lockstep-actor': 'ci' }
    const { body } = await send('PUT', `${url}/state`, document, actor)
    assert.deepEqual([body.generation, body.step, body.sealed_through], [3, 3_000, 3_020])
    const { status, body: refused } = await step({ step: 3_021, generation: 2 })
    assert.deepEqual([status, refused.code], [409, 'stale_generation'])
    assert.deepEqual((await step({ step: 4_500, generation: 3 })).body.groups, returned.groups)
    const { generations } = (await send('GET', `${url}/generations`)).body
    assert.deepEqual(generations[2].actor, 'ci')
    assert.equal((await restore(document)).body.generation, 4)
  })

  it('replaces another optimizer completely', async () => {
    const { document } = await rich(onSqlite)
    const other = callsOf(onSqlite, '/v1/optimizers/other')
    await onSqlite.send('PUT', '/v1/optimizers/other', { groups: [{ name: 'x', lr: 9 }] })
    await other.step({ step: 7_000 })
    assert.equal((await other.restore(document)).body.sealed_through, 3_020)
    assert.equal((await other.step({ step: 7_000, generation: 1 })).body.code, 'stale_generation')
    assert.equal((await other.step({ step: 3_021 })).body.groups[2].name, 'neck')
  })

  it('is refused if anything in it was changed, without an effect', async () => {
    const { document, restore, seen } = await rich(onSqlite)
    const before = await seen()
    const places = scalars(document)
    const place = fc.nat(places.length - 1)
    await fc.assert(
      fc.asyncProperty(place, fc.nat(1_000), async (place, salt) => {
        const changed = structuredClone(document)
        change(changed, places[place]!, salt)
        const { status, body } = await restore(changed)
        const code = places[place]!.join('/') === 'format' ? 'invalid_request' : 'state_corrupt'
        assert.equal(body.code, code, places[place]!.join('/'))
        assert.equal(status, code === 'state_corrupt' ? 422 : 400)
      }),
      { numRuns: 60 },
    )
    assert.deepEqual(await seen(), before)
  })
})

/** The same document, with the keys of each object in reverse order. */
const backwards = (json: unknown): unknown => {
  if (Array.isArray(json)) return json.map(backwards)
  if (typeof json !== 'object' || json === null) return json
  const entries = Object.entries(json).map(([key, inner]) => [key, backwards(inner)])
  return Object.fromEntries(entries.toReversed())
}

type Path = readonly string[]

/** The path of every string, number and boolean of a document. */
const scalars = (json: unknown, path: Path = []): Path[] =>
  typeof json === 'object' && json !== null
    ? Object.entries(json).flatMap(([key, value]) => scalars(value, [...path, key]))
    : [path]

/** Changes one of these values. */
function change(json: Record<string, unknown>, path: Path, salt: number): void {
  const parent = path.slice(0, -1).reduce((at, key) => at[key] as typeof json, json)
  const key = path.at(-1)!
  const value = parent[key]
  if (value === null) parent[key] = 0
  if (typeof value === 'boolean') parent[key] = !value
  if (typeof value === 'number') parent[key] = value + 1
  if (typeof value !== 'string') return
  const at = salt % Math.max(1, value.length)
  parent[key] = value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1)
}
