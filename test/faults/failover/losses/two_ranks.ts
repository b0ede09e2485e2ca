import assert from 'node:assert/strict'
import { SHARED_SEEN } from '../seen_modes.ts'
import { optimizerAt, outcomeOf, REGRESSED, type LossCase } from './loss_case.ts'

/** Two ranks, each of which echoes what it was given itself. Only one was given a step with a lost edit. */
export function twoRanks(id: string): LossCase {
  const [seenBy, step] = [{ one: '', other: '' }, 11]
  return {
    title:
      'receive a refusal where they received a lost edit, and share `seen` to rule out the rest',
    async before({ a, b }) {
      await optimizerAt(a, id).register()
      const body = { step: 10, generation: 1 }
      seenBy.one = (await optimizerAt(a, id).step(body)).body.seen
      seenBy.other = (await optimizerAt(b, id).step(body)).body.seen
    },
    async whileLagging({ a }) {
      const service = optimizerAt(a, id)
      assert.equal((await service.edit({ set: { lr: 0.5 } })).status, 201)
      const given = await service.step({ step, generation: 1, seen: seenBy.one })
      assert.deepEqual(outcomeOf(given), [200, 0.5])
      seenBy.one = given.body.seen
    },
    async afterwards({ a, b, isSurviving }) {
      const other = { step, generation: 1, seen: seenBy.other }
      for (const others_seen of SHARED_SEEN ? [[seenBy.one]] : []) {
        const shared = await optimizerAt(b, id).step({ ...other, others_seen })
        assert.deepEqual(outcomeOf(shared), REGRESSED, 'a rank with all `seen` of its job')
      }
      // This rank cannot know of the edit, and without service A no service can.
      const alone = isSurviving ? REGRESSED : [200, 0.01]
      assert.deepEqual(outcomeOf(await optimizerAt(b, id).step(other)), alone)
      for (const service of [a, b]) {
        const again = optimizerAt(service, id)
        const one = await again.step({ step: step + 1, generation: 1, seen: seenBy.one })
        assert.deepEqual(outcomeOf(one), REGRESSED, `the rank that was given 0.5, at ${service}`)
      }
    },
  }
}
