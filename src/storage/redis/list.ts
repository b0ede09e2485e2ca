import { z } from 'zod'
import { decodeListedCounters } from '../encoding/header.ts'
import type { SummaryPage, PageQuery, Summary } from '../store.ts'
import { HEADER } from './fields.ts'
import { firstLines } from './index_page.ts'
import { idOf, readLine } from './keys.ts'
import { fieldsOf, type Place } from './handle.ts'

const Shown = z.object({
  createdAt: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
})

/** A page of optimizers, merged from the indexes of all buckets. */
export async function list(at: Place, page: PageQuery): Promise<SummaryPage> {
  const lines = await firstLines(at, page, page.limit + 1)
  const shown = lines.slice(0, page.limit)
  const summaries = await Promise.all(shown.map((line) => summary(at, line)))
  return {
    summaries: summaries.filter((each) => each !== undefined),
    // Taken from the index: what was removed in the meantime must not end the list.
    next: lines.length > page.limit ? idOf(shown.at(-1)!) : undefined,
  }
}

/** A line with its counters, or nothing where the optimizer was removed in the meantime. */
async function summary(at: Place, line: string): Promise<Summary | undefined> {
  const id = idOf(line)
  const [header] = await fieldsOf(at, id, [HEADER])
  return header
    ? { id, ...Shown.parse(readLine(line)), ...decodeListedCounters(header) }
    : undefined
}
