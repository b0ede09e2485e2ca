import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checksumOf } from '../../src/operations/checkpoint/text.ts'
import { appOn, RUN } from '../app.ts'

const { send } = await appOn()
const url = '/v1/optimizers/forged'
await send('PUT', url, RUN)
await send('POST', `${url}/steps`, { step: 9 })
await send('POST', `${url}/edits`, { set: { lr: 1 }, at_step: 20 })
await send('PUT', `${url}/generations/two`, { resume_step: 4 })
await send('POST', `${url}/steps`, { step: 6 })
const { checksum: _, ...document } = (await send('GET', `${url}/state`)).body

/* eslint-disable @typescript-eslint/no-explicit-any -- a record has no type here */
const inCourse = (forge: (course: any) => void) => (record: any) => {
  const course = JSON.parse(record.course)
  forge(course)
  record.course = JSON.stringify(course)
}

/** A schedule nested in two others. */
const nested = (depth: number): string => {
  const opening = '{"name":"a","type":"SequentialLR","milestones":[],"schedulers":['
  return `{"groups":[],"schedulers":[${opening.repeat(depth)}${']}'.repeat(depth)}]}`
}

/** Contents that a client may write into a record with a valid checksum. */
const FORGERIES: readonly [string, (record: any) => void][] = [
  ['a generation that is its own parent', ({ generations }) => (generations[1].parent = 2)],
  ['a parent that there is not', ({ generations }) => (generations[1].parent = 7)],
  ['a generation twice', ({ generations }) => (generations[1].number = 1)],
  ['a generation beyond all', ({ generations }) => (generations[1].number = 2 ** 31)],
  ['a generation resumed at a step to come', ({ generations }) => (generations[1].resumeStep = 8)],
  ['no generation', (record) => (record.generations = [])],
  ['a revision beyond all', (record) => (record.revision = 2 ** 53 - 1)],
  ['a revision too low', (record) => (record.revision = 2)],
  ['an input twice', ({ inputs }) => inputs.push(inputs[0])],
  ['an input too few', ({ inputs }) => inputs.pop()],
  ['a cursor past the seal', (record) => (record.cursor = 99)],
  ['a group without lr', inCourse(({ frame }) => delete frame.groups[0].values.lr)],
  ['no group', inCourse(({ frame }) => (frame.groups = []))],
  ['values of another length', (record) => (record.moving = 'AAAA')],
  ['what is pending at a sealed step', inCourse(({ pending }) => (pending[0].step = 5))],
  ['a course that is no JSON', (record) => (record.course = record.course.slice(1))],
  ['a definition nested without end', (record) => (record.definition = nested(100_000))],
  ['an input that is no text', ({ inputs }) => (inputs[0] = JSON.parse(inputs[0]))],
  ['a snapshot of no generation', ({ history }) => (history.snapshots[0][0] = 9)],
  ['a snapshot of another plan', ({ history }) => (history.snapshots[0][4] = 9)],
]

describe('an invalid document with a valid checksum', () => {
  for (const [what, forge] of FORGERIES) {
    it(`is refused: ${what}`, async () => {
      const forged = structuredClone(document)
      forge(forged.record)
      const checksum = await checksumOf(forged)
      const { status, body } = await send('PUT', `${url}/state`, { ...forged, checksum })
      assert.deepEqual([status, body.code], [400, 'invalid_request'])
      assert.match(body.errors[0].pointer, /^\/record/)
      assert.match(body.errors[0].detail, /wanted/)
    })
  }

  it('is accepted without the change', async () => {
    const checksum = await checksumOf(document)
    assert.equal((await send('PUT', `${url}/state`, { ...document, checksum })).status, 200)
  })
})
