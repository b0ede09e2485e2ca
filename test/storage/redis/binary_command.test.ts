import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Command } from 'ioredis'
import type { RedisArgument } from '../../../src/storage/redis/client/pipeline.ts'
import { BinaryCommand } from '../../../src/storage/redis/client/binary_command.ts'

const NOWHERE = {}

const given: Record<string, RedisArgument[]> = {
  nothing: [],
  texts: ['a', 'lockstep:{7}:optimizer:gpt', ''],
  'texts that take more bytes than letters': ['prüf:{0}', '学習率', '\u{1f4c9}'],
  bytes: [Buffer.from([0, 13, 10, 255]), Buffer.alloc(0)],
  'bytes between texts': ['sha', '2', 'é', 'b', Buffer.alloc(70_000, 200), 'end', Buffer.from('x')],
}

describe('a command that is encoded into one buffer', () => {
  for (const [what, args] of Object.entries(given)) {
    it(`has the bytes of ioredis for ${what}`, () => {
      const ours = new BinaryCommand('evalsha', args).toWritable()
      const theirs = new Command('evalsha', [...args]).toWritable(NOWHERE)
      assert.deepEqual(ours, Buffer.from(theirs))
    })
  }
})
