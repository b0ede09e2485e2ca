import type { FastifyInstance } from 'fastify'
import { getLocation, parse as tolerantly, type ParseError } from 'jsonc-parser'
import { pointer, Refusal } from '../core/problem.ts'

/** Takes JSON and nothing else, and says of text that is not JSON where it stops being so. */
export function jsonBody(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    void parse(request, String(text), (error, body) => {
      if (error) done(asRefusal(String(text), error))
      else done(null, body)
    })
  })
}

function asRefusal(text: string, error: Error): Error {
  const offset = whereItStops(text)
  const at = offset === undefined ? '' : pointer(getLocation(text, offset).path)
  const fault = {
    pointer: at,
    detail: offset === undefined ? POISONED : detail(text.slice(offset)),
  }
  return new Refusal({ code: 'invalid_request', errors: [fault] }, { cause: error })
}

/** The first place that is not JSON. Only read after the fact: the strict parser has refused. */
function whereItStops(text: string): number | undefined {
  const errors: ParseError[] = []
  tolerantly(text, errors, { disallowComments: true })
  return errors[0]?.offset
}

/** Keys that a careless program would take for an object's own prototype. */
const POISONED = 'given a forbidden key (__proto__, constructor.prototype), wanted none of these'

/** Python writes NaN and Infinity, which are not JSON: a diverged run is the likely cause. */
function detail(rest: string): string {
  const seen = /^-?(NaN|Infinity|nan|inf)\b/.exec(rest)
  if (seen) return `given ${seen[0]}, which JSON does not have, wanted a finite number`
  if (rest === '') return 'given an incomplete document, wanted JSON'
  return `given ${JSON.stringify(rest.slice(0, 20))}, which is not JSON there, wanted a JSON document`
}
