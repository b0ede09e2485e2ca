import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { effectiveInputs } from '../../../src/core/trajectory/input.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn } from '../../app.ts'
import { randomChoice, randomFor, randomInteger, SEED, type Random } from '../../faults/random.ts'
import { needed, neededAlone, valueOf, type Replay } from './left_out.ts'
import { LAST_STEP, randomRun } from './random_run.ts'

const CASES = 120
const store = sqliteStore(':memory:')
const { send } = await appOn(store)

/** Makes a run of random changes, advances it through some of them, and returns its replay. */
async function makeRun(id: string, random: Random) {
  const url = `/v1/optimizers/${id}`
  const { definition, requests } = randomRun(random)
  assert.equal((await send('PUT', url, definition)).status, 201)
  for (const { method, path, body } of requests) {
    const { status } = await send(method, url + path, body)
    assert.notEqual(status, 500)
  }
  const through = randomInteger(random, 0, LAST_STEP)
  for (let step = 0; step <= through; step++) {
    const loss = randomChoice(random, [1, 2, 3])
    const metrics = step > 0 ? { metrics: { loss } } : {}
    const { status } = await send('POST', `${url}/steps`, { step, ...metrics })
    if (status !== 200) await send('POST', `${url}/steps`, { step })
  }
  const stored = (await store.find(id))!
  const parts = await Array.fromAsync(
    store.inputs(stored, { after: 1, through: stored.optimizer.revision }),
  )
  return { url, definition: stored.optimizer.definition, inputs: effectiveInputs(parts.flat()) }
}

describe(`what counts in random runs (LOCKSTEP_TEST_SEED=${SEED})`, () => {
  it('is what the value has without the rest, and nothing of it can be left out', async (t) => {
    const totals = { explained: 0, listed: 0, likeAlone: 0, metrics: 0, ofAll: 0 }
    for (let number = 0; number < CASES; number++) {
      const id = `case-${number}`
      const random = randomFor(SEED, id)
      const { url, definition, inputs: all } = await makeRun(id, random)
      for (const param of ['lr', 'momentum']) {
        const group = randomChoice(random, ['a', 'a', 'late'])
        const step = randomInteger(random, 0, LAST_STEP)
        const query = `group=${group}&param=${param}&step=${step}`
        const { status, body } = await send('GET', `${url}/lr/explanation?${query}`)
        if (status !== 200) continue
        const inputs = all.filter((each) => each.step <= step)
        const replay: Replay = { definition, inputs, group, param, step }
        const wanted = needed(replay)
        const revisions = body.edits.map((each: { revision: number }) => each.revision)
        const expected = wanted.inputs
          .filter(({ kind }) => kind !== 'metric_decided' && kind !== 'group_removed')
          .map(({ revision }) => revision)
          .sort((a, b) => a - b)
        assert.deepEqual(revisions, expected, `${id}: ${query}`)
        const metrics = body.decisions.map((each: { revision: number }) => each.revision)
        assert.deepEqual(metrics, wanted.metrics.slice(-20), `${id}: ${query}`)
        assert.ok(Object.is(valueOf(replay, wanted.inputs), body.value), `${id}: ${query}`)
        totals.explained += 1
        totals.listed += revisions.length
        totals.metrics += metrics.length
        totals.ofAll += inputs.length
        if (neededAlone(replay).join() === revisions.join()) totals.likeAlone += 1
      }
    }
    t.diagnostic(JSON.stringify(totals))
    assert.ok(totals.listed > 40 && totals.metrics > 2)
  })
})
