import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { handOver, pausePrimary, promoteLaggingReplica } from './losses/strikes.ts'
import { startStruckServices } from './losses/struck_clients.ts'

const services = await startStruckServices()
after(() => services.stop())

/** It loses for certain what only the other replica has. */
const LAGGING = 'the promotion of a replica that lags'

const STRIKES = {
  'a planned handover': handOver,
  'a pause of the primary': pausePrimary,
  // Shorter than the time after which sentinels hold the replica for down.
  [LAGGING]: promoteLaggingReplica(1_500),
}

describe('clients that edit, and echo seen, are refused where WAIT=1 loses an edit, and lose none with all', () => {
  for (const [at, [title, strike]] of Object.entries(STRIKES).entries()) {
    it(`in ${title}`, async () => {
      const [first, ...others] = await services.strike(`strike-${at}`, strike)
      for (const { wait, lost, acknowledged } of [first!, ...others]) {
        console.log(`# WAIT=${wait}, ${title}: ${lost.length} of ${acknowledged} edits lost`)
        assert.ok(acknowledged > 0)
      }
      assert.ok(first!.isRefused || first!.lost.length === 0, 'a lost edit was not found')
      assert.ok(first!.lost.length > 0 || title !== LAGGING, 'no edit was lost')
      for (const { wait, lost, isRefused } of others) {
        assert.deepEqual({ lost, isRefused }, { lost: [], isRefused: false }, `WAIT=${wait}`)
      }
    })
  }
})
