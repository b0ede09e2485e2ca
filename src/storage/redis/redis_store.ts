import type { Redis } from 'ioredis'
import { z } from 'zod'
import {
  decode,
  decodeInput,
  decodeReceipt,
  encodeChangedPlan,
  encodeDefinition,
  encodeInput,
  encodePlan,
  encodeReceipt,
  encodeState,
  firstVersion,
  nextVersion,
  REGISTRATION_BYTES,
} from '../record.ts'
import { RECEIPTS_KEPT, type Commit, type Store, type Stored } from '../store.ts'
import type { Optimizer } from '../../core/optimizer.ts'
import { connect, reply } from './connection.ts'
import { keysOf, lineOf, rangeOf, type Keys } from './keys.ts'
import { list } from './listing.ts'
import { scripts, type Script } from './script.ts'

/** Optimizers in Redis: strings and short lists, written by one script at a time. */
export function redisStore(
  url: string,
  { prefix = 'lockstep', onError }: { prefix?: string; onError: (error: Error) => void },
): Store {
  const redis = connect(url, onError)
  const script = scripts(redis)
  const at: Place = {
    redis,
    keys: (id) => keysOf(prefix, id),
    create: script('create'),
    commit: script('commit'),
    remove: script('remove'),
    readList: script('read_list'),
  }
  return {
    create: (optimizer) => create(at, optimizer),
    find: (id, remembered) => find(at, id, remembered),
    commit: (commit) => write(at, commit),
    inputs: (stored) => inputs(at, stored),
    receipts: (stored) => receipts(at, stored),
    remove: (id) => remove(at, id),
    list: (page) => list(redis, prefix, page),
    async check() {
      await reply(redis.ping())
    },
    async close() {
      // quit() would wait for a server that may be gone; every command has been answered by now.
      redis.disconnect()
    },
  }
}

/** A connection, the keys of each optimizer, and the scripts that write them. */
interface Place {
  readonly redis: Redis
  readonly keys: (id: string) => Keys
  readonly create: Script
  readonly commit: Script
  readonly remove: Script
  readonly readList: Script
}

async function create(at: Place, optimizer: Optimizer): Promise<Stored | undefined> {
  const { id, createdAt, definition } = optimizer
  const version = firstVersion()
  const keys = at.keys(id)
  const created = await at.create(
    [keys.state, keys.plan, keys.definition, keys.index],
    [
      encodeState(optimizer, version),
      encodePlan(optimizer),
      encodeDefinition(optimizer),
      lineOf(id, { createdAt, labels: definition.labels }),
    ],
  )
  return created === 1 ? { optimizer, version } : undefined
}

async function find(at: Place, id: string, remembered?: Stored): Promise<Stored | undefined> {
  const keys = at.keys(id)
  if (remembered && (await isCurrent(at, remembered))) return remembered
  const found = await reply(at.redis.mgetBuffer(keys.definition, keys.plan, keys.state))
  const [definition, plan, state] = found
  if (!definition || !plan || !state) return undefined
  return decode({ definition: definition.toString(), plan: plan.toString(), state })
}

async function isCurrent({ redis, keys }: Place, { optimizer, version }: Stored): Promise<boolean> {
  const end = version.length - 1
  return version.equals(await reply(redis.getrangeBuffer(keys(optimizer.id).state, 0, end)))
}

async function write(at: Place, commit: Commit): Promise<Stored | undefined> {
  const { before, after, receipt } = commit
  const keys = at.keys(after.id)
  const version = nextVersion(before.version)
  const committed = await at.commit(
    [keys.state, keys.plan, keys.inputs, keys.receipts],
    [
      before.version,
      encodeState(after, version),
      encodeChangedPlan(before.optimizer, after) ?? '',
      receipt ? encodeReceipt(receipt) : '',
      String(RECEIPTS_KEPT),
      ...commit.inputs.map(encodeInput),
    ],
  )
  return committed === 1 ? { optimizer: after, version } : undefined
}

async function inputs(at: Place, stored: Stored) {
  return (await readList(at, stored, 'inputs'))?.map(decodeInput)
}

async function receipts(at: Place, stored: Stored) {
  return (await readList(at, stored, 'receipts'))?.map(decodeReceipt)
}

async function readList(
  at: Place,
  { optimizer, version }: Stored,
  list: 'inputs' | 'receipts',
): Promise<string[] | undefined> {
  const keys = at.keys(optimizer.id)
  const registration = version.subarray(0, REGISTRATION_BYTES)
  const found = await at.readList([keys.state, keys[list]], [registration])
  return found === null ? undefined : z.array(z.string()).parse(found)
}

async function remove(at: Place, id: string): Promise<boolean> {
  const { index, state, plan, definition, inputs, receipts } = at.keys(id)
  const keys = [index, state, plan, definition, inputs, receipts]
  return (await at.remove(keys, rangeOf(id))) === 1
}
