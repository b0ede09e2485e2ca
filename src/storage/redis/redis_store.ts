import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import {
  decode,
  decodeHeader,
  decodeInput,
  decodeReceipt,
  encodeChangedPlan,
  encodeDefinition,
  encodeInput,
  encodePlan,
  encodeReceipt,
  encodeState,
  encodeVersion,
  HEADER_BYTES,
} from '../record.ts'
import { RECEIPTS_KEPT, type Commit, type Page, type Store, type Summary } from '../store.ts'
import { connect, reply, script } from './connection.ts'
import { indexes, keysOf, lineOf, rangeOf, readLine } from './keys.ts'

/** Optimizers in Redis: strings and short lists, written by one script at a time. */
export function redisStore(
  url: string,
  { prefix = 'lockstep', onError }: { prefix?: string; onError(error: Error): void },
): Store {
  const redis = connect(url, onError)
  const scripts = {
    create: script(redis, 'create'),
    commit: script(redis, 'commit'),
    remove: script(redis, 'remove'),
    inputs: script(redis, 'inputs'),
  }
  const keys = (id: string) => keysOf(prefix, id)
  return {
    ...writing(scripts, keys),
    ...reading(redis, scripts, keys),
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

type Scripts = Record<'create' | 'commit' | 'remove' | 'inputs', ReturnType<typeof script>>
type KeysOf = (id: string) => ReturnType<typeof keysOf>

function writing(scripts: Scripts, keysFor: KeysOf): Pick<Store, 'create' | 'commit' | 'remove'> {
  return {
    async create(optimizer) {
      const { id, createdAt, definition } = optimizer
      const version = { incarnation: randomBytes(8).toString('hex'), commit: 0 }
      const keys = keysFor(id)
      const created = await scripts.create(
        [keys.state, keys.plan, keys.definition, keys.index],
        [
          encodeState(optimizer, version),
          encodePlan(optimizer),
          encodeDefinition(optimizer),
          lineOf(id, { createdAt, labels: definition.labels }),
        ],
      )
      return created === 1 ? { optimizer, version } : undefined
    },

    async commit({ before, after, inputs, receipt }: Commit) {
      const keys = keysFor(after.id)
      const version = { ...before.version, commit: before.version.commit + 1 }
      const committed = await scripts.commit(
        [keys.state, keys.plan, keys.inputs, keys.receipts],
        [
          encodeVersion(before.version),
          encodeState(after, version),
          encodeChangedPlan(before.optimizer, after) ?? '',
          receipt ? encodeReceipt(receipt) : '',
          String(RECEIPTS_KEPT),
          ...inputs.map(encodeInput),
        ],
      )
      return committed === 1 ? { optimizer: after, version } : undefined
    },

    async remove(id) {
      const { index, state, plan, definition, inputs, receipts } = keysFor(id)
      const removed = await scripts.remove(
        [index, state, plan, definition, inputs, receipts],
        rangeOf(id),
      )
      return removed === 1
    },
  }
}

function reading(
  redis: Redis,
  scripts: Scripts,
  keysFor: KeysOf,
): Pick<Store, 'find' | 'inputs' | 'receipts'> {
  return {
    async find(id) {
      const keys = keysFor(id)
      const [definition, plan, state] = await reply(
        redis.mgetBuffer(keys.definition, keys.plan, keys.state),
      )
      if (!definition || !plan || !state) return undefined
      return decode({ definition: definition.toString(), plan: plan.toString(), state })
    },

    async inputs({ optimizer, version }) {
      const keys = keysFor(optimizer.id)
      const registration = encodeVersion(version).subarray(0, 8)
      const found = await scripts.inputs([keys.state, keys.inputs], [registration])
      return found === null ? undefined : z.array(z.string()).parse(found).map(decodeInput)
    },

    async receipts(id) {
      return (await reply(redis.lrange(keysFor(id).receipts, 0, -1))).map(decodeReceipt)
    },
  }
}

const Shown = z.object({ createdAt: z.string(), labels: z.record(z.string(), z.string()) })
type Line = z.infer<typeof Shown> & { readonly id: string }

/** How many lines of each bucket are read at a time where labels narrow the list. */
const CHUNK = 200

async function list(redis: Redis, prefix: string, page: Page): Promise<Summary[]> {
  const buckets = await Promise.all(indexes(prefix).map((index) => linesOf(redis, index, page)))
  const lines = buckets.flat().sort((a, b) => (a.id < b.id ? -1 : 1))
  const summaries = await Promise.all(
    lines.slice(0, page.limit).map((line) => summary(redis, prefix, line)),
  )
  return summaries.filter((each) => each !== undefined)
}

/** The first lines of one bucket that belong on the page: it may take all of them. */
async function linesOf(redis: Redis, index: string, page: Page): Promise<Line[]> {
  const chunk = Object.keys(page.labels).length === 0 ? page.limit : CHUNK
  const lines: Line[] = []
  let start = page.after === undefined ? '-' : `(${page.after}\u0001`
  while (lines.length < page.limit) {
    const found = await reply(redis.zrangebylex(index, start, '+', 'LIMIT', 0, chunk))
    lines.push(...found.map(lineAt).filter((line) => has(line, page.labels)))
    if (found.length < chunk) break
    start = `(${found.at(-1)}`
  }
  return lines
}

function lineAt(text: string): Line {
  const { id, shown } = readLine(text)
  return { id, ...Shown.parse(shown) }
}

const has = ({ labels }: Line, wanted: Page['labels']) =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value)

/** A line with its counters, or nothing where the optimizer was removed in the meantime. */
async function summary(redis: Redis, prefix: string, line: Line): Promise<Summary | undefined> {
  const header = await reply(
    redis.getrangeBuffer(keysOf(prefix, line.id).state, 0, HEADER_BYTES - 1),
  )
  if (header.length < HEADER_BYTES) return undefined
  const { revision, generation, cursor, sealedThrough } = decodeHeader(header)
  return { ...line, revision, generation, cursor, sealedThrough }
}
