import assert from 'node:assert/strict'
import type { appOn } from '../app.ts'
import type { ApiResponse } from '../service.ts'

type App = Awaited<ReturnType<typeof appOn>>

export const PLATEAU = {
  type: 'ReduceLROnPlateau',
  monitor: 'loss',
  factor: 0.5,
  patience: 0,
  every: 10,
}
let count = 0

/** An optimizer whose metric is decided by a quorum, and functions that report it. */
export async function quorumOptimizer(left: App, more: object = {}) {
  const { send } = left
  const url = `/v1/optimizers/voted-${++count}`
  const schedulers = [{ ...PLATEAU, reporters: 3, ...more }]
  const body = { groups: [{ name: 'a', lr: 1 }], schedulers }
  assert.equal((await send('PUT', url, body)).status, 201)
  const report = (rank: number, body: object, step = 10, { send } = left) =>
    send('PUT', `${url}/metrics/loss/${step}/${rank}`, body)
  return {
    url,
    report,
    /** Sends the reports of some ranks, one after the other. */
    reportAll: async (reports: readonly (readonly [rank: number, body: object])[], step = 10) => {
      let last: ApiResponse | undefined
      for (const [rank, body] of reports) last = await report(rank, body, step)
      return last!.body
    },
    step: (wanted: object) => send('POST', `${url}/steps`, wanted),
    metric: async (step = 10) => (await send('GET', `${url}/metrics/loss/${step}`)).body,
  }
}

/** A report of each rank, from rank 0 on. */
export const values = (...given: readonly (number | string)[]) =>
  given.map((value, rank) => [rank, { value }] as const)
