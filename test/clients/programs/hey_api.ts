// Trains two groups by the client that @hey-api/openapi-ts writes of openapi/openapi.json.

import assert from 'node:assert/strict'
import {
  advance,
  advanceMany,
  attachScheduler,
  getLr,
  getOptimizer,
  openGeneration,
  putOptimizer,
  reportMetric,
} from './lockstep_client/index.js'
import { client } from './lockstep_client/client.gen.js'

client.setConfig({ baseUrl: process.argv[2]! })
const path = { optimizer: 'hey-api' }

const registered = await putOptimizer({
  path,
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

const attached = await attachScheduler({
  path,
  body: { type: 'StepLR', step_size: { backbone: 2, head: 3 } },
})
assert.equal(attached.data?.name, 'StepLR-1')
await attachScheduler({
  path,
  body: { type: 'ReduceLROnPlateau', monitor: 'val_loss', factor: 0.5, patience: 0, every: 4 },
})

const first = await advance({ path, body: { step: 0, ahead: 10 } })
assert.ok(first.data && 'groups' in first.data)
assert.deepEqual(
  first.data.groups.map(({ lr }) => lr),
  [0.1, 0.01],
)
const { ahead } = first.data
assert.deepEqual(ahead?.groups[0]?.lr, [0.1, 0.010000000000000002, 0.010000000000000002])
assert.deepEqual(ahead.ends, { reason: 'metric', step: 4 })

const blocked = await advance({ path, body: { step: 4 } })
assert.ok(blocked.data && 'blocked_on' in blocked.data)
assert.equal(blocked.data.blocked_on[0]?.metric, 'val_loss')

for (const [step, value, reduced] of [
  [4, 0.31, []],
  [8, 0.5, ['ReduceLROnPlateau-1']],
] as const) {
  const { data } = await reportMetric({
    path: { ...path, metric: 'val_loss', step, rank: 0 },
    body: { value },
  })
  assert.equal(data?.value, value)
  assert.deepEqual(data?.reduced, reduced)
  const advanced = await advance({ path, body: { step } })
  assert.ok(advanced.data && 'groups' in advanced.data)
  if (step < 8) continue
  assert.deepEqual(
    advanced.data.groups.map(({ lr }) => lr),
    [5.000000000000002e-6, 5e-5],
  )
}

const { data: series } = await getLr({
  path,
  query: { from: 0, to: 8, hyperparameters: ['lr', 'momentum'] },
})
assert.ok(series && 'steps' in series)
assert.deepEqual(series.steps, [0, 1, 2, 3, 4, 5, 6, 7, 8])
assert.deepEqual(series.groups[0]?.momentum, Array(9).fill(0.9))
const columns: (number | null)[] | undefined = series.groups[1]?.lr
assert.deepEqual(columns, [0.01, 0.01, 0.01, 0.001, 0.001, 0.001, 0.0001, 0.0001, 5e-5])

const { error, response } = await advance({ path, body: { step: 10_000_000 } })
assert.equal(response?.status, 409)
assert.equal(error?.code, 'step_ahead')
assert.equal(error.cursor, 8)
const missing = await getOptimizer({ path: { optimizer: 'none' } })
assert.equal(missing.error?.code, 'optimizer_not_found')

const { data: opened } = await openGeneration({
  path: { ...path, key: 'restart-1' },
  body: { resume_step: 4 },
})
assert.equal(opened?.generation, 2)

const { data: many } = await advanceMany({
  body: {
    steps: [
      { optimizer: path.optimizer, step: 4 },
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
