import type { Body, Event } from './events.ts'
import { pathOf, type ChangeRequest, type SentChange } from './sent_changes.ts'
import { assertInvariant } from './violation.ts'

/** A response to a request that is sent once. */
export interface SendResult {
  readonly status: number
  readonly body: Body
}

/** Sends a request to a service without this optimizer. It throws if the status is not of `isAllowed`. */
export type Send = (
  method: 'PUT' | 'POST' | 'GET' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
  isAllowed?: (result: SendResult) => boolean,
) => Promise<Body>

/**
 * Sends an input again, and returns its effective step; undefined if the response has none.
 * An edit and a decision are sent as their event states them, any other change as its client did.
 */
export async function resend(
  send: Send,
  url: string,
  input: Event,
  sent: SentChange | undefined,
): Promise<number | undefined> {
  if (input.kind === 'edited') return resendEdit(send, url, input)
  if (input.kind === 'metric_decided') {
    const path = `${url}/metrics/${input.metric}/${input.reported_for}/0`
    return (await send('PUT', path, { value: input.value })).effective_step
  }
  assertInvariant(sent !== undefined, 'nothing applied twice', () => JSON.stringify(input))
  const { request, reason } = sent!
  // A group that joins without a step takes the next step with the others.
  const isNext = input.kind === 'group_added' && request.atStep === undefined
  const path = pathOf({ ...request, atStep: isNext ? undefined : input.step }, reason)
  const content =
    input.kind === 'scheduler_patched' ? await patchOf(send, url, request) : request.body
  const body = await send(request.method, url + path, content, isWithoutSubject)
  return isNext ? body.effective_step : undefined
}

/** Its group, or its scheduler, was removed at an earlier step after it was accepted: no effect. */
const isWithoutSubject = ({ status, body }: SendResult): boolean =>
  status === 404 && ['group_not_found', 'scheduler_not_found'].includes(body.code)

/** Sends an edit again, without the groups and the factors that other changes removed before it. */
async function resendEdit(
  send: Send,
  url: string,
  { groups = [], set, scale, multiply, hold, release, until_step, step, reason }: Event,
): Promise<number | undefined> {
  const change = { set, scale, multiply, hold, until_step, at_step: step, reason }
  const present = (await send('GET', `${url}/groups`)).groups.map(
    ({ name }: { name: string }) => name,
  )
  const named = groups.filter((name) => present.includes(name))
  if (named.length === 0) return undefined
  const isReleased = ({ status, body }: SendResult) =>
    status === 400 && body.errors?.[0]?.pointer === '/release'
  const body = { ...change, release: releaseOf(release), groups: named }
  const { step: effective } = await send('POST', `${url}/edits`, body, isReleased)
  return effective
}

/** A release names at least one hyperparameter of each kind that it has. */
const releaseOf = (release: Event['release']) =>
  release && Object.fromEntries(Object.entries(release).filter(([, paths]) => paths.length > 0))

/**
 * The body of a patch. Where it has values by group, a group that was added after its acceptance
 * keeps the value that it has, and a group that was removed has none.
 */
async function patchOf(
  send: Send,
  url: string,
  { path, body = {} }: ChangeRequest,
): Promise<object> {
  const now = await send('GET', url + path, undefined, isWithoutSubject)
  const entries = Object.entries(body).map(([key, value]: [string, unknown]) => {
    const isByGroup = typeof value === 'object' && !Array.isArray(value)
    if (!isByGroup || now.groups === undefined) return [key, value]
    const present = (name: string) => now[key]?.[name] ?? now[key]
    const all = (now.groups as readonly string[]).map((name) => [
      name,
      (value as Record<string, unknown>)[name] ?? present(name),
    ])
    return [key, Object.fromEntries(all)]
  })
  return Object.fromEntries(entries)
}
