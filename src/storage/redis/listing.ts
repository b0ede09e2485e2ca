import { z } from 'zod'
import { summaryOf } from '../header.ts'
import type { Listing, Page, Summary } from '../store.ts'
import { reply } from './reply.ts'
import { HEADER } from './fields.ts'
import { idOf, readLine } from './keys.ts'
import { fieldsOf, type Place } from './place.ts'

const Shown = z.object({
  createdAt: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
})

const Lines = z.array(z.instanceof(Buffer).transform(String))

/** How many lines of each bucket are read at a time where labels narrow the list. */
const CHUNK = 200

/** A page of optimizers, merged from the indexes of all buckets. */
export async function list(at: Place, page: Page): Promise<Listing> {
  const buckets = await Promise.all(at.indexes.map((index) => linesOf(at, index, page)))
  // Lines sort as their ids do.
  const lines = buckets.flat().sort((a, b) => (a < b ? -1 : 1))
  const shown = lines.slice(0, page.limit)
  const summaries = await Promise.all(shown.map((line) => summary(at, line)))
  return {
    summaries: summaries.filter((each) => each !== undefined),
    // Taken from the index: what was removed in the meantime must not end the list.
    next: lines.length > page.limit ? idOf(shown.at(-1)!) : undefined,
  }
}

/** The first lines of one bucket that belong on the page, which may take all, and one more. */
async function linesOf({ send }: Place, index: string, page: Page): Promise<string[]> {
  const wanted = page.limit + 1
  const chunk = Object.keys(page.labels).length === 0 ? wanted : CHUNK
  const lines: string[] = []
  let start = page.after === undefined ? '-' : `(${page.after}\u0001`
  while (lines.length < wanted) {
    const limit = ['LIMIT', '0', String(chunk)]
    const found = Lines.parse(await reply(send('zrangebylex', [index, start, '+', ...limit])))
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
async function summary(at: Place, line: string): Promise<Summary | undefined> {
  const id = idOf(line)
  const [header] = await fieldsOf(at, id, [HEADER])
  return header ? { id, ...Shown.parse(readLine(line)), ...summaryOf(header) } : undefined
}
