import { after } from 'node:test'
import { buildServer } from '../src/http/server.ts'
import type { Store } from '../src/storage/store.ts'
import { createProcessState } from '../src/operations/cache/cache.ts'
import { sqliteStore } from '../src/storage/sqlite/sqlite_store.ts'
import type { ApiResponse } from './service.ts'

/** Options that few tests change. */
interface Settings {
  /** How many inputs of an optimizer are kept. */
  readonly maxHistory?: number
  /** The size of the cache, in numbers; with 0 every call reads the store. */
  readonly cacheSize?: number
  readonly now?: () => Date
}

/** The service on a store, called by Fastify's `inject`. It is closed at the end of the suite. */
export async function appOn(
  store: Store = sqliteStore(':memory:'),
  maxAdvance = 100_000,
  { maxHistory = 100_000, cacheSize = 100_000, now = () => new Date() }: Settings = {},
) {
  const app = await buildServer(
    {
      store,
      processState: createProcessState(Math.max(1, cacheSize)),
      now,
      maxAdvance,
      maxHistory,
    },
    { version: '0.0.0', bodyLimit: 64 * 1024 },
  )
  await app.ready()
  after(() => app.close())

  /** Sends a request; a string body is sent unchanged, any other body as JSON. */
  async function send(
    method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiResponse> {
    const payload = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await app.inject({
      method,
      url,
      ...(payload === undefined ? {} : { payload }),
      headers: {
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    })
    return {
      status: response.statusCode,
      headers: new Headers(response.headers as Record<string, string>),
      body: response.body && JSON.parse(response.body),
    }
  }
  return { app, send }
}

/** A response without its `seen`: that of a later moment, or of another optimizer, is another text. */
export function withoutSeen(body: object): Record<string, unknown> {
  const { seen: _place, ...rest } = body as Record<string, unknown>
  return rest
}

/** A registration of two groups with momentum and one StepLR. */
export const RUN = {
  groups: [
    { name: 'backbone', lr: 0.1, momentum: 0.9 },
    { name: 'head', lr: 0.01, momentum: 0.9 },
  ],
  schedulers: [{ type: 'StepLR', step_size: 10, gamma: 0.1 }],
}
