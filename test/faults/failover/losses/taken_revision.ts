import assert from 'node:assert/strict'
import { optimizerAt, outcomeOf, REGRESSED, type LossCase } from './loss_case.ts'

/** An edit of a caller without `seen` takes the revision of a lost one. */
export function takenRevision(id: string): LossCase {
  let seen = ''
  const step = 11
  return {
    title: 'receive a refusal where another edit has taken the revision of a lost one',
    async before({ a }) {
      await optimizerAt(a, id).register()
      seen = (await optimizerAt(a, id).step({ step: 10, generation: 1 })).body.seen
    },
    async whileLagging({ a }) {
      const service = optimizerAt(a, id)
      assert.equal((await service.edit({ set: { lr: 0.5 } })).body.revision, 2)
      const given = await service.step({ step, generation: 1, seen })
      assert.deepEqual(outcomeOf(given), [200, 0.5])
      seen = given.body.seen
    },
    async afterwards({ a, b, isSurviving }) {
      const { status, body } = await optimizerAt(b, id).edit({ set: { lr: 0.9 } })
      assert.deepEqual([status, body.revision], [isSurviving ? 409 : 201, 2])
      for (const service of [a, b]) {
        const again = await optimizerAt(service, id).step({ step, generation: 1, seen })
        assert.deepEqual(outcomeOf(again), REGRESSED, `with seen, at ${service}`)
      }
      const silent = await optimizerAt(a, id).step({ step, generation: 1 })
      assert.deepEqual(outcomeOf(silent), isSurviving ? REGRESSED : [200, 0.9], 'without seen')
    },
  }
}
