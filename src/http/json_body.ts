import type { FastifyInstance } from 'fastify'
import { getLocation, parse as tolerantly, type ParseError } from 'jsonc-parser'
import { pointer, Refusal, type Fault } from '../core/problem.ts'

/** Takes JSON and nothing else, and says of text that is not JSON where it stops being so. */
export function jsonBody(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    void parse(request, String(text), (error, body) => {
      if (error) done(asRefusal(String(text), error))
      else if (isTooDeep(String(text), body)) done(TOO_DEEP)
      else done(null, body)
    })
  })
}

/** Far deeper than any request need be, and far from where schemas that hold themselves give out. */
const MAX_DEPTH = 64
const TOO_DEEP = new Refusal({
  code: 'invalid_request',
  errors: [{ pointer: '', detail: `given JSON nested more than ${MAX_DEPTH} deep` }],
})

/** Each level takes two brackets, so that most requests are too short to be deep. */
const isTooDeep = (text: string, body: unknown): boolean =>
  text.length > 2 * MAX_DEPTH && isDeeper(body, MAX_DEPTH)

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (depth === 0) return true
  // What comes from JSON has no keys but its own.
  for (const key in value) if (isDeeper(value[key as never], depth - 1)) return true
  return false
}

function asRefusal(text: string, cause: Error): Error {
  const fault = { pointer: '', detail: POISONED }
  return new Refusal({ code: 'invalid_request', errors: [diagnosis(text) ?? fault] }, { cause })
}

/** Keys that a careless program would take for an object's own prototype. */
const POISONED = 'given a forbidden key (__proto__, constructor.prototype), wanted none of these'

/** A longer text is not looked into: where it breaks is not worth the time. */
const DIAGNOSED = 64 * 1024
const UNDIAGNOSED: Fault = {
  pointer: '',
  detail: 'given text that is not JSON, wanted a JSON document',
}

/** Where text stops being JSON, and what stands there; undefined if it is JSON all the same. */
function diagnosis(text: string): Fault | undefined {
  if (isJson(text)) return undefined
  if (text.length > DIAGNOSED) return UNDIAGNOSED
  try {
    const errors: ParseError[] = []
    tolerantly(text, errors, { disallowComments: true })
    const { offset } = errors[0]!
    return { pointer: pointer(getLocation(text, offset).path), detail: detail(text.slice(offset)) }
  } catch (error) {
    // The tolerant parser recurses, and brackets without end exhaust its stack.
    if (error instanceof RangeError) return UNDIAGNOSED
    throw error
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Python writes NaN and Infinity, which are not JSON: a diverged run is the likely cause. */
function detail(rest: string): string {
  const seen = /^-?(NaN|Infinity|nan|inf)\b/.exec(rest)
  if (seen) return `given ${seen[0]}, which JSON does not have, wanted a finite number`
  if (rest === '') return 'given an incomplete document, wanted JSON'
  return `given ${JSON.stringify(rest.slice(0, 20))}, which is not JSON there, wanted a JSON document`
}
