import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { faultOf } from '../../.ci/commit_subjects.ts'

describe('a commit subject', () => {
  for (const subject of [
    'core: name schedules by closed forms',
    'test, bench: name files by what they do',
    'test/docs: run the commands that documents show',
    'deps: bump fastify from 5.12.8 to 5.13.0',
    `storage: ${'a'.repeat(63)}`,
  ]) {
    it(`is right: ${subject}`, () => assert.equal(faultOf(subject), undefined))
  }

  for (const subject of [
    'Seals are checked',
    'test(docs): run the commands that documents show',
    'core name schedules',
    'core:name schedules',
    'core: Name schedules',
    'Core: name schedules',
    'core: name schedules.',
    'core: ',
    `storage: ${'a'.repeat(64)}`,
  ]) {
    it(`is wrong: ${subject}`, () => assert.equal(typeof faultOf(subject), 'string'))
  }
})
