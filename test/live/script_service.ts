import { send, type ApiResponse } from '../service.ts'
import type { Op, Script } from './script_oracle.ts'

/** A list of a group has a value for each of its elements. */
export type Row = number | null | readonly number[]

/** Values that the service answered: one row for each step from `from` on. */
export interface Answered {
  readonly op: number
  /** The generation, counted from 0. */
  readonly line: number
  readonly from: number
  readonly groups: ReadonlyMap<string, Readonly<Record<string, readonly Row[]>>>
  /** Set if every group of torch must be there, with each of its values. */
  readonly whole: boolean
  /** Set for a series of an operation that reads values that are not sealed. */
  readonly read: boolean
}

/** How a service answered a script. */
export interface Outcome {
  readonly answers: readonly Answered[]
  /** What was refused and should not have been, or the other way round. */
  readonly surprise: { readonly op: number; readonly response: ApiResponse } | undefined
}

/** Those that all groups of a script have, or none. */
const HYPERPARAMETERS = ['lr', 'momentum', 'betas']

/** Runs a script in a running service, as its clients would. */
export async function runScript(url: string, script: Script): Promise<Outcome> {
  const answers: Answered[] = []
  const registered = await send('PUT', url, script.registration)
  if (registered.status !== 201) return { answers, surprise: { op: -1, response: registered } }
  const run = { url, script, line: 0, sealed: [-1] }
  for (const [op, each] of script.ops.entries()) {
    const response = await request(run, each, op)
    const code: unknown = response.status < 300 ? undefined : response.body.code
    if (code !== each.refused) return { answers, surprise: { op, response } }
    if (each.refused === undefined) answers.push(...answersOf(run, each, op, response))
  }
  for (const [line, through] of run.sealed.entries()) {
    if (through >= 0) answers.push(await lineOf(run, line, through))
  }
  return { answers, surprise: undefined }
}

interface Run {
  readonly url: string
  readonly script: Script
  line: number
  /** The last sealed step of each generation. */
  readonly sealed: number[]
}

/** The URL and the method of each change. */
const CALLS: Readonly<Record<string, (op: Op) => [method: string, path: string, body?: object]>> = {
  attach: ({ body }) => ['POST', '/schedulers', body],
  detach: ({ body }) => ['DELETE', `/schedulers/${String(body['name'])}`],
  add_group: ({ body }) => ['POST', '/groups', body],
  remove_group: ({ body }) => ['DELETE', `/groups/${String(body['name'])}`],
  set: ({ body }) => ['PATCH', `/groups/${String(body['group'])}`, body['set'] as object],
  patch: ({ body: { scheduler, ...changes } }) => [
    'PATCH',
    `/schedulers/${String(scheduler)}`,
    changes,
  ],
}

function request({ url, script, line }: Run, op: Op, number: number): Promise<ApiResponse> {
  const { do: kind, at_step, body } = op
  if (kind === 'advance') return send('POST', `${url}/steps`, body)
  if (kind === 'edit')
    return send('POST', `${url}/edits`, { ...body, ...(at_step === undefined ? {} : { at_step }) })
  if (kind === 'rewind') return send('PUT', `${url}/generations/again-${number}`, body)
  if (kind === 'read') return send('GET', seriesUrl(url, script, line, body.to!))
  const [method, path, sent] = CALLS[kind]!(op)
  const at = at_step === undefined ? '' : `?at_step=${at_step}`
  return send(method, `${url}${path}${at}`, sent)
}

function seriesUrl(url: string, { registration }: Script, line: number, to: number): string {
  const names = HYPERPARAMETERS.filter((name) => name in registration.groups[0]! || name === 'lr')
  const query = `from=0&to=${to}&generation=${line + 1}&hyperparameters=${names.join()}`
  return `${url}/lr?${query}`
}

/** The values in a response, and what it changes in the run. */
function answersOf(run: Run, op: Op, number: number, { body }: ApiResponse): Answered[] {
  const about = { op: number, line: run.line, read: false }
  if (op.do === 'read') {
    return [{ ...about, from: 0, groups: columnsOf(body.groups), whole: false, read: true }]
  }
  if (op.do === 'rewind') {
    run.line += 1
    run.sealed.push(body.sealed_through as number)
    const groups = rowsOf(body.groups)
    return [{ ...about, line: run.line, from: body.resume_step as number, groups, whole: true }]
  }
  if (op.do !== 'advance') return []
  run.sealed[run.line] = Math.max(run.sealed[run.line]!, body.sealed_through as number)
  const own = { ...about, from: body.step as number, groups: rowsOf(body.groups), whole: true }
  if (body.ahead === undefined) return [own]
  const groups = columnsOf(body.ahead.groups)
  return [own, { ...about, from: body.ahead.from as number, groups, whole: false }]
}

type Group = { readonly name: string } & Readonly<Record<string, Row | readonly Row[]>>

const rowsOf = (groups: readonly Group[]): Answered['groups'] =>
  new Map(
    groups.map(({ name, ...own }) => [
      name,
      Object.fromEntries(Object.entries(own).map(([key, value]) => [key, [value as Row]] as const)),
    ]),
  )

const columnsOf = (groups: readonly Group[]): Answered['groups'] =>
  new Map(groups.map(({ name, ...own }) => [name, own as Record<string, readonly Row[]>]))

/** All sealed values of a generation, read back. */
async function lineOf(run: Run, line: number, through: number): Promise<Answered> {
  const { body } = await send('GET', seriesUrl(run.url, run.script, line, through))
  const groups = columnsOf(body.groups)
  return { op: run.script.ops.length, line, from: 0, groups, whole: false, read: false }
}
