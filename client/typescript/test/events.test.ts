import assert from 'node:assert/strict'
import { after, beforeEach, describe, it } from 'node:test'
import {
  answerOf,
  createLockstep,
  followEvents,
  NotLockstep,
  ProblemError,
  type Event,
} from '../src/index.ts'
import { cut, eventStream, faultyServer, json, page } from './faulty_server.ts'
import { realService } from './real_service.ts'

const faulty = await faultyServer()
after(() => faulty.close())
beforeEach(() => void (faulty.received.length = 0))

const message = (revision: number) =>
  `id: ${revision}\nevent: edited\ndata: {"revision": ${revision}}\n\n`

/** The revisions of the first events. */
async function revisions(events: AsyncIterable<Event>, count: number): Promise<number[]> {
  const found: number[] = []
  for await (const { revision } of events) if (found.push(revision) === count) break
  return found
}

const followed = (after?: number) =>
  followEvents(createLockstep({ baseUrl: faulty.url }), 'run', after === undefined ? {} : { after })

describe('the events of a service', () => {
  const service = realService()
  const groups = [{ name: 'all', lr: 0.1 }]

  it('are those of the past and those to come', async () => {
    const lockstep = service.lockstep()
    const { id } = answerOf(await lockstep.POST('/v1/optimizers', { body: { groups } }))
    const params = { path: { optimizer: id } }
    const events = followEvents(lockstep, id)
    assert.equal((await events.next()).value?.kind, 'registered')
    const next = events.next()
    const edit = { scale: { lr: 0.5 }, reason: 'loss spike' }
    await lockstep.POST('/v1/optimizers/{optimizer}/edits', { params, body: edit })
    const { value } = await next
    assert.deepEqual([value?.revision, value?.kind, value?.reason], [2, 'edited', 'loss spike'])
    await events.return()
    assert.deepEqual(await revisions(followEvents(lockstep, id, { after: 1 }), 1), [2])
  })

  it('end with the signal of the caller', async () => {
    const lockstep = service.lockstep()
    const { id } = answerOf(await lockstep.POST('/v1/optimizers', { body: { groups } }))
    const abort = new AbortController()
    const events = followEvents(lockstep, id, { signal: abort.signal })
    await events.next()
    setTimeout(() => abort.abort(new Error('enough')), 50)
    await assert.rejects(events.next(), { message: 'enough' })
  })

  it('of an optimizer that does not exist are a refusal', async () => {
    const events = followEvents(service.lockstep(), 'missing')
    await assert.rejects(events.next(), (error) => {
      assert.ok(error instanceof ProblemError)
      assert.equal(error.code, 'optimizer_not_found')
      return true
    })
  })
})

describe('a stream of events', () => {
  it('that is cut resumes after its last event', async () => {
    const begun = 'id: 7\nevent: edited\ndata: {"revi'
    faulty.answers = [
      eventStream(': follows\n\n', message(5), message(6) + begun),
      cut,
      page(502),
      eventStream(message(7)),
      eventStream(message(8)),
    ]
    assert.deepEqual(await revisions(followed(4), 4), [5, 6, 7, 8])
    const sent = faulty.received.map(({ headers }) => headers['last-event-id'])
    assert.deepEqual(sent, ['4', '6', '6', '6', '7'])
    assert.ok(faulty.received.every(({ headers }) => headers.accept === 'text/event-stream'))
  })

  it('may be cut into parts anywhere, and end its lines by \\r\\n', async () => {
    const text = 'id: 3\r\ndata: {"revision":\r\ndata:3}\r\n\r\n' + message(4)
    faulty.answers = [eventStream(...text)]
    assert.deepEqual(await revisions(followed(), 2), [3, 4])
  })

  for (const [what, answer] of [
    ['one page', json({ events: [], last_revision: 0, has_more: false })],
    ['the page of a proxy', page(200)],
    ['a text', eventStream('data: hello\n\n')],
    ['another object', eventStream('data: {}\n\n')],
  ] as const) {
    it(`that is ${what} is not of Lockstep`, async () => {
      faulty.answers = [answer]
      await assert.rejects(followed().next(), NotLockstep)
    })
  }
})
