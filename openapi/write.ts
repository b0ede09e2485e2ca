import { writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'
import { describeService } from './describe.ts'

/** Writes the document that the routes describe, and the types that a client makes of it. */
const document = new URL('./openapi.json', import.meta.url)
await writeFile(document, await describeService())
const types = astToString(await openapiTS(document))
await writeFile(new URL('../test/http/client_types.ts', import.meta.url), types)
