import type { Store } from '../store.ts'
import { connect, reply } from './connection.ts'
import { indexes, keysOf } from './keys.ts'
import { list } from './listing.ts'
import type { Place } from './place.ts'
import { changes, decisions, find, generations, history, inputs, receipt } from './reading.ts'
import { batching, scripts } from './script.ts'
import { commit, create, remove, restore } from './writing.ts'

/** Optimizers in Redis: a hash each, written by one script at a time. */
export function redisStore(
  url: string,
  { prefix = 'lockstep', onError }: { prefix?: string; onError: (error: Error) => void },
): Store {
  const redis = connect(url, onError)
  const send = batching(redis)
  const script = scripts(send)
  const at: Place = {
    send,
    keys: (id) => keysOf(prefix, id),
    indexes: indexes(prefix),
    put: script('put'),
    commit: script('commit'),
    remove: script('remove'),
    read: script('read'),
    readListed: script('read_listed'),
  }
  return {
    create: (optimizer) => create(at, optimizer),
    restore: (whole, replaced) => restore(at, whole, replaced),
    find: (id, remembered) => find(at, id, remembered),
    commit: (committed) => commit(at, committed),
    inputs: (stored, revisions) => inputs(at, stored, revisions),
    changes: (stored) => changes(at, stored),
    decisions: (stored, wanted) => decisions(at, stored, wanted),
    generations: (stored) => generations(at, stored),
    history: (stored) => history(at, stored),
    receipt: (stored, key) => receipt(at, stored, key),
    remove: (id) => remove(at, id),
    list: (page) => list(at, page),
    async check() {
      await reply(send('ping', []))
    },
    async close() {
      // quit() would wait for a server that may be gone; every command has been answered by now.
      redis.disconnect()
    },
  }
}
