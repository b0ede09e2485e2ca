import type { Redis } from 'ioredis'
import { z } from 'zod'
import { decodeHeader, HEADER_BYTES } from '../record.ts'
import type { Page, Summary } from '../store.ts'
import { reply } from './connection.ts'
import { indexes, keysOf, readLine } from './keys.ts'

const Shown = z.object({ createdAt: z.string(), labels: z.record(z.string(), z.string()) })
type Line = z.infer<typeof Shown> & { readonly id: string }

/** How many lines of each bucket are read at a time where labels narrow the list. */
const CHUNK = 200

/** A page of optimizers, merged from the indexes of all buckets. */
export async function list(redis: Redis, prefix: string, page: Page): Promise<Summary[]> {
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
