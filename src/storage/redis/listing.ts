import type { Redis } from 'ioredis'
import { z } from 'zod'
import { decodeHeader, HEADER_BYTES } from '../record.ts'
import type { Listing, Page, Summary } from '../store.ts'
import { reply } from './connection.ts'
import { idOf, indexes, keysOf, readLine } from './keys.ts'

const Shown = z.object({ createdAt: z.string(), labels: z.record(z.string(), z.string()) })

/** How many lines of each bucket are read at a time where labels narrow the list. */
const CHUNK = 200

/** A page of optimizers, merged from the indexes of all buckets. */
export async function list(redis: Redis, prefix: string, page: Page): Promise<Listing> {
  const buckets = await Promise.all(indexes(prefix).map((index) => linesOf(redis, index, page)))
  // Lines sort as their ids do.
  const lines = buckets.flat().sort((a, b) => (a < b ? -1 : 1))
  const shown = lines.slice(0, page.limit)
  const summaries = await Promise.all(shown.map((line) => summary(redis, prefix, line)))
  return {
    summaries: summaries.filter((each) => each !== undefined),
    // Taken from the index: what was removed in the meantime must not end the list.
    next: lines.length > page.limit ? idOf(shown.at(-1)!) : undefined,
  }
}

/** The first lines of one bucket that belong on the page, which may take all, and one more. */
async function linesOf(redis: Redis, index: string, page: Page): Promise<string[]> {
  const wanted = page.limit + 1
  const chunk = Object.keys(page.labels).length === 0 ? wanted : CHUNK
  const lines: string[] = []
  let start = page.after === undefined ? '-' : `(${page.after}\u0001`
  while (lines.length < wanted) {
    const found = await reply(redis.zrangebylex(index, start, '+', 'LIMIT', 0, chunk))
    lines.push(...found.filter((line) => has(line, page.labels)))
    if (found.length < chunk) break
    start = `(${found.at(-1)}`
  }
  return lines
}

function has(line: string, labels: Page['labels']): boolean {
  const wanted = Object.entries(labels)
  if (wanted.length === 0) return true
  const { labels: own } = Shown.parse(readLine(line))
  return wanted.every(([key, value]) => own[key] === value)
}

/** A line with its counters, or nothing where the optimizer was removed in the meantime. */
async function summary(redis: Redis, prefix: string, line: string): Promise<Summary | undefined> {
  const id = idOf(line)
  const header = await reply(redis.getrangeBuffer(keysOf(prefix, id).state, 0, HEADER_BYTES - 1))
  if (header.length < HEADER_BYTES) return undefined
  const { version: _version, ...counters } = decodeHeader(header)
  return { id, ...Shown.parse(readLine(line)), ...counters }
}
