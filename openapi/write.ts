import { writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'
import { describeService, describeTrainers } from './describe.ts'

/** Writes the document that the routes describe, that for trainers, and the types that a client makes of it. */
const document = new URL('./openapi.json', import.meta.url)
const described = await describeService()
await writeFile(document, described)
await writeFile(new URL('./trainers.json', import.meta.url), describeTrainers(described))
const types = astToString(await openapiTS(document))
await writeFile(new URL('../client/typescript/src/schema.ts', import.meta.url), types)
