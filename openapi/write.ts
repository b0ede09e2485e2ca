import { writeFile } from 'node:fs/promises'
import { describeService } from './describe.ts'

/** Writes the document that the routes describe. A test compares it with what is committed. */
await writeFile(new URL('./openapi.json', import.meta.url), await describeService())
