import assert from 'node:assert/strict'
import { after, beforeEach, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  answerOf,
  createLockstep,
  MetricAwaited,
  ProblemError,
  Windows,
  type WindowsOptions,
} from '../src/index.ts'
import { ADVANCED, faultyServer, json, problem } from './faulty_server.ts'
import { realService } from './real_service.ts'

const GROUPS = [
  { name: 'backbone', lr: 0.1, momentum: 0.9, amsgrad: false },
  { name: 'head', lr: 0.01 },
]
const STEP_LR = { type: 'StepLR', step_size: 4 } as const
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', every: 4 } as const

describe('the windows of an optimizer', () => {
  const service = realService()
  let lockstep: ReturnType<typeof service.lockstep>
  let optimizer: string
  const params = () => ({ path: { optimizer } })
  const windows = (options: WindowsOptions = {}) => new Windows(lockstep, optimizer, options)

  async function register(schedulers: readonly (typeof STEP_LR | typeof PLATEAU)[] = [STEP_LR]) {
    lockstep = service.lockstep()
    const body = { groups: GROUPS, schedulers: [...schedulers] }
    optimizer = answerOf(await lockstep.POST('/v1/optimizers', { body })).id
  }

  const sealedThrough = async () =>
    answerOf(await lockstep.GET('/v1/optimizers/{optimizer}', { params: params() })).sealed_through

  /** The values of an advance to a step. */
  const advanced = async (step: number) => {
    const call = { params: params(), body: { step } }
    const answer = answerOf(await lockstep.POST('/v1/optimizers/{optimizer}/steps', call))
    return 'groups' in answer ? answer.groups : answer.blocked_on
  }

  it('give the values of an advance to each step', async () => {
    await register()
    const read = windows({ ahead: 7 })
    const values = []
    for (let step = 0; step < 40; step += 1) values.push(await read.values(step))
    for (const [step, each] of values.entries()) assert.deepEqual(each, await advanced(step))
    assert.deepEqual(values[5]?.[0], {
      name: 'backbone',
      lr: 0.010000000000000002,
      momentum: 0.9,
      amsgrad: false,
    })
  })

  it('give an earlier step too, and name their generation', async () => {
    await register()
    const read = windows({ ahead: 3 })
    await read.values(30)
    assert.deepEqual(await read.values(2), await advanced(2))
    assert.equal(read.generation, 1)
  })

  it('seal as far as they reach, so that a later edit acts after them', async () => {
    await register()
    const read = windows({ ahead: 5, prefetch: 0 })
    await read.values(0)
    const body = { set: { lr: 7 } }
    const call = { params: params(), body }
    const edit = answerOf(await lockstep.POST('/v1/optimizers/{optimizer}/edits', call))
    assert.equal(edit.step, 6)
    assert.equal((await read.values(5))[0]?.lr, 0.010000000000000002)
    assert.equal((await read.values(6))[0]?.lr, 7)
  })

  it('end where a group joins, and go on with it', async () => {
    await register()
    const call = {
      params: { ...params(), query: { at_step: 3 } },
      body: { name: 'neck', lr: 0.5, amsgrad: true },
    }
    answerOf(await lockstep.POST('/v1/optimizers/{optimizer}/groups', call))
    const read = windows({ ahead: 9 })
    for (let step = 0; step < 9; step += 1) {
      assert.deepEqual(await read.values(step), await advanced(step))
    }
    assert.equal((await read.values(3)).at(-1)?.['amsgrad'], true)
  })

  it('are asked for before they are wanted', async () => {
    await register()
    const read = windows({ ahead: 8, prefetch: 4 })
    await read.values(3)
    await read.values(6)
    assert.equal(await sealedThrough(), 11)
    await read.values(7)
    for (let tries = 0; (await sealedThrough()) === 11 && tries < 100; tries += 1) await sleep(20)
    assert.equal(await sealedThrough(), 20)
  })

  it('wait for a metric that a step requires', async () => {
    await register([PLATEAU])
    const read = windows({ ahead: 100 })
    await read.values(0)
    assert.equal(await sealedThrough(), 3)
    const wanted = read.values(4)
    await sleep(100)
    const path = { optimizer, metric: 'loss', step: 4, rank: 0 }
    const report = { params: { path }, body: { value: NaN } }
    const call = '/v1/optimizers/{optimizer}/metrics/{metric}/{step}/{rank}'
    answerOf(await lockstep.PUT(call, report))
    assert.deepEqual(await wanted, await advanced(4))
  })

  it('say which metric was not reported in time', async () => {
    await register([PLATEAU])
    await assert.rejects(windows({ metricTimeout: 0.1 }).values(4), (error) => {
      assert.ok(error instanceof MetricAwaited)
      assert.match(error.message, /^Cannot give .* step 4: after 0.1 s .* loss of step 4\. Report/)
      assert.equal(error.blockedOn[0]?.metric, 'loss')
      return true
    })
  })

  it('of a generation that has ended are refused', async () => {
    await register()
    const old = windows({ ahead: 2 })
    await old.values(4)
    const path = { optimizer, key: 'restart-1' }
    const call = { params: { path }, body: { resume_step: 4 } }
    const opened = answerOf(
      await lockstep.PUT('/v1/optimizers/{optimizer}/generations/{key}', call),
    )
    await assert.rejects(old.values(50), (error) => {
      assert.ok(error instanceof ProblemError)
      assert.equal(error.code, 'stale_generation')
      assert.equal(error.problem.current_generation, 2)
      return true
    })
    const { generation, seen } = opened
    assert.deepEqual(await windows({ generation, seen }).values(5), await advanced(5))
  })

  it('refuse what is no number of steps', () => {
    assert.throws(() => windows({ ahead: 1.5 }), { message: /^Cannot use ahead=1.5: wanted/ })
    assert.throws(() => windows({ metricTimeout: -1 }), { message: /metricTimeout=-1: wanted/ })
  })
})

describe('what windows send', async () => {
  const faulty = await faultyServer()
  after(() => faulty.close())
  beforeEach(() => void (faulty.received.length = 0))
  const connect = (options: WindowsOptions) =>
    new Windows(createLockstep({ baseUrl: faulty.url, retryFor: 0 }), 'run', options)

  const window = (step: number, count: number) => {
    const column = Array<number>(count).fill(step)
    const groups = [{ name: 'all', lr: column }]
    const ahead = { from: step + 1, through: step + count, revision: 1, groups }
    return json({ ...ADVANCED, step, generation: 3, seen: `seen at ${step}`, ahead })
  }

  it('has the generation and the seen of the last answer, as it is, and that of others', async () => {
    faulty.answers = [window(0, 2), window(3, 2), window(6, 2)]
    const read = connect({ ahead: 2, prefetch: 0, lateMetrics: true })
    await read.values(0)
    await read.values(3)
    read.seen = 'of a report'
    read.othersSeen = ['of rank 1']
    await read.values(6)
    const common = { ahead: 2, late_metrics: true, wait: 30 }
    assert.deepEqual(
      faulty.received.map(({ body }) => body),
      [
        { step: 0, ...common },
        { step: 3, generation: 3, seen: 'seen at 0', ...common },
        { step: 6, generation: 3, seen: 'of a report', others_seen: ['of rank 1'], ...common },
      ],
    )
  })

  it('is one call at a time, and one for each window', async () => {
    faulty.answers = [window(0, 3), window(4, 3), window(8, 3)]
    const read = connect({ ahead: 3, prefetch: 1 })
    const steps = [0, 1, 2, 3, 4, 5]
    const values = await Promise.all(steps.map((step) => read.values(step)))
    assert.deepEqual(
      values.map(([group]) => group?.lr),
      [0.1, 0, 0, 0, 0.1, 4],
    )
    assert.deepEqual(
      faulty.received.map(({ body }) => body.step),
      [0, 4],
    )
  })

  it('is sent again for the step itself where it was refused before it was wanted', async () => {
    faulty.answers = [window(0, 3), problem('store_unavailable', 503), window(4, 3)]
    const read = connect({ ahead: 3, prefetch: 3 })
    for (const step of [0, 1, 2, 3]) await read.values(step)
    assert.equal((await read.values(4))[0]?.lr, 0.1)
    assert.deepEqual(
      faulty.received.slice(0, 3).map(({ body }) => body.step),
      [0, 4, 4],
    )
  })
})
