import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ReplyError } from 'ioredis'
import type { Refusal } from '../../../src/core/problem.ts'
import { awaitReply } from '../../../src/storage/redis/client/reply.ts'
import { refusedAs } from '../../redis/store.ts'

/** The error of ioredis for an error reply. */
const answered = (message: string): Error =>
  Object.assign(new ReplyError(message) as Error, { command: { name: 'hello', args: ['secret'] } })

const outcome = (error: Error): Promise<unknown> =>
  awaitReply(Promise.reject(error)).catch((caught: unknown) => caught)

describe('an error of Redis', () => {
  it('is a refusal if the server cannot serve now', async () => {
    for (const said of [
      'MISCONF Redis is configured to save RDB snapshots',
      "OOM command not allowed when used memory > 'maxmemory'.",
      'NOREPLICAS Not enough good replicas to write.',
      'LOADING Redis is loading the dataset in memory',
      "READONLY You can't write against a read only replica.",
      "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
      'CLUSTERDOWN The cluster is down',
      'TRYAGAIN Multiple keys request during rehashing of slot',
      'BUSY Redis is busy running a script.',
      'UNKILLABLE Sorry the script already executed write commands',
      "NOPERM this user has no permissions to run the 'hset' command",
      'NOAUTH Authentication required.',
      "ERR The user executing the script can't run this command or subcommand script: 0",
    ]) {
      assert.ok(refusedAs(new RegExp(said.split(' ')[0]!))(await outcome(answered(said))), said)
    }
  })

  it('is a refusal if the server was not reached, or the outcome is unknown', async () => {
    for (const said of [
      'Connection is closed.',
      'Command timed out',
      'Failed to refresh slots cache.',
      'Too many Cluster redirections. Last error: MOVED 1 127.0.0.1:1',
    ]) {
      assert.ok(refusedAs(/^Redis: /)(await outcome(new Error(said))), said)
    }
  })

  it('is an internal error if it is a fault of the service', async () => {
    for (const said of [
      "CROSSSLOT Keys in request don't hash to the same slot",
      'WRONGTYPE Operation against a key holding the wrong kind of value',
      'ERR unknown command',
    ]) {
      const error = answered(said)
      assert.equal(await outcome(error), error)
    }
    assert.ok((await outcome(new TypeError('x is not a function'))) instanceof TypeError)
  })

  it('is reported without the arguments of the command, which may be a password', async () => {
    const fault = await outcome(answered('ERR unknown command'))
    const refusal = (await outcome(answered('LOADING'))) as Refusal
    assert.equal(Object.hasOwn(fault as object, 'command'), false)
    assert.equal(Object.hasOwn(refusal.cause as object, 'command'), false)
  })
})
