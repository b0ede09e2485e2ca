import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SCHEDULES } from '../../../src/core/schedules/catalogue.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn, withoutSeen } from '../../app.ts'
import { countingStore } from '../../http/counting_store.ts'

const GROUPS = [
  { name: 'body', momentum: 0.9, lr: 0.1, betas: [0.9, 0.999] },
  { name: 'head', lr: 0.02, weight_decay: 0.01, momentum: 0.8, betas: [0.8, 0.99] },
]

/** Consecutive steps, some steps further ahead, and one at which a snapshot is due. */
const STEPS = [1, 2, 3, 4, 6, 7, 8, 12, 13, 14, 15, 1_022, 1_023, 1_024, 1_025, 1_026]

describe('the fast path of an advance', async () => {
  const { store, takeCounts } = countingStore(sqliteStore(':memory:'))
  const { send } = await appOn(store)

  for (const { type, example } of SCHEDULES) {
    it(`returns for ${type} the same bytes as the full path`, async () => {
      const definition = { groups: GROUPS, schedulers: [example], total_steps: 2_000 }
      for (const id of ['short', 'long']) {
        await send('PUT', `/v1/optimizers/${id}-${type}`, definition)
      }
      for (const step of STEPS) {
        const [short, long] = [
          await send('POST', `/v1/optimizers/short-${type}/steps`, { step }),
          // A request with an Idempotency-Key takes the full path.
          await send(
            'POST',
            `/v1/optimizers/long-${type}/steps`,
            { step },
            { 'idempotency-key': String(step) },
          ),
        ]
        const returned = ({ status, body }: typeof short) => {
          const text = JSON.stringify({ status, body: withoutSeen(body) })
          return text.replaceAll(/"(short|long)-/g, '"')
        }
        assert.equal(returned(short), returned(long))
      }
      const state = async (id: string) =>
        (await send('GET', `/v1/optimizers/${id}-${type}/lr?from=0&to=1026`)).body
      assert.deepEqual(await state('short'), await state('long'))
    })
  }

  it('was taken most of the time', () => {
    const { calls } = takeCounts()
    const count = (name: string) => calls.filter((each) => each === name).length
    const steps = SCHEDULES.length * STEPS.length
    assert.ok(count('seal') > steps / 2, `${count('seal')} of ${steps}`)
    assert.ok(count('commit') > steps)
  })
})
