import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN } from '../app.ts'

const { send } = await appOn()
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', patience: 0, name: 'plateau' }

type Event = Readonly<Record<string, unknown>>

/** An event without its time. */
function bare({ recorded_at, ...rest }: Event): Event {
  assert.ok(Math.abs(Date.parse(recorded_at as string) - Date.now()) < 60_000)
  return rest
}

const revisions = (events: readonly Event[]) => events.map(({ revision }) => revision)

describe('the list of events', () => {
  const url = '/v1/optimizers/eventful'

  it('is in order, with revision, step, actor and reason', async () => {
    const as = (actor: string) => ({ 'lockstep-actor': actor })
    await send('PUT', url, { ...RUN, schedulers: [PLATEAU] })
    await send('POST', `${url}/steps`, { step: 2, metrics: { loss: 3 } }, as('rank 0'))
    const edit = { groups: ['head'], set: { lr: 1 }, scale: { momentum: 0.5 }, at_step: 9 }
    await send('POST', `${url}/edits`, { ...edit, reason: 'loss spike' }, as('ada'))
    await send('POST', `${url}/groups?reason=wider`, { name: 'neck', lr: 1 })
    await send('POST', `${url}/schedulers?at_step=5`, { type: 'ExponentialLR', gamma: 0.5 })
    await send('DELETE', `${url}/schedulers/plateau?at_step=6`)
    await send('DELETE', `${url}/groups/neck?at_step=7`, undefined, as('ada'))
    await send('DELETE', `${url}/edits/3`, undefined, as('bob'))
    const opening = { resume_step: 1, world_size: 8, reason: 'again', edits: 'drop' }
    await send('PUT', `${url}/generations/next`, opening, as('ci'))
    const { status, body } = await send('GET', `${url}/events`)
    assert.equal(status, 200)
    assert.deepEqual([body.last_revision, body.has_more], [9, false])
    const all = ['backbone', 'head', 'neck']
    assert.deepEqual(body.events.map(bare), [
      {
        revision: 1,
        kind: 'registered',
        step: 0,
        groups: all.slice(0, 2),
        schedulers: ['plateau'],
      },
      {
        ...{ revision: 2, kind: 'metric_decided', step: 2, actor: 'rank 0' },
        ...{ metric: 'loss', value: 3, reported_for: 2 },
      },
      {
        ...{ revision: 3, kind: 'edited', step: 9, actor: 'ada', reason: 'loss spike' },
        ...{ groups: ['head'], set: { lr: 1 }, scale: { momentum: 0.5 } },
      },
      {
        ...{ revision: 4, kind: 'group_added', step: 3, reason: 'wider' },
        group: { name: 'neck', lr: 1 },
      },
      {
        ...{ revision: 5, kind: 'scheduler_attached', step: 5 },
        scheduler: { type: 'ExponentialLR', gamma: 0.5, name: 'ExponentialLR-1' },
      },
      { revision: 6, kind: 'scheduler_detached', step: 6, scheduler: 'plateau' },
      { revision: 7, kind: 'group_removed', step: 7, actor: 'ada', group: 'neck' },
      { revision: 8, kind: 'cancelled', step: 9, actor: 'bob', cancelled: 3 },
      {
        ...{ revision: 9, kind: 'generation_opened', step: 1, actor: 'ci', reason: 'again' },
        ...{ generation: 2, key: 'next', parent: 1, edits: 'drop', world_size: 8 },
      },
    ])
  })

  it('is returned in pages', async () => {
    const returned: unknown[] = []
    let [after, isMore] = [0, true]
    while (isMore) {
      const { body } = await send('GET', `${url}/events?after=${after}&limit=4`)
      returned.push(...revisions(body.events))
      ;[after, isMore] = [body.last_revision, body.has_more]
    }
    assert.deepEqual(returned, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    const { body } = await send('GET', `${url}/events?limit=1`)
    assert.deepEqual([revisions(body.events), body.has_more], [[1], true])
  })

  it('is empty after the last event', async () => {
    const { body } = await send('GET', `${url}/events?after=9`)
    assert.deepEqual(body, { events: [], last_revision: 9, has_more: false })
  })

  it('is refused after a later revision than the last, which belongs to another optimizer', async () => {
    for (const after of [10, 2 ** 40]) {
      const { status, body } = await send('GET', `${url}/events?after=${after}`)
      assert.deepEqual([status, body.code, body.latest], [410, 'events_compacted', 9])
    }
  })

  it('begins after Last-Event-ID, too', async () => {
    const { body } = await send('GET', `${url}/events`, undefined, { 'last-event-id': '7' })
    assert.deepEqual(revisions(body.events), [8, 9])
  })

  for (const query of ['after=-1', 'after=x', 'limit=0', 'limit=1001', 'form=1']) {
    it(`is refused for ?${query}`, async () => {
      const { status, body } = await send('GET', `${url}/events?${query}`)
      assert.deepEqual([status, body.errors[0].pointer], [400, `/${query.split('=')[0]}`])
    })
  }

  it('has an actor of printable characters only', async () => {
    const { status, body } = await send(
      'POST',
      `${url}/edits`,
      { set: { lr: 1 } },
      {
        'lockstep-actor': 'a\tb',
      },
    )
    assert.deepEqual([status, body.errors[0].pointer], [400, '/lockstep-actor'])
    assert.equal((await send('GET', url)).body.revision, 9)
  })
})

describe('a history that is compacted', async () => {
  const short = await appOn(undefined, undefined, { maxHistory: 20, cacheSize: 0 })
  const url = '/v1/optimizers/long-lived'
  const step = (wanted: object) => short.send('POST', `${url}/steps`, wanted)
  const returned: Record<number, unknown> = {}

  it('begins after the deleted events, and says so', async () => {
    await short.send('PUT', url, RUN)
    for (let k = 1; k <= 60; k++) {
      await short.send('PATCH', `${url}/groups/head`, { lr: 1 / k })
      returned[k * 100] = (await step({ step: k * 100 })).body.groups
    }
    const { status, body } = await short.send('GET', `${url}/events`)
    assert.deepEqual([status, body.code], [410, 'events_compacted'])
    const { earliest } = body
    assert.ok(earliest > 2 && earliest < 61, `${earliest}`)
    assert.match(body.detail, new RegExp(`Wanted "after" of ${earliest - 1}`))
    const { body: rest } = await short.send('GET', `${url}/events?after=${earliest - 1}&limit=1000`)
    assert.deepEqual(
      revisions(rest.events),
      Array.from({ length: 62 - earliest }, (_, n) => earliest + n),
    )
    assert.equal((await short.send('GET', `${url}/events?after=${earliest - 2}`)).status, 410)
  })

  it('has all steps from the earliest one on, and none before', async () => {
    const { status, body } = await step({ step: 100 })
    assert.deepEqual([status, body.code], [410, 'step_compacted'])
    const { earliest_step: earliest } = body
    assert.match(body.detail, new RegExp(`Wanted step ${earliest} or a later one`))
    assert.equal((await step({ step: earliest })).status, 200)
    assert.equal((await step({ step: earliest - 1 })).status, 410)
    assert.equal((await short.send('GET', `${url}/lr?step=${earliest - 1}`)).status, 410)
    assert.equal((await short.send('GET', `${url}/lr?from=${earliest - 1}&to=6000`)).status, 410)
    for (const [k, groups] of Object.entries(returned)) {
      if (Number(k) < earliest) continue
      assert.deepEqual((await step({ step: Number(k) })).body.groups, groups)
    }
  })

  it('cannot be resumed at a compacted step', async () => {
    const resume = (key: string, resume_step: number) =>
      short.send('PUT', `${url}/generations/${key}`, { resume_step })
    const { status, body } = await resume('early', 100)
    assert.deepEqual([status, body.code], [410, 'step_compacted'])
    assert.equal((await resume('late', body.earliest_step)).status, 201)
    assert.deepEqual((await step({ step: body.earliest_step })).status, 200)
  })

  it('reports the earliest remaining step if all of an older generation is compacted', async () => {
    const url = '/v1/optimizers/restarted'
    const { send } = short
    await send('PUT', url, RUN)
    for (let k = 1; k <= 40; k++) {
      const { status } = await send('PUT', `${url}/generations/${k}`, { resume_step: k * 50 - 50 })
      assert.equal(status, 201)
      await send('POST', `${url}/steps`, { step: k * 50 })
    }
    const at = (step: number) => send('GET', `${url}/lr?step=${step}`)
    const { body } = await at(10)
    assert.equal(body.code, 'step_compacted')
    assert.ok(body.earliest_step > 100)
    assert.deepEqual((await at(body.earliest_step)).status, 200)
    assert.deepEqual((await at(body.earliest_step - 1)).status, 410)
    // The same for a generation that descends from it, and for a read over all of them.
    const { body: refused } = await send('PUT', `${url}/generations/back`, {
      resume_step: 10,
      parent: 30,
    })
    assert.deepEqual([refused.code, refused.earliest_step], ['step_compacted', body.earliest_step])
    const from = body.earliest_step
    assert.equal((await send('GET', `${url}/lr?from=${from}&to=2000`)).status, 200)
  })
})
