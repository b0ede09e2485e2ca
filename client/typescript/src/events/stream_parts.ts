/**
 * The parts of a stream as they arrive. It ends when the stream ends, is cut, or is silent for too
 * long: a connection whose other end is gone says nothing.
 */
export async function* streamParts(
  stream: ReadableStream<Uint8Array>,
  silenceSeconds: number,
): AsyncGenerator<string> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  try {
    let part
    while ((part = await nextPart(reader, silenceSeconds))) {
      yield decoder.decode(part, { stream: true })
    }
  } finally {
    // It may be cut already; what is of interest is that the connection is closed.
    await reader.cancel().catch(() => undefined)
  }
}

async function nextPart(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  silenceSeconds: number,
): Promise<Uint8Array | undefined> {
  let timer
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, silenceSeconds * 1000, undefined)
  })
  const read = reader.read().then(
    ({ value }) => value,
    () => undefined,
  )
  const part = await Promise.race([read, silence])
  clearTimeout(timer)
  return part
}
