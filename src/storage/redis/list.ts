import { z } from 'zod'
import { decodeListedCounters } from '../encoding/header.ts'
import type { SummaryPage, PageQuery, Summary } from '../store.ts'
import { HEADER } from './fields.ts'
import { mergeIndexPages } from './index_page.ts'
import { entryId, parseEntry } from './keys.ts'
import { readFields, type RedisHandle } from './handle.ts'

const ListedFields = z.object({
  createdAt: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
})

/** A page of optimizers, merged from the indexes of all buckets. */
export async function listSummaries(redis: RedisHandle, query: PageQuery): Promise<SummaryPage> {
  const entries = await mergeIndexPages(redis, query, query.limit + 1)
  const shown = entries.slice(0, query.limit)
  const summaries = await Promise.all(shown.map((entry) => readSummary(redis, entry)))
  return {
    summaries: summaries.filter((each) => each !== undefined),
    // By the index: optimizers that were removed in the meantime must not end the list.
    next: entries.length > query.limit ? entryId(shown.at(-1)!) : undefined,
  }
}

/** An entry with its counters, or nothing where the optimizer was removed in the meantime. */
async function readSummary(redis: RedisHandle, entry: string): Promise<Summary | undefined> {
  const id = entryId(entry)
  const [header] = await readFields(redis, id, [HEADER])
  return header
    ? { id, ...ListedFields.parse(parseEntry(entry)), ...decodeListedCounters(header) }
    : undefined
}
