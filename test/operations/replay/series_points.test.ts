import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../../app.ts'
import { randomChoice, randomFor, randomInteger, SEED, type Random } from '../../faults/random.ts'
import { randomRun } from '../queries/random_run.ts'
import { longRun } from './long_run.ts'

const CASES = 200
/** Long enough that a series of few points leaves steps out. */
const LAST = 4_000

/** Values between two computed ones may be beyond both by the rounding of the last bits. */
const ROUNDING = 4 * Number.EPSILON

const { send } = await appOn()

interface SeriesBody {
  readonly steps: readonly number[]
  readonly groups: readonly Readonly<Record<string, readonly (number | null)[]>>[]
}

/** Makes a long run of random changes and metrics, and advances it some way. */
async function makeRun(url: string, random: Random) {
  const { definition, requests } = longRun(random, randomRun(random))
  const { status, body } = await send('PUT', url, definition)
  assert.equal(status, 201, JSON.stringify(body))
  for (const { method, path, body: sent } of requests) {
    const answer = await send(method, url + path, sent)
    assert.notEqual(answer.status, 500)
  }
  for (let step = 0; step <= 400; step += randomInteger(random, 1, 150)) {
    const metrics = step > 0 ? { metrics: { loss: randomChoice(random, [1, 2, 3]) } } : {}
    const advanced = await send('POST', `${url}/steps`, { step, ...metrics })
    if (advanced.status !== 200) await send('POST', `${url}/steps`, { step })
  }
}

/** The columns of a series by group and hyperparameter. */
const columnsIn = ({ groups }: SeriesBody) =>
  groups.flatMap((group) => ['lr', 'momentum'].map((name) => group[name] ?? []))

function assertExtremes(whole: readonly (number | null)[], shown: readonly (number | null)[]) {
  const isNumber = (value: number | null) => value !== null
  for (const extreme of [Math.min, Math.max]) {
    const [a, b] = [whole, shown].map((values) =>
      values.filter(isNumber).reduce((one, other) => extreme(one, other), extreme()),
    ) as [number, number]
    assert.ok(a === b || Math.abs(a - b) <= ROUNDING * Math.abs(a), `${a} is not shown, but ${b}`)
  }
}

describe(`a long series of few points (LOCKSTEP_TEST_SEED=${SEED})`, () => {
  it('has the value of every step that it shows, and the extremes of those between', async (t) => {
    const totals = { compared: 0, steps: 0, refused: 0 }
    for (let number = 0; number < CASES; number++) {
      const id = `points-${number}`
      const random = randomFor(SEED, id)
      const url = `/v1/optimizers/${id}`
      await makeRun(url, random)
      const from = randomChoice(random, [0, 0, 1, randomInteger(random, 2, 900)])
      const query = `${url}/lr?from=${from}&to=${from + LAST}&hyperparameters=lr,momentum`
      const all = await send('GET', query)
      const points = randomInteger(random, 20, 120)
      const few = await send('GET', `${query}&points=${points}`)
      assert.equal(few.status, all.status, `${id}: ${JSON.stringify(few.body)}`)
      if (all.status !== 200) {
        assert.deepEqual(few.body, all.body, id)
        totals.refused += 1
        continue
      }
      const { steps, groups } = few.body as SeriesBody
      assert.ok(steps.length <= points)
      assert.deepEqual([steps[0], steps.at(-1)], [from, from + LAST])
      const [shown, whole] = [columnsIn(few.body), columnsIn(all.body)]
      whole.forEach((column, at) => {
        const expected = column.length === 0 ? [] : steps.map((step) => column[step - from])
        assert.deepEqual(shown[at], expected, id)
        if (column.length > 0) assertExtremes(column, shown[at])
      })
      const step = randomChoice(random, steps)
      const { body } = await send('GET', `${url}/lr?step=${step}`)
      const lr = groups.map((each) => each['lr']![steps.indexOf(step)])
      assert.deepEqual(
        body.groups.map((each: { lr: number }) => each.lr),
        lr.filter((value) => value !== null),
      )
      totals.compared += 1
      totals.steps += steps.length
    }
    t.diagnostic(JSON.stringify(totals))
    assert.ok(totals.compared > CASES / 2)
  })
})
