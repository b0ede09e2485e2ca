// Trains two groups with the types that openapi-typescript writes of openapi/openapi.json, by openapi-fetch.

import assert from 'node:assert/strict'
import createClient from 'openapi-fetch'
import type { paths } from './lockstep_client.js'

const client = createClient<paths>({ baseUrl: process.argv[2]! })
const params = { path: { optimizer: 'openapi-fetch' } }

const registered = await client.PUT('/v1/optimizers/{optimizer}', {
  params,
  body: {
    groups: [
      { name: 'backbone', lr: 0.1, momentum: 0.9 },
      { name: 'head', lr: 0.01 },
    ],
  },
})
assert.deepEqual(
  registered.data?.groups.map(({ initial_lr }) => initial_lr),
  [0.1, 0.01],
)

const attached = await client.POST('/v1/optimizers/{optimizer}/schedulers', {
  params,
  body: { type: 'StepLR', step_size: { backbone: 2, head: 3 } },
})
assert.equal(attached.data?.name, 'StepLR-1')
await client.POST('/v1/optimizers/{optimizer}/schedulers', {
  params,
  body: { type: 'ReduceLROnPlateau', monitor: 'val_loss', factor: 0.5, patience: 0, every: 4 },
})

const advance = (body: { step: number; ahead?: number }) =>
  client.POST('/v1/optimizers/{optimizer}/steps', { params, body })

const first = await advance({ step: 0, ahead: 10 })
assert.ok(first.data && 'groups' in first.data)
assert.deepEqual(
  first.data.groups.map(({ lr }) => lr),
  [0.1, 0.01],
)
const { ahead } = first.data
assert.deepEqual(ahead?.groups[0]?.lr, [0.1, 0.010000000000000002, 0.010000000000000002])
assert.deepEqual(ahead.ends, { reason: 'metric', step: 4 })

const blocked = await advance({ step: 4 })
assert.ok(blocked.data && 'blocked_on' in blocked.data)
assert.equal(blocked.data.blocked_on[0]?.metric, 'val_loss')

for (const [step, value, reduced] of [
  [4, 0.31, []],
  [8, 0.5, ['ReduceLROnPlateau-1']],
] as const) {
  const { data } = await client.PUT('/v1/optimizers/{optimizer}/metrics/{metric}/{step}/{rank}', {
    params: { path: { ...params.path, metric: 'val_loss', step, rank: 0 } },
    body: { value },
  })
  assert.equal(data?.value, value)
  assert.deepEqual(data?.reduced, reduced)
  const advanced = await advance({ step })
  assert.ok(advanced.data && 'groups' in advanced.data)
  if (step < 8) continue
  assert.deepEqual(
    advanced.data.groups.map(({ lr }) => lr),
    [5.000000000000002e-6, 5e-5],
  )
}

const { data: series } = await client.GET('/v1/optimizers/{optimizer}/lr', {
  params: { ...params, query: { from: 0, to: 8, hyperparameters: ['lr', 'momentum'] } },
})
assert.ok(series && 'steps' in series)
assert.deepEqual(series.steps, [0, 1, 2, 3, 4, 5, 6, 7, 8])
assert.deepEqual(series.groups[0]?.momentum, Array(9).fill(0.9))
const columns: (number | null)[] | undefined = series.groups[1]?.lr
assert.deepEqual(columns, [0.01, 0.01, 0.01, 0.001, 0.001, 0.001, 0.0001, 0.0001, 5e-5])

const { error, response } = await advance({ step: 10_000_000 })
assert.equal(response.status, 409)
assert.equal(error?.code, 'step_ahead')
assert.equal(error.cursor, 8)
const missing = await client.GET('/v1/optimizers/{optimizer}', {
  params: { path: { optimizer: 'none' } },
})
assert.equal(missing.error?.code, 'optimizer_not_found')

const { data: opened } = await client.PUT('/v1/optimizers/{optimizer}/generations/{key}', {
  params: { path: { ...params.path, key: 'restart-1' } },
  body: { resume_step: 4 },
})
assert.equal(opened?.generation, 2)

const { data: many } = await client.POST('/v1/steps', {
  body: {
    steps: [
      { optimizer: 'openapi-fetch', step: 4 },
      { optimizer: 'none', step: 1 },
    ],
  },
})
assert.deepEqual(
  many?.results.map(({ status }) => status),
  [200, 404],
)
const result = many?.results[0]?.result
assert.ok(result && 'groups' in result)
assert.deepEqual(
  result.groups.map(({ lr }) => lr),
  [0.0010000000000000002, 0.001],
)
