/** What the bench asks outside of its loads: to prepare them, and for a preview. */

/** Registers `{name}-0` to `{name}-{count - 1}`, all alike. */
export async function register(port: number, name: string, count: number, body: object) {
  for (let index = 0; index < count; index++) {
    await send(port, 'PUT', `/v1/optimizers/${name}-${index}`, body)
  }
}

/** Sends JSON and reads the whole answer, of which it tells the length in bytes. */
export async function send(port: number, method: string, path: string, body: object) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  })
  const bytes = await response.arrayBuffer()
  if (response.ok) return bytes.byteLength
  throw new Error(`Cannot ${method} ${path}: ${response.status} ${Buffer.from(bytes).toString()}`)
}
