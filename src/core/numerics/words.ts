/** The bits of a double by typed arrays: a store and a load, without garbage. */
const DOUBLE = new Float64Array(1)
const HALVES = new Int32Array(DOUBLE.buffer)
const WHOLE = new BigUint64Array(DOUBLE.buffer)

/** The index of the half with the sign and the exponent: it depends on the byte order. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0]!

/** The sign, the exponent and the first 20 bits of the fraction, as a signed word. */
export function highWord(x: number): number {
  DOUBLE[0] = x
  return HALVES[HIGH]!
}

/** All 64 bits of a double. */
export function bitsOf(x: number): bigint {
  DOUBLE[0] = x
  return WHOLE[0]!
}

/** The double that has these 64 bits. */
export function doubleOf(bits: bigint): number {
  WHOLE[0] = bits
  return DOUBLE[0]!
}

const LEAST_POWER = -1074

const POWERS = Float64Array.from({ length: 2098 }, (_, index) => power(index + LEAST_POWER))

function power(n: number): number {
  return doubleOf(n < -1022 ? 1n << BigInt(n - LEAST_POWER) : BigInt(n + 1023) << 52n)
}

/**
 * 2^n, exactly, for integers n from -1074 to 1023. From a table, because the load of a double that
 * was stored as two halves waits in the processor until both are stored.
 */
export function powerOfTwo(n: number): number {
  return POWERS[n - LEAST_POWER]!
}
