/** To write many numbers into bytes: a Buffer checks where each of them goes once more. */
export const dataViewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView =>
  new DataView(buffer, byteOffset, byteLength)
