import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  promotable,
  readReport,
  type SentinelReport,
} from '../../../../src/storage/redis/client/sentinel_reports.ts'

const NOW = 10_000

/** A report of two replicas, some of which are down; "a" may be preferred. */
const report = (
  down: readonly string[],
  receivedMs = NOW,
  priorities: Readonly<Record<string, number>> = {},
): SentinelReport => ({
  receivedMs,
  sentinels: 3,
  replicas: ['a:1', 'b:1'].map((address) => ({
    address,
    isDown: down.includes(address),
    priority: priorities[address] ?? 100,
  })),
})

describe('the replicas that could become the primary', () => {
  const names = (reports: readonly SentinelReport[], hosts = 3) =>
    promotable(reports, hosts, NOW - 3_000)

  it('are all, if no majority of the sentinels holds one for down', () => {
    assert.deepEqual(names([report([]), report([]), report(['a:1'])]), ['a:1', 'b:1'])
  })

  it('are without one that a majority holds for down', () => {
    assert.deepEqual(names([report([]), report(['a:1']), report(['a:1'])]), ['b:1'])
    assert.deepEqual(names([report(['a:1']), report(['a:1'])]), ['b:1'])
  })

  it('are all for a process that reaches one sentinel only: both may be cut off', () => {
    assert.deepEqual(names([report(['a:1', 'b:1'])]), ['a:1', 'b:1'])
    assert.deepEqual(names([report(['a:1', 'b:1'])], 1), ['a:1', 'b:1'])
  })

  it('are without one that was down in reports that are not old', () => {
    const old = NOW - 3_001
    assert.deepEqual(names([report([], old), report(['a:1'], old), report(['a:1'])]), [
      'a:1',
      'b:1',
    ])
  })

  it('are with one that is down, if it would be promoted before the others when it is back', () => {
    const down = (priorities: Record<string, number>) =>
      names([1, 2, 3].map(() => report(['a:1'], NOW, priorities)))
    assert.deepEqual(down({ 'a:1': 1 }), ['a:1', 'b:1'])
    assert.deepEqual(down({ 'a:1': 101 }), ['b:1'])
    assert.deepEqual(names([1, 2, 3].map(() => report(['a:1', 'b:1']))), ['a:1', 'b:1'])
  })

  it('are without those of priority 0, in the reply of a sentinel', () => {
    const fields = (port: string, priority: string, flags: string) => [
      'ip',
      '10.0.0.1',
      'port',
      port,
      'flags',
      flags,
      'slave-priority',
      priority,
    ]
    const replicas = [
      fields('1', '100', 'slave'),
      fields('2', '0', 'slave'),
      fields('3', '1', 's_down,slave,disconnected'),
    ]
    assert.deepEqual(readReport(['num-other-sentinels', '2'], replicas, NOW), {
      receivedMs: NOW,
      sentinels: 3,
      replicas: [
        { address: '10.0.0.1:1', isDown: false, priority: 100 },
        { address: '10.0.0.1:3', isDown: true, priority: 1 },
      ],
    })
  })
})
