import assert from 'node:assert/strict'
import { optimizerAt, outcomeOf, REGRESSED, type LossCase } from './loss_case.ts'

/** The opening of a generation is lost, and another one gets its number. */
export function takenGeneration(id: string): LossCase {
  let seen = ''
  const [step, generation] = [16, 2]
  return {
    title: 'receive a refusal where another generation has taken the number of a lost one',
    async before({ a }) {
      await optimizerAt(a, id).register()
      await optimizerAt(a, id).step({ step: 14, generation: 1 })
    },
    async whileLagging({ a }) {
      const service = optimizerAt(a, id)
      assert.equal((await service.open('x', 10)).body.generation, generation)
      assert.equal((await service.edit({ set: { lr: 0.7 }, at_step: 15 })).status, 201)
      const given = await service.step({ step, generation })
      assert.deepEqual(outcomeOf(given), [200, 0.7])
      seen = given.body.seen
    },
    async afterwards({ a, b, isSurviving }) {
      const opened = await optimizerAt(b, id).open('y', 5)
      const number = isSurviving ? generation + 1 : generation
      assert.deepEqual([opened.status, opened.body.generation], [201, number])
      assert.equal((await optimizerAt(b, id).edit({ set: { lr: 0.3 }, at_step: 6 })).status, 201)
      for (const service of [a, b]) {
        const zombie = await optimizerAt(service, id).step({ step, generation, seen })
        const refused = isSurviving ? [409, 'stale_generation'] : REGRESSED
        assert.deepEqual(outcomeOf(zombie), refused, `a rank of generation x, at ${service}`)
      }
      const own = { step, generation: number, seen: opened.body.seen }
      assert.deepEqual(outcomeOf(await optimizerAt(b, id).step(own)), [200, 0.3])
    },
  }
}
