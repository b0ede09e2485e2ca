/** A variable of the environment in Node, Deno and Bun; undefined in a browser. */
export function environment(name: 'LOCKSTEP_URL' | 'LOCKSTEP_TOKEN'): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  const text = process?.env?.[name]
  return text === '' ? undefined : text
}
