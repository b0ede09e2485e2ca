import { PROBLEMS, type AnyProblem, type ProblemCode, type ProblemRow } from './table.ts'

export const CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]
export const problemStatus = (code: ProblemCode): number => PROBLEMS[code].status
export const problemTitle = (code: ProblemCode): string => PROBLEMS[code].title

/** Facts for the log alone, and those that the detail contains. */
const OMITTED = new Set(['code', 'reason', 'status', 'path', 'method'])

/** Problems of the request as a whole: the empty JSON pointer is that of the whole request. */
const HTTP_CODES = new Set<ProblemCode>([
  'not_found',
  'body_too_large',
  'unsupported_media_type',
  'bad_http_request',
])

/** The problem details of RFC 9457: the common members, then facts that a client can act on. */
export function problemDetails(problem: AnyProblem) {
  const { status, title, retryable, detail } = PROBLEMS[problem.code] as ProblemRow<ProblemCode>
  const facts = Object.entries(problem).filter(([name]) => !OMITTED.has(name))
  return {
    type: `urn:lockstep:problem:${problem.code}`,
    title,
    status: problem.code === 'bad_http_request' ? problem.status : status,
    detail: detail(problem),
    code: problem.code,
    retryable,
    ...(HTTP_CODES.has(problem.code) ? { errors: [{ pointer: '', detail: detail(problem) }] } : {}),
    ...Object.fromEntries(facts),
  }
}
