import { writeFile } from 'node:fs/promises'
import { measureAdvance } from './advance.ts'
import { measureCore } from './core.ts'
import { startLoader } from './loader.ts'
import { measurePreviews } from './preview.ts'
import { endAfter, startCeiling, startRedis, startService } from './processes.ts'
import { advanceTable, coreTable, previewTable } from './table.ts'

/**
 * What Lockstep costs, measured side by side in one run. It asserts nothing: a goal that is missed
 * is printed as missed, since machines are shared and times are theirs.
 */

endAfter(5)

const print = (text: string) => process.stdout.write(`${text}\n`)

await using redis = await startRedis()
await using service = await startService(redis)
await using ceiling = await startCeiling(redis)
await using loader = startLoader()

const advance = await measureAdvance(service, ceiling, redis, loader)
print(advanceTable(advance))
const preview = await measurePreviews(service, loader)
print(previewTable(preview))
const core = await measureCore()
print(coreTable(core))

const about = { date: new Date().toISOString().slice(0, 10), node: process.version }
const results = JSON.stringify({ ...about, advance, preview, core }, null, 2)
await writeFile(new URL('./results.json', import.meta.url), `${results}\n`)
