import type { Middleware } from 'openapi-fetch'
import { InvalidArgument } from '../errors.ts'
import { isNamed } from './is_named.ts'

/** Adds the caller's name, and an `idempotency-key` to a call that does not name what it changes. */
export const requestHeaders = (actor: string | undefined): Middleware => ({
  async onRequest({ request, schemaPath }) {
    const { headers } = request
    if (actor !== undefined && !headers.has('lockstep-actor')) {
      headers.set('lockstep-actor', checked('actor', actor))
    }
    if (headers.has('idempotency-key') || (await isNamed(request, schemaPath))) return
    headers.set('idempotency-key', randomKey())
  },
})

function checked(name: string, value: string): string {
  if (/^[ -~]+$/.test(value)) return value
  throw new InvalidArgument(
    `Cannot send ${name} ${JSON.stringify(value)}: wanted ASCII characters without line breaks`,
  )
}

/** Not `crypto.randomUUID()`: browsers have that on pages of HTTPS only. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
