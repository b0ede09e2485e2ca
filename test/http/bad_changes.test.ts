import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import type { OpenAPIV3_1 } from 'openapi-types'
import { appOn, RUN } from '../app.ts'

const { send } = await appOn()
const url = '/v1/optimizers/run'
const PLATEAU = { type: 'ReduceLROnPlateau', every: 50, groups: ['head'] }
await send('PUT', url, {
  ...RUN,
  schedulers: [
    { ...PLATEAU, monitor: 'loss', reporters: 3 },
    { ...PLATEAU, monitor: 'accuracy' },
  ],
})
await send('POST', `${url}/steps`, { step: 40 })
await send('PUT', `${url}/generations/second`, { resume_step: 30 })
await send('PUT', `${url}/metrics/loss/50/1`, { value: 3 })
const edited = await send('POST', `${url}/edits`, { set: { lr: 1_000 }, at_step: 33 })
const lastSeen = String(edited.body.seen)
const document = (await send('GET', `${url}/state`)).body

/** A `seen` of another revision. */
const atRevision = (text: string, revision: number) =>
  text.replace(/^(s1\.\d+)\.\d+/, `$1.${revision}`)

interface Bad {
  readonly what: string
  readonly call: readonly [method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', path: string]
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly status?: number
  readonly code?: string
  /** The pointers of the faults; or the facts of the problem. */
  readonly pointer?: string
  readonly facts?: object
  /** The parts of the detail: the given value, and the wanted one. */
  readonly says: RegExp
}

const MILLIONS = { step: 31, ahead: 10_000_000 }
const lr = { set: { lr: 1 } }
const stale = { status: 409, code: 'stale_generation', facts: { current_generation: 2 } }
const unknown = { status: 409, code: 'unknown_generation', facts: { current_generation: 2 } }
const sealed = {
  status: 409,
  code: 'step_sealed',
  facts: { earliest_step: 31, sealed_through: 30 },
}
const leap = { status: 409, code: 'step_ahead', facts: { cursor: 30 } }

const STEPS = ['POST', '/steps'] as const
const EDITS = ['POST', '/edits'] as const
const OPEN = ['PUT', '/generations/third'] as const
const report = (step: number, rank: number | string, metric = 'loss') =>
  ['PUT', `/metrics/${metric}/${step}/${rank}`] as const

// prettier-ignore
const BAD: readonly Bad[] = [
  { what: 'an advance of an old generation', call: STEPS, body: { step: 31, generation: 1 }, ...stale, says: /Generation 1 has ended; the current one is 2/ },
  { what: 'an advance of a future generation', call: STEPS, body: { step: 31, generation: 9 }, ...unknown, says: /no generation 9; the current one is 2/ },
  { what: 'an advance of generation 0', call: STEPS, body: { step: 31, generation: 0 }, pointer: '/generation', says: /given 0, wanted at least 1/ },
  { what: 'a window of ten million', call: STEPS, body: MILLIONS, pointer: '/ahead', says: /given 10000000, wanted at most 10000/ },
  { what: 'a window of -1', call: STEPS, body: { ahead: -1 }, pointer: '/ahead', says: /given -1, wanted at least 0/ },
  { what: 'a wait of an hour', call: STEPS, body: { wait: 3600 }, pointer: '/wait', says: /given 3600, wanted at most 30/ },
  { what: 'half of what was seen', call: STEPS, body: { seen: 's1.1.1' }, pointer: '/seen', says: /given "s1.1.1", wanted the text "seen" of the last answer/ },
  { what: 'what was seen as an object', call: STEPS, body: { seen: { revision: 1, sealed_through: 1 } }, pointer: '/seen', says: /given an object, wanted the text "seen" of the last answer/ },
  { what: 'a revision that does not exist', call: STEPS, body: { step: 31, seen: atRevision(lastSeen, 99) }, status: 409, code: 'history_regressed', facts: { revision: 3 }, says: /Revision 99 of generation 2, .* was seen, but the store is at revision 3/ },
  { what: 'a metric that a quorum decides', call: STEPS, body: { step: 50, metrics: { loss: 1 } }, pointer: '/metrics/loss', says: /is decided by 3 ranks, wanted the report of one rank/ },
  { what: 'a metric without a scheduler', call: STEPS, body: { step: 50, metrics: { los: 1 } }, pointer: '/metrics/los', says: /no scheduler monitors "los", wanted one of "loss", "accuracy"/ },
  { what: 'an unknown field of an advance', call: STEPS, body: { stp: 1 }, pointer: '/stp', says: /unknown field "stp", wanted only "step"/ },
  { what: 'an edit in the past', call: EDITS, body: { ...lr, at_step: 30 }, ...sealed, says: /Step 30 can no longer change.*Wanted step 31 or a later one/ },
  { what: 'an edit at a negative step', call: EDITS, body: { ...lr, at_step: -1 }, pointer: '/at_step', says: /given -1, wanted .*at least 0|wanted a step, or "next"/ },
  { what: 'an edit at a huge step', call: EDITS, body: { ...lr, at_step: 2 ** 47 }, ...leap, says: /past the cursor at 30, wanted at most/ },
  { what: 'an edit at an impossible step', call: EDITS, body: { ...lr, at_step: 1e300 }, pointer: '/at_step', says: /given 1e\+300, wanted/ },
  { what: 'an edit of nothing', call: EDITS, body: {}, pointer: '', says: /nothing to set, scale, multiply, hold or release/ },
  { what: 'an edit of no group', call: EDITS, body: { ...lr, groups: [] }, pointer: '/groups', says: /given a list of 0, wanted at least 1/ },
  { what: 'an edit of an unknown group', call: EDITS, body: { ...lr, groups: ['head', 'tail'] }, pointer: '/groups/1', says: /unknown group "tail", wanted one of "backbone", "head"/ },
  { what: 'an edit of what there is not', call: EDITS, body: { set: { betas: [1, 1] } }, pointer: '/set/betas', says: /the group has no "betas", wanted one of "lr", "momentum"/ },
  { what: 'a factor of what there is not', call: EDITS, body: { scale: { lrr: 2 } }, pointer: '/scale/lrr', says: /the group has no "lrr"/ },
  { what: 'a factor that is no number', call: EDITS, body: { scale: { lr: 'half' } }, pointer: '/scale/lr', says: /given the text "half", wanted a finite number/ },
  { what: 'an edit that sets and scales', call: EDITS, body: { ...lr, scale: { lr: 2 } }, pointer: '/scale', says: /both set and scaled, wanted one of the two/ },
  { what: 'an edit that overflows', call: EDITS, body: { set: { momentum: 1 }, scale: { lr: 1e308, initial_lr: -1e308 }, at_step: 40 }, status: 422, code: 'value_not_finite', says: /"lr" evaluates to/ },
  { what: 'an unknown field of an edit', call: EDITS, body: { ...lr, step: 31 }, pointer: '/step', says: /unknown field "step", wanted only .*"at_step"/ },
  { what: 'an edit of an old generation', call: EDITS, body: { ...lr, generation: 1 }, ...stale, says: /Generation 1 has ended/ },
  { what: 'a cancellation of what there is not', call: ['DELETE', '/edits/99'], status: 404, code: 'edit_not_found', says: /no change of revision 99 .* lists them/ },
  { what: 'a cancellation of a generation', call: ['DELETE', '/edits/2'], status: 404, code: 'edit_not_found', says: /no change of revision 2/ },
  { what: 'a group at a negative step', call: ['POST', '/groups?at_step=-1'], body: { name: 'x', lr: 1 }, pointer: '/at_step', says: /given .*-1.*, wanted/ },
  { what: 'a group at a huge step', call: ['POST', '/groups?at_step=281474976710656'], body: { name: 'x', lr: 1 }, ...leap, says: /past the cursor at 30/ },
  { what: 'a group in the past', call: ['POST', '/groups?at_step=30'], body: { name: 'x', lr: 1 }, ...sealed, says: /Wanted step 31/ },
  { what: 'a group at an unknown query', call: ['POST', '/groups?step=40'], body: { name: 'x', lr: 1 }, pointer: '/step', says: /unknown field "step", wanted only "at_step"/ },
  { what: 'a scheduler in the past', call: ['POST', '/schedulers?at_step=3'], body: { type: 'StepLR', step_size: 1 }, ...sealed, says: /Wanted step 31/ },
  { what: 'a quorum of 0', call: ['POST', '/schedulers'], body: { ...PLATEAU, monitor: 'x', reporters: 0 }, pointer: '/reporters', says: /given 0, wanted at least 1/ },
  { what: 'a quorum of too many', call: ['POST', '/schedulers'], body: { ...PLATEAU, monitor: 'x', reporters: 4_000 }, pointer: '/reporters', says: /given 4000, wanted at most 1024/ },
  { what: 'a deadline for one', call: ['POST', '/schedulers'], body: { ...PLATEAU, monitor: 'x', deadline: 3 }, pointer: '/deadline', says: /single reporter decides at once, wanted "reporters" of at least 2/ },
  { what: 'a quorum unlike another', call: ['POST', '/schedulers'], body: { ...PLATEAU, monitor: 'loss', reporters: 2 }, pointer: '/reporters', says: /given 2, wanted 3, as in another scheduler that monitors "loss"/ },
  { what: 'a rank that there is not', call: report(50, 3), body: { value: 1 }, pointer: '/rank', says: /given rank 3, wanted less than 3/ },
  { what: 'a rank of -1', call: report(50, -1), body: { value: 1 }, pointer: '/rank', says: /given .*-1.*, wanted/ },
  { what: 'another rank of one reporter', call: report(50, 1, 'accuracy'), body: { value: 1 }, pointer: '/rank', says: /given rank 1, wanted less than 1/ },
  { what: 'two responses from one rank', call: report(50, 1), body: { value: 4 }, status: 409, code: 'metric_conflict', facts: { rank: 1, step: 50 }, says: /for step 50 as 3, now as 4/ },
  { what: 'a report without a scheduler', call: report(50, 0, 'los'), body: { value: 1 }, pointer: '/metric', says: /no scheduler monitors "los", wanted one of "loss"/ },
  { what: 'a report that no scheduler uses', call: report(51, 0), body: { value: 1 }, pointer: '/metric', says: /given for step 51 .* report it at a multiple of 50/ },
  { what: 'a report far ahead', call: report(10 ** 9, 0), body: { value: 1 }, ...leap, says: /past the cursor at 30/ },
  { what: 'a report of an old generation', call: report(50, 0), body: { value: 1, generation: 1 }, ...stale, says: /Generation 1 has ended/ },
  { what: 'a weight beside none', call: report(50, 0), body: { value: 1, weight: 2 }, pointer: '/weight', says: /given a weight, unlike rank 1: wanted a weight of every rank or of none/ },
  { what: 'a weight of 0', call: report(50, 0), body: { value: 1, weight: 0 }, pointer: '/weight', says: /given 0, wanted more than 0/ },
  { what: 'a value that is no number', call: report(50, 0), body: { value: 'NaN' }, pointer: '/value', says: /given the text "NaN", wanted a number, "nan", "inf" or "-inf"/ },
  { what: 'a report of nothing', call: report(50, 0), body: {}, pointer: '/value', says: /given nothing, wanted a number/ },
  { what: 'an unknown field of a report', call: report(50, 0), body: { value: 1, rank: 0 }, pointer: '/rank', says: /unknown field "rank", wanted only "value"/ },
  { what: 'a metric without a scheduler', call: ['GET', '/metrics/los/50'], status: 404, code: 'metric_not_found', facts: { known: ['loss', 'accuracy'] }, says: /No scheduler monitors "los"; there are "loss" and "accuracy"|there are/ },
  { what: 'a generation past the seal', call: OPEN, body: { resume_step: 31 }, status: 409, code: 'resume_ahead', facts: { sealed_through: 30 }, says: /Step 31 has not been returned yet in generation 2, whose values are sealed through 30/ },
  { what: 'a generation from none', call: OPEN, body: { resume_step: 3, parent: 7 }, ...unknown, says: /no generation 7; the current one is 2/ },
  { what: 'a generation without a step', call: OPEN, body: {}, pointer: '/resume_step', says: /wanted "resume_step", or "from" with a generation and a step/ },
  { what: 'a generation at a negative step', call: OPEN, body: { resume_step: -3 }, pointer: '/resume_step', says: /given -3, wanted at least 0/ },
  { what: 'a generation without ranks', call: OPEN, body: { resume_step: 3, world_size: 0 }, pointer: '/world_size', says: /given 0, wanted at least 1/ },
  { what: 'a generation otherwise than it was opened', call: ['PUT', '/generations/second'], body: { resume_step: 20 }, status: 409, code: 'generation_conflict', facts: { generation: 2 }, says: /\/resume_step 30, now given 20.*a new key opens another/ },
  { what: 'an unknown field of a generation', call: OPEN, body: { resume_step: 3, step: 3 }, pointer: '/step', says: /unknown field "step", wanted only "resume_step"/ },
  { what: 'a generation with half kept', call: OPEN, body: { resume_step: 3, edits: 'half' }, pointer: '/edits', says: /given the text "half", wanted .*"keep".*"drop"/ },
  { what: 'a document with a changed byte', call: ['PUT', '/state'], body: { ...document, step: 29 }, status: 422, code: 'state_corrupt', facts: { checksum: document.checksum }, says: /it was changed or truncated. Wanted it as GET/ },
  { what: 'a document with a field more', call: ['PUT', '/state'], body: { ...document, more: 1 }, status: 422, code: 'state_corrupt', says: /it was changed or truncated/ },
  { what: 'no document', call: ['PUT', '/state'], body: {}, pointer: '/format', says: /given nothing, wanted "?lockstep-state\/2/ },
]

const openapi = new URL('../../openapi/openapi.json', import.meta.url)
const { paths, components } = JSON.parse(await readFile(openapi, 'utf8')) as OpenAPIV3_1.Document

/** Whether the OpenAPI document lists the refusal for the call. */
function isTold([method, path]: Bad['call'], status: number, code: string): boolean {
  const segments = `${url}${path}`.split('?')[0]!.split('/')
  const matches = (template: string) =>
    template.split('/').length === segments.length &&
    template.split('/').every((each, at) => each === segments[at] || /^\{/.test(each))
  const [, methods] = Object.entries(paths!).find(([template]) => matches(template))!
  const operations = methods as Record<string, OpenAPIV3_1.OperationObject>
  const { responses } = operations[method.toLowerCase()]!
  const declared = responses![status]!
  // A refusal that many calls have is a component.
  const name = '$ref' in declared ? declared.$ref.replace('#/components/responses/', '') : ''
  const shared = components!.responses![name] ?? declared
  const { description } = shared as OpenAPIV3_1.ResponseObject
  return description.includes(`\`${code}\``)
}

const seen = async () =>
  [(await send('GET', url)).body, (await send('GET', `${url}/events`)).body] as const
const before = await seen()

describe('an invalid change', () => {
  for (const { what, call, body, headers, status = 400, code = 'invalid_request', ...bad } of BAD) {
    it(`is refused: ${what}`, async () => {
      const [method, path] = call
      const response = await send(method, url + path, body, headers)
      const { body: problem } = response
      assert.deepEqual([response.status, problem.code], [status, code], JSON.stringify(problem))
      assert.match(response.headers.get('content-type')!, /^application\/problem\+json/)
      assert.equal(problem.type, `urn:lockstep:problem:${code}`)
      assert.match(problem.detail, bad.says)
      assert.ok(isTold(call, status, code))
      if (bad.pointer !== undefined) assert.equal(problem.errors[0].pointer, bad.pointer)
      for (const [name, fact] of Object.entries(bad.facts ?? {})) {
        assert.deepEqual(problem[name], fact)
      }
      assert.deepEqual(await seen(), before)
    })
  }
})
